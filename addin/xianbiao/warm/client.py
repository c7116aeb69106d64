"""Runs one command: in the ready process where there is one, else here.

Nothing heavy is imported before the ready process was asked; that is the point of it. Even
`json` and `socket` take a third of what the whole question does: the request goes as bytes of
`marshal`, which both sides have built in, through the module that `socket` is a dress of.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Sequence

from xianbiao.warm.place import SWITCH, WRITING, socket_path

KEEPS_READY = ("button",)
"""Commands that a clerk clicks: after one of them a process is left ready for the next."""

_INTERRUPT, _KILLED = 2, 9
"""Numbers of signals, which POSIX fixes."""


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
    from xianbiao.model.expressions import keep_expressions

    code = run(words)
    keep_expressions()
    if path is not None and words and words[0] in KEEPS_READY:
        start_server()
    return code


def _asked(path: str, words: list[str]) -> int | None:
    """The exit code of the command as the ready process ran it; None where it did not."""
    import marshal
    from _socket import AF_UNIX, SCM_RIGHTS, SOCK_STREAM, SOL_SOCKET, socket

    line = socket(AF_UNIX, SOCK_STREAM)
    try:
        line.connect(path)
        request = {"words": words, "folder": os.getcwd(), "environment": dict(os.environ)}
        data = marshal.dumps(request, WRITING)
        streams = b"".join(number.to_bytes(4, sys.byteorder) for number in range(3))
        line.sendmsg([len(data).to_bytes(8, "big")], [(SOL_SOCKET, SCM_RIGHTS, streams)])
        line.sendall(data)
        return _answer(line.recv)
    except (OSError, ValueError):
        return None
    finally:
        line.close()


def _answer(receive: Callable[[int], bytes]) -> int | None:
    """First the child's number, so that Ctrl-C reaches it; then its exit code.

    Without a number nothing was run. A child that ends without a code was killed.
    """
    said = b""
    while True:
        try:
            more = receive(64)
        except KeyboardInterrupt:
            if b"\n" in said:
                os.kill(int(said.split(b"\n")[0]), _INTERRUPT)
            continue
        said += more
        child, _, last = said.partition(b"\n")
        if last.endswith(b"\n"):
            return int(last)
        if not more:
            return 128 + _KILLED if child else None


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
