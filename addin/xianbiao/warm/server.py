"""The ready process: everything imported and read once, a copy of it for each command.

A command runs in a fork, with the caller's folder, environment and streams, so that it finds
what a fresh process would find and leaves nothing behind; one such fork is kept for the next
check or export. The process ends by itself when it
was not asked for a while, when it is asked to, and when the package on disk has changed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import marshal
import os
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import xianbiao
from xianbiao.model.expressions import compile_all
from xianbiao.model.places import EXTRA_FILE_VARIABLE
from xianbiao.warm.keeper import Keeper, received
from xianbiao.warm.place import socket_path

IDLE = 900
"""Seconds without a command after which the process ends."""

_READY = (
    "xianbiao.cli.button",
    "xianbiao.cli.check",
    "xianbiao.cli.export",
    "xianbiao.checks",
    "xianbiao.checks.county_rules",
    "xianbiao.export.deliver",
    "xianbiao.export.importing",
    "xianbiao.export.progress",
    "xianbiao.export.report",
    "xianbiao.readers",
    "xianbiao.readers.county",
    "xianbiao.readers.fingerprint",
    "xianbiao.sheets.layout.book",
    "xianbiao.sheets.recognise.tables.allocation",
)
_HEADER = 8
_PATIENCE = 5


def main() -> int:
    """Serve until idle; returns 1 where another process serves already or none may."""
    path, files = socket_path(), _files()
    version = _version(files)
    if path is None:
        return 1
    listener = _listener(path)
    if listener is None:
        return 1
    own = os.stat(path).st_ino
    try:
        _serve(listener, lambda: _version(files) == version)
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


def _serve(listener: socket.socket, is_current: Callable[[], bool]) -> None:
    environment = dict(os.environ)
    os.environ.pop(EXTRA_FILE_VARIABLE, None)
    _make_ready()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    listener.settimeout(IDLE)
    keeper = Keeper(_run, _rehearse, listener.close)
    keeper.start(environment)
    while True:
        try:
            line, _ = listener.accept()
        except TimeoutError:
            return
        with line:
            if not is_current():
                return
            with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
                _answer(listener, line, keeper)


def _files() -> list[str]:
    """The files of the package, compiled ones left out.

    Its folders are none of them: one changes when the first file in it is compiled.
    """
    root = Path(xianbiao.__file__).parent
    found = (file for file in root.rglob("*") if "__pycache__" not in file.parts)
    return [str(file) for file in found if file.is_file()]


def _version(files: list[str]) -> float | None:
    """When the package last changed on disk; None where a file of it is gone."""
    try:
        return max(os.stat(file).st_mtime for file in files)
    except OSError:
        return None


def _make_ready() -> None:
    """Import what commands need and read the data once, by checking the demonstration notice.

    The formula engine is left alone: its threads would not live on in a fork.
    """
    for name in _READY:
        importlib.import_module(name)
    from xianbiao.checks import check, rules
    from xianbiao.demo.run import NOTICES
    from xianbiao.readers import read_notice

    rules()
    compile_all()
    check(read_notice([Path(xianbiao.__file__).parent / "demo" / NOTICES[0]]))
    gc.collect()
    gc.freeze()


def _rehearse() -> None:
    """Export the demonstration notice, so that the first export finds everything read."""
    from xianbiao.checks import check
    from xianbiao.demo.run import NOTICES
    from xianbiao.export.deliver import export_counties
    from xianbiao.export.importing import import_notice
    from xianbiao.readers import read_notice

    with tempfile.TemporaryDirectory(prefix="xianbiao-") as name:
        notice = read_notice([Path(xianbiao.__file__).parent / "demo" / NOTICES[1]])
        book = Path(name) / "book.xlsx"
        import_notice(notice, check(notice), book)
        notice = read_notice([book])
        export_counties(notice, check(notice), Path(name) / "out")


def _answer(listener: socket.socket, line: socket.socket, keeper: Keeper) -> None:
    """Have one command run, in the fork that is kept or in one of its own."""
    line.settimeout(_PATIENCE)
    header, streams, _, _ = socket.recv_fds(line, _HEADER, 3)
    try:
        data = received(line, int.from_bytes(header, "big"))
        line.settimeout(None)
        if keeper.hand(line, streams, data) or os.fork() != 0:
            return
        code = 1
        try:
            listener.close()
            code = _answer_here(line, streams, marshal.loads(data))
        finally:
            os._exit(code)
    finally:
        for stream in streams:
            os.close(stream)


def _answer_here(line: socket.socket, streams: list[int], request: dict[str, object]) -> int:
    """Run one command in this fork and tell its exit code."""
    line.sendall(f"{os.getpid()}\n".encode())
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    code = _run(request)
    with contextlib.suppress(OSError):
        line.sendall(f"{code}\n".encode())
    return code


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
