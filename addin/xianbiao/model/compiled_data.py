"""What data files (资料文件) hold, kept beside them as Python keeps bytecode beside its modules.

To read the texts of a fund, a word list or three thousand names takes as long as half of a
check; what was read once is taken from `__pycache__` until a file of it changes. Where nothing
can be written there, or Python is asked to keep nothing, the files are read each time.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")

FOLDER = "__pycache__"
"""Where Python keeps bytecode, beside the files it was made of."""


def compiled(name: str, sources: Sequence[Path], make: Callable[[], T]) -> T:
    """What `make` makes of some files: tables, lists, texts and numbers, nothing else.

    It is kept as `name` beside the first of them. A file that only says how the others are read
    (a module) counts as a source too. Raises OSError where a source is missing, and what `make`
    raises; then nothing is kept.
    """
    stamp = [_stamp(path) for path in sources]
    place = sources[0].parent / FOLDER / f"{name}.{sys.implementation.cache_tag}.data"
    try:
        kept, value = marshal.loads(place.read_bytes())
        if kept == stamp:
            found: T = value
            return found
    except (OSError, ValueError, EOFError, TypeError):
        pass
    value = make()
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError, ValueError):
            write_whole(place, marshal.dumps((stamp, cast("Any", value))))
    return value


def toml_values(path: Path) -> dict[str, Any]:
    """The values of a TOML file.

    Raises OSError, UnicodeError or TOMLDecodeError (a ValueError) where it cannot be read.
    """

    def read() -> dict[str, Any]:
        import tomllib

        return tomllib.loads(path.read_text(encoding="utf-8"))

    return compiled(path.name, [path], read)


def _stamp(path: Path) -> tuple[str, int, int]:
    """What of a file changes when its content does; the same facts as those of bytecode."""
    status = os.stat(path)
    return path.name, status.st_size, status.st_mtime_ns


def write_whole(place: Path, data: bytes) -> None:
    """Write whole or not at all: another process may read meanwhile."""
    place.parent.mkdir(exist_ok=True)
    part = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        part.write_bytes(data)
        os.replace(part, place)
    except OSError:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
