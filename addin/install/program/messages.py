"""What the installer says, and the one kind of error it stops with."""

from __future__ import annotations

import sys


class InstallError(Exception):
    """The installation cannot go on; the text says in Chinese what is wrong and what to do."""


def say(text: str) -> None:
    """Print a line for the person at the screen."""
    print(text, flush=True)


def ready_to_speak() -> None:
    """A console that lacks a character shows another for it; what goes into a file is UTF-8."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
