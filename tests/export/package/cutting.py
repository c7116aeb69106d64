"""Cuts the workbooks of workbooks.py and looks into what came out."""

from __future__ import annotations

import zipfile
from pathlib import Path

from workbooks import Made

from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.splitter import Splitter


def cut(made: Made, recipient: int, options: SplitOptions | None = None) -> bytes:
    """The file of one recipient."""
    splitter = Splitter(SourceBook.open(made.path), made.plan, options or SplitOptions())
    return splitter.cutter().file(splitter.share(recipient).cut)


def parts(data: Path | bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    import io

    with zipfile.ZipFile(data if isinstance(data, Path) else io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}
