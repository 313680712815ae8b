"""Whether there is a display to open a window on: Qt ends the whole process where the one it is told of is dead."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

PATIENCE = 2.0
"""Seconds a Wayland compositor may take to answer."""


def answers(environment: Mapping[str, str]) -> bool:
    """Tell whether Qt can open a window here: a display is named, and something answers there.

    Where QT_QPA_PLATFORM names neither X11 nor Wayland, it was set on purpose, and is believed.
    """
    platform = environment.get("QT_QPA_PLATFORM") or "xcb;wayland"
    by_x11, by_wayland = "xcb" in platform, "wayland" in platform
    if sys.platform != "linux" or not (by_x11 or by_wayland):
        return True
    return (by_x11 and _x11_answers(environment.get("DISPLAY", ""))) or (by_wayland and _wayland_answers(environment))


def _x11_answers(display: str) -> bool:
    """Connect as Qt will, with the library that it will use, so that a display that refuses us is found out too."""
    if not display:
        return False
    from ctypes import CDLL, c_char_p, c_void_p

    try:
        xcb = CDLL("libxcb.so.1")
    except OSError:
        return False  # Qt cannot do without it either
    xcb.xcb_connect.argtypes, xcb.xcb_connect.restype = (c_char_p, c_void_p), c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = (c_void_p,)
    connection = xcb.xcb_connect(os.fsencode(display), None)
    if xcb.xcb_connection_has_error(connection):
        xcb.xcb_disconnect(connection)
        return False
    return True  # and stay connected: a server starts anew when its last client leaves, and Qt would meet it just then


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    if not name:
        return False
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE)
        try:
            connection.connect(str(Path(environment.get("XDG_RUNTIME_DIR", "")) / name))
        except OSError:
            return False
    return True
