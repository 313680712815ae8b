"""What keeps answers from outliving the visitor: no core dumps, no second reader, freed memory overwritten."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Mapping

TUNABLES = "glibc.malloc.tcache_count=0:glibc.malloc.perturb=165"
"""Overwrite memory as it is freed, and keep none of it aside."""
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4


def forgetful(environ: Mapping[str, str]) -> dict[str, str]:
    """Return an environment in which a new process overwrites what it frees: Qt's texts, and Python's own."""
    mine = {"PYTHONMALLOC": "malloc"}
    if sys.platform == "linux":
        mine["GLIBC_TUNABLES"] = ":".join(filter(None, [environ.get("GLIBC_TUNABLES", ""), TUNABLES]))
    return {**environ, **mine}


def leave_no_core() -> None:
    """Let no crash write the memory to disk, and on Linux no other program of the same user read it.

    A limit of 0 does not stop a core dump that the kernel pipes to a program; being undumpable does.
    """
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    be_undumpable()


def be_undumpable() -> None:
    """Ask the kernel to give this process's memory to root alone (prctl(2), PR_SET_DUMPABLE)."""
    _prctl(_PR_SET_DUMPABLE, 0)


def end_with(parent: int) -> None:
    """End when the parent ends, even where it was killed; and now, where it already has."""
    if _prctl(_PR_SET_PDEATHSIG, signal.SIGTERM) and os.getppid() != parent:
        os._exit(0)


def _prctl(option: int, value: int) -> bool:
    if sys.platform != "linux":
        return False
    import ctypes

    return bool(ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0) == 0)
