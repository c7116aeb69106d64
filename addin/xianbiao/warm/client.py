"""Runs one command: in the ready process where there is one, else here.

Nothing heavy is imported before the ready process was asked; that is the point of it.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from xianbiao.warm.place import SWITCH, socket_path

KEEPS_READY = ("button",)
"""Commands that a clerk clicks: after one of them a process is left ready for the next."""


def once() -> int:
    """Run the command of a process that ends with it; returns its exit code.

    Nothing is looked for that could be thrown away: the end of the process does that at once,
    where Python would first search all that was made, for as long as a quarter of a check takes.
    """
    gc.disable()
    try:
        return main()
    finally:
        gc.freeze()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    path = socket_path()
    if path is not None and os.path.exists(path):
        code = _asked(path, words)
        if code is not None:
            return code
    from xianbiao.cli import main as run

    code = run(words)
    if path is not None and words and words[0] in KEEPS_READY:
        start_server()
    return code


def _asked(path: str, words: list[str]) -> int | None:
    """The exit code of the command as the ready process ran it; None where it did not."""
    import json
    import socket

    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
            line.connect(path)
            request = {"words": words, "folder": os.getcwd(), "environment": dict(os.environ)}
            data = json.dumps(request).encode()
            socket.send_fds(line, [len(data).to_bytes(8, "big")], [0, 1, 2])
            line.sendall(data)
            return _answer(line.makefile("rb"))
    except (OSError, ValueError):
        return None


def _answer(answers: object) -> int | None:
    """First the child's number, so that Ctrl-C reaches it; then its exit code.

    Without a number nothing was run. A child that ends without a code was killed.
    """
    import signal

    read = answers.readline  # type: ignore[attr-defined]
    first = read()
    if not first:
        return None
    child = int(first)
    while True:
        try:
            last = read()
            return int(last) if last else 128 + signal.SIGKILL
        except KeyboardInterrupt:
            os.kill(child, signal.SIGINT)


def start_server() -> None:
    """Start the ready process, with no tie to this one."""
    import subprocess

    subprocess.Popen(
        [sys.executable, "-m", "xianbiao.warm.server"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
        env={**os.environ, SWITCH: "1"},
    )


if __name__ == "__main__":
    sys.exit(once())
