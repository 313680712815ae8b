"""`econsent` for a shell that is asked for it again and again: it is loaded once, and a fork of it does each command.

python -m tests.docs.warm SOCKET       listens; says "ready"

A command is a process of its own with the arguments, folder, environment and streams of whoever asks (`CLIENT`); it
ends when its client does. Only what every start costs, the imports, is saved.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import select
import signal
import socket
import sys
from pathlib import Path
from typing import NoReturn

LOADED = ("cli", "document.issue", "document.check", "library", "remote", "station", "verify", "workshop")
"""What commands load of econsent."""
CLIENT = """#!{python} -IS
import array, json, os, socket, sys
if sys.argv[1:2] == ["serve"]:
    os.execv({program!r}, [{program!r}, *sys.argv[1:]])
asks = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
with socket.socket(socket.AF_UNIX) as line:
    line.connect({place!r})
    line.sendmsg([len(asks).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
    line.sendall(asks)
    sys.exit(line.recv(1)[0])
"""


def client(place: Path) -> str:
    """Return the program that asks at a socket; a server that goes on serving is a process of its own."""
    program = str(Path(sys.executable).with_name("econsent"))
    return CLIENT.format(python=sys.executable, program=program, place=str(place))


def listen(place: str) -> NoReturn:
    """Do what is asked for, each in processes of its own."""
    for name in LOADED:
        importlib.import_module(f"econsent.{name}")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that serve a client
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(place)
        listener.listen()
        print("ready", flush=True)
        while True:
            line, _ = listener.accept()
            if os.fork() == 0:
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                listener.close()
                _serve(line)
            line.close()


def _serve(line: socket.socket) -> NoReturn:
    """Let a child do a command, and tell its client the exit code; end it where the client is gone."""
    size, streams, _, _ = socket.recv_fds(line, 4, 3)
    with line.makefile("rb") as said:
        words, folder, environment = json.loads(said.read(int.from_bytes(size, "big")))
    child = os.fork()
    if child == 0:
        _do(words, folder, environment, streams)
    for stream in streams:
        os.close(stream)
    ended = os.pidfd_open(child)
    if ended not in select.select([ended, line], [], [])[0]:
        os.kill(child, signal.SIGTERM)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with contextlib.suppress(OSError):
        line.sendall(bytes([code if code >= 0 else 128 - code]))
    os._exit(0)


def _do(words: list[str], folder: str, environment: dict[str, str], streams: list[int]) -> NoReturn:
    from econsent.cli import main

    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["econsent", *words]
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    listen(sys.argv[1])
