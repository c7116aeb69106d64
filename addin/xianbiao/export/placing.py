"""Moves finished files into place, all or none; a file that stood there is kept."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from xianbiao.model.errors import ExportRefused, XianbiaoError, remedy_of, words_of
from xianbiao.model.refs import Ref


@contextmanager
def staging(out: Path) -> Iterator[Path]:
    """A folder beside the target, gone afterwards whatever happens."""
    if out.exists() and not out.is_dir():
        raise XianbiaoError(
            "输出位置是一个文件，不是文件夹", ref=Ref(str(out)), todo="换一个文件夹"
        )
    try:
        out.absolute().parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.absolute().parent))
    except OSError as error:
        raise _unwritable(out, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def refuse_existing(out: Path) -> None:
    """Raises ExportRefused where no new .xlsx can be written."""
    if out.suffix.lower() != ".xlsx":
        raise ExportRefused(
            "工作簿的扩展名不对", ref=Ref(str(out)), found=out.suffix or "没有", expected=".xlsx"
        )
    if out.exists():
        raise ExportRefused(
            "文件已存在，没有覆盖", ref=Ref(str(out)), todo="换一个文件名，或先把原文件移走"
        )
    if not out.parent.is_dir():
        raise ExportRefused("文件夹不存在", ref=Ref(str(out.parent)), todo="先建好文件夹")


def write_new(path: Path, data: bytes) -> None:
    """Write a new file in three calls of the system; a stream takes twice as many."""
    handle = os.open(
        path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666
    )
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
    finally:
        os.close(handle)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in one step: it is complete or it is not there. Raises XianbiaoError."""
    try:
        _write_whole(path, data)
    except OSError as error:
        raise XianbiaoError(
            "文件写不出来", ref=Ref(str(path)), found=words_of(error), todo=remedy_of(error)
        ) from error


def _write_whole(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o644)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise


def move_into_place(staged: Sequence[Path], out: Path) -> None:
    """Move the staged files into a folder; on any failure the folder is as it was.

    A file of the same content is left alone. One of other content is first renamed to
    `name (2).xlsx`, then (3), and so on.
    """
    created = not out.exists()
    done: list[tuple[Path, Path]] = []
    try:
        out.mkdir(exist_ok=True)
        for source in staged:
            target = out / source.name
            if target.exists():
                if target.is_file() and target.read_bytes() == source.read_bytes():
                    continue
                kept = _free_name(target)
                target.rename(kept)
                done.append((target, kept))
            os.replace(source, target)
            done.append((source, target))
    except BaseException as error:
        for before, after in reversed(done):
            with contextlib.suppress(OSError):
                after.rename(before)
        if created:
            with contextlib.suppress(OSError):
                out.rmdir()
        if isinstance(error, OSError):
            raise _unwritable(out, error) from error
        raise


def _free_name(path: Path) -> Path:
    number = 2
    while (free := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return free


def _unwritable(out: Path, error: OSError) -> XianbiaoError:
    return XianbiaoError(
        "文件夹无法写入",
        ref=Ref(str(out)),
        found=words_of(error),
        todo="关闭已打开的同名文件，或换一个文件夹",
    )
