"""Where the ready process listens: a socket in a folder that only its user can open."""

from __future__ import annotations

import os
import stat
import sys

SWITCH = "XIANBIAO_WARM"
"""Set to 0, no process is started or asked."""

WRITING = 2
"""The version of `marshal` in which a request is written: every Python reads it."""

_PACKAGE = os.path.dirname(os.path.dirname(__file__))


def socket_path() -> str | None:
    """The socket's path, its folder made; None where a private folder cannot be had.

    A folder that belongs to somebody else, or that others can write, is never used: whoever
    owns the socket runs commands in the user's name.
    """
    if os.name != "posix" or os.environ.get(SWITCH) == "0":
        return None
    folder = os.environ.get("XDG_RUNTIME_DIR") or f"/tmp/xianbiao-{os.getuid()}"
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        status = os.lstat(folder)
    except OSError:
        return None
    is_private = stat.S_ISDIR(status.st_mode) and not status.st_mode & 0o022
    return os.path.join(folder, _name()) if is_private and status.st_uid == os.getuid() else None


def _name() -> str:
    """The socket's name, another for each installation and Python: none answers for another."""
    parts = [os.stat(path) for path in (_PACKAGE, sys.prefix)]
    numbers = hash(tuple((s.st_dev, s.st_ino) for s in parts)) & 0xFFFF_FFFF
    return f"xianbiao-{numbers:08x}.socket"
