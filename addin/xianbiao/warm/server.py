"""The ready process: everything imported and read once, a copy of it for each command.

A command runs in a fork, with the caller's folder, environment and streams, so that it finds
what a fresh process would find and leaves nothing behind. The process ends by itself when it
was not asked for a while, when it is asked to, and when the package on disk has changed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import traceback
from pathlib import Path

import xianbiao
from xianbiao.warm.place import socket_path

IDLE = 900
"""Seconds without a command after which the process ends."""

_READY = (
    "xianbiao.checks",
    "xianbiao.export.deliver",
    "xianbiao.export.importing",
    "xianbiao.export.progress",
    "xianbiao.export.report",
    "xianbiao.readers",
    "xianbiao.sheets.layout.book",
)
_HEADER = 8


def main() -> int:
    """Serve until idle; returns 1 where another process serves already or none may."""
    path = socket_path()
    if path is None:
        return 1
    listener = _listener(path)
    if listener is None:
        return 1
    own = os.stat(path).st_ino
    try:
        _serve(listener)
    finally:
        with contextlib.suppress(OSError):
            if os.stat(path).st_ino == own:
                os.unlink(path)
    return 0


def _listener(path: str) -> socket.socket | None:
    """The socket to listen at; a socket left by a process that died is replaced."""
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(path)
        except OSError:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(path)
        else:
            return None
    listener = socket.socket(socket.AF_UNIX)
    try:
        mask = os.umask(0o177)
        try:
            listener.bind(path)
        finally:
            os.umask(mask)
    except OSError:
        listener.close()
        return None
    listener.listen(8)
    return listener


def _serve(listener: socket.socket) -> None:
    version = _version()
    _make_ready()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener.settimeout(IDLE)
    while True:
        try:
            line, _ = listener.accept()
        except TimeoutError:
            return
        with line:
            if _version() != version:
                return
            if os.fork() == 0:
                listener.close()
                os._exit(_answer(line))


def _version() -> float:
    """When the package last changed on disk."""
    root = Path(xianbiao.__file__).parent
    return max(
        os.stat(file).st_mtime for file in root.rglob("*") if "__pycache__" not in file.parts
    )


def _make_ready() -> None:
    """Import what commands need and read the data once, by checking the demonstration notice.

    The formula engine is left alone: its threads would not live on in a fork.
    """
    for name in _READY:
        importlib.import_module(name)
    from xianbiao.checks import check
    from xianbiao.demo.run import NOTICES
    from xianbiao.readers import read_notice

    check(read_notice([Path(xianbiao.__file__).parent / "demo" / NOTICES[0]]))
    gc.collect()
    gc.freeze()


def _answer(line: socket.socket) -> int:
    """Run one command in this fork and tell its exit code."""
    try:
        header, streams, _, _ = socket.recv_fds(line, _HEADER, 3)
        request = json.loads(_received(line, int.from_bytes(header, "big")))
    except (OSError, ValueError):
        return 1
    line.sendall(f"{os.getpid()}\n".encode())
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    code = _run(request)
    with contextlib.suppress(OSError):
        line.sendall(f"{code}\n".encode())
    return code


def _received(line: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = line.recv(size - len(data))
        if not part:
            raise ValueError("the request is not whole")
        data += part
    return data


def _run(request: dict[str, object]) -> int:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    environment, words = request["environment"], request["words"]
    assert isinstance(environment, dict)
    assert isinstance(words, list)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(str(request["folder"]))
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False, buffering=1)  # noqa: SIM115
    sys.argv = ["xianbiao", *words]
    from xianbiao.cli import main as run

    try:
        code = run(words)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:
        traceback.print_exc()
        code = 1
    with contextlib.suppress(OSError):
        sys.stdout.flush()
        sys.stderr.flush()
    return code


if __name__ == "__main__":
    sys.exit(main())
