"""Prints the files of an export as PDF, a few at a time; what was printed is not printed again.

LibreOffice prints them, or the application in which the clerk works. LibreOffice writes other
bytes each time, so a PDF is known by the workbook that it shows: the manifest of the folder tells
which, and so does that of the PDFs kept from a run that stopped.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from xianbiao.export.package.archive import read_archive
from xianbiao.export.placing import write_whole
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.records import Record
from xianbiao.readers import office

_AT_ONCE = 20
"""Files that one start of LibreOffice prints; an open application prints one after another."""
_LIST = "清单.json"
_CORE = "docProps/core.xml"


Prints = Callable[[Sequence[Path], Path], None]
"""Writes each workbook as a PDF of the same name into a folder; raises XianbiaoError."""


class Printed(Record, frozen=True):
    """A PDF by its hash, and the hash of the workbook that it shows."""

    sha256: str
    printed_from: str


class Printer:
    """Prints for one folder. What a run that stopped had printed waits in a folder beside it."""

    def __init__(self, out: Path, prints: Prints | None = None) -> None:
        """`prints` is the open application's way, LibreOffice's where it is None."""
        self._prints, self._at_once = prints, _AT_ONCE if prints is None else 1
        self.kept = out.absolute().parent / f".{out.name}.未完成"
        self._known = {**_read(out), **_read(self.kept)}

    def print(
        self,
        books: Mapping[int, Path],
        names: Mapping[int, str],
        folder: Path,
        after: Callable[[int, int], None],
    ) -> dict[int, Printed]:
        """Put the PDF of each workbook into a folder under its name.

        `after` is told how many are there and how many there will be, before each start of
        LibreOffice (of an open application: each file) and at the end; it may raise to stop.
        Raises NoOffice, or what the application's way raises.
        """
        made_from = {index: shown_by(path) for index, path in books.items()}
        missing = []
        for index, book_hash in made_from.items():
            known = self._known.get(book_hash)
            if known is not None:
                shutil.copyfile(known, folder / names[index])
            else:
                missing.append(index)
        done = len(books) - len(missing)
        for at in range(0, len(missing), self._at_once):
            after(done, len(books))
            some = missing[at : at + self._at_once]
            self._start([books[index] for index in some], folder)
            self._keep({made_from[index]: folder / names[index] for index in some})
            done += len(some)
        after(done, len(books))
        return {
            index: Printed(_hash(folder / names[index]), book_hash)
            for index, book_hash in made_from.items()
        }

    def _start(self, books: Sequence[Path], folder: Path) -> None:
        try:
            (self._prints or office.to_pdf)(books, folder)
        except XianbiaoError as error:
            if self.waiting:
                error.do_instead(f"再运行一次，只做剩下的（已生成的 {self.waiting} 个 PDF 留着）")
            raise

    @property
    def waiting(self) -> int:
        """How many PDFs a run that stops now leaves for the next."""
        return len(_read(self.kept))

    def forget(self) -> None:
        """Remove what was kept: everything is in its place."""
        shutil.rmtree(self.kept, ignore_errors=True)

    def _keep(self, printed: Mapping[str, Path]) -> None:
        """Keep PDFs for a later run; those kept before stay."""
        self.kept.mkdir(exist_ok=True)
        for book_hash, path in printed.items():
            write_whole(self.kept / f"{book_hash}.pdf", path.read_bytes())
        kept = {**_read(self.kept), **{h: self.kept / f"{h}.pdf" for h in printed}}
        files = [
            {"file": path.name, "sha256": _hash(path), "printed_from": book_hash}
            for book_hash, path in kept.items()
        ]
        text = json.dumps({"files": files}, ensure_ascii=False, indent=2) + "\n"
        write_whole(self.kept / _LIST, text.encode())


def _read(folder: Path) -> dict[str, Path]:
    """The PDFs of a folder that are as its list says, by the hash of what they show."""
    try:
        listed = json.loads((folder / _LIST).read_text(encoding="utf-8"))["files"]
        entries = [(e["printed_from"], folder / e["file"], e["sha256"]) for e in listed]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {
        book_hash: path
        for book_hash, path, sha256 in entries
        if book_hash and path.is_file() and _hash(path) == sha256
    }


def shown_by(book: Path) -> str:
    """The hash of all that a workbook prints: not of who saved it last, and when."""
    digest = hashlib.sha256()
    for member in sorted(read_archive(book.read_bytes(), book.name)):
        if member.name != _CORE:
            content = member.content()
            digest.update(f"{member.name}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
