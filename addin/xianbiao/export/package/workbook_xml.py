"""The workbook part: its list of sheets, its names, its views, for the sheets that stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from xianbiao.export.markup import attribute
from xianbiao.export.package.references import parse
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.export.package.xml_text import R_ID, RELATIONS, escaped, parsed, plain, written
from xianbiao.model.records import Record

_LOST = (
    *("pivotCaches", "externalReferences", "customWorkbookViews", "oleSize", "functionGroups"),
    *("smartTagPr", "smartTagTypes", "webPublishing", "webPublishObjects", "fileRecoveryPr"),
)
_SHEETS = re.compile(rb"<sheets\b.*?</sheets>|<sheets\b[^>]*/>", re.DOTALL)
_NAMES = re.compile(rb"<definedNames\b.*?</definedNames>|<definedNames\b[^>]*/>", re.DOTALL)
_TAB = re.compile(rb'\s(activeTab|firstSheet)="\d+"')
_ROOT = re.compile(rb"<workbook\b")
_VIEW = b"<workbookView"
SHEETS, SHEETS_END = b"<sheets>", b"</sheets>"
"""What stands around the lines of the sheets."""


class SheetEntry(Record, frozen=True):
    """One line of the list of sheets."""

    name: str
    sheet_id: str
    relationship: str
    state: str

    @property
    def is_visible(self) -> bool:
        """Whether its tab is shown."""
        return self.state in ("", "visible")


class DefinedName(Record, frozen=True):
    """A name with its formula; `sheet` is the index of the sheet that it belongs to."""

    name: str
    sheet: int | None
    formula: str
    attributes: tuple[tuple[str, str], ...]


class WorkbookXml:
    """The workbook part, edited as text so that a file costs the same however many sheets went."""

    def __init__(self, data: bytes, part: str) -> None:
        root = parsed(plain(data, part), part)
        self.sheets = [
            SheetEntry(e.get("name"), e.get("sheetId"), e.get(R_ID, ""), e.get("state", ""))
            for e in root.iter("{*}sheet")
        ]
        self._at = {entry.name: index for index, entry in enumerate(self.sheets)}
        self.names = [_name(e) for e in root.iter("{*}definedName")]
        self.opened = max(
            (int(v.get("activeTab", "0")) for v in root.iter("{*}workbookView")), default=0
        )
        self.has_shared_view = root.find("{*}fileSharing") is not None
        for element in [e for e in root if str(e.tag).rpartition("}")[2] in _LOST]:
            root.remove(element)
        for extension in list(root.iter("{*}ext")):
            if any(e.get(R_ID) for e in extension.iter()):
                extension.getparent().remove(extension)
        for extensions in list(root.iter("{*}extLst")):
            if not len(extensions):
                extensions.getparent().remove(extensions)
        text = written(root)
        if "r" not in root.nsmap:
            text = _ROOT.sub(rb'<workbook xmlns:r="%b"' % RELATIONS.encode(), text, count=1)
        self._head, self._between, self._tail = _around_lists(_TAB.sub(b"", text))
        self._names: dict[int | None, list[DefinedName]] = {}
        for name in self.names:
            self._names.setdefault(name.sheet, []).append(name)

    def cut(self, kept: Sequence[str], remaining: Remaining, opened: int) -> bytes:
        """The part with the sheets that stay, `opened` the index of the one that is open."""
        new = {self._at[name]: index for index, name in enumerate(kept)}
        names = [
            (name, new.get(name.sheet) if name.sheet is not None else None, formula)
            for name in self._names_of(new)
            if (formula := name_formula(name.formula, kept[0], remaining)) is not None
        ]
        return self.listing((self.sheets[old] for old in new), names, opened)

    def listing(
        self,
        sheets: Iterable[SheetEntry],
        names: Iterable[tuple[DefinedName, int | None, str]],
        opened: int,
    ) -> bytes:
        """The part with these sheets, and names each with its sheet's index and its formula."""
        lines = b"".join(map(_line, sheets))
        named = b"".join(_written(*name) for name in names)
        block = b"<definedNames>" + named + b"</definedNames>" if named else b""
        head = self._head.replace(_VIEW, b'%b activeTab="%d"' % (_VIEW, opened), 1)
        return b"".join([head, SHEETS, lines, SHEETS_END, self._between, block, self._tail])

    def _names_of(self, sheets: Iterable[int]) -> list[DefinedName]:
        """The names of the workbook and of some sheets, in their order."""
        chosen = [*self._names.get(None, ()), *(n for s in sheets for n in self._names.get(s, ()))]
        return sorted(chosen, key=lambda n: (n.name.lower(), -1 if n.sheet is None else n.sheet))

    def steady_names(self, kept: Sequence[str], remaining: Remaining) -> frozenset[str]:
        """The names, in capitals, that still mean what they meant."""
        names = self._names_of([self._at[name] for name in kept])
        steady: frozenset[str] = frozenset()
        while kept:
            now = Remaining(
                remaining.rows, steady, remaining.tables, remaining.cut_tables, remaining.changed
            )
            found = frozenset(
                name.name.upper()
                for name in names
                if not _floats(name.formula, now) and moved(name.formula, kept[0], now) is not None
            )
            if found == steady:
                break
            steady = found
        return steady


def name_formula(text: str, own: str, remaining: Remaining) -> str | None:
    """What a name means after the cut, None where it does not resolve any more.

    Of a list of areas (a print area, repeated rows) those stay that have a row left.
    """
    formula = parse(text)
    if formula.leaves_file or "#REF!" in text or _floats(text, remaining):
        return None
    if not formula.names <= remaining.names:
        return None
    listed = all(p.strip() == "," for p in formula.pieces if isinstance(p, str))
    pieces: list[str] = []
    for piece in formula.pieces:
        if isinstance(piece, str):
            pieces += [] if listed else [piece]
            continue
        _, rows = remaining.sheet(piece, own)
        cut = None
        if rows is not None and not piece.is_elsewhere:
            cut = rows.cut(piece.first, piece.last)
        if cut is not None:
            pieces.append(piece.text_at(*cut))
        elif not listed:
            return None
    if listed and not pieces:
        return None
    return (",".join(pieces)) if listed else "".join(pieces)


def _floats(text: str, remaining: Remaining) -> bool:
    """Whether a name counts rows from the cell that uses it, on a sheet that lost rows."""
    found = (remaining.rows.get(sheet) for sheet in _floating(text))
    return any(rows is not None and not rows.is_identity for rows in found)


@lru_cache(maxsize=4096)
def _floating(text: str) -> frozenset[str]:
    """The sheets, in lower case, of which a name means rows that go by the cell that uses it."""
    references = parse(text).references()
    return frozenset((r.sheet or "").lower() for r in references if not all(r.fixed))


def _name(element: object) -> DefinedName:
    attributes = dict(element.attrib)  # type: ignore[attr-defined]
    name, sheet = attributes.pop("name"), attributes.pop("localSheetId", None)
    text = "".join(element.itertext()).strip()  # type: ignore[attr-defined]
    return DefinedName(name, None if sheet is None else int(sheet), text, tuple(attributes.items()))


def _around_lists(text: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the list of sheets, between it and that of names, and after both."""
    sheets = _SHEETS.search(text)
    assert sheets is not None
    names = _NAMES.search(text, sheets.end())
    if names is None:
        return text[: sheets.start()], b"", text[sheets.end() :]
    return text[: sheets.start()], text[sheets.end() : names.start()], text[names.end() :]


@lru_cache(maxsize=4096)
def _line(entry: SheetEntry) -> bytes:
    state = f" state={attribute(entry.state)}" if entry.state else ""
    return (
        f"<sheet name={attribute(entry.name)} sheetId={attribute(entry.sheet_id)}{state}"
        f" r:id={attribute(entry.relationship)}/>"
    ).encode()


def _written(name: DefinedName, sheet: int | None, formula: str) -> bytes:
    place = "" if sheet is None else f' localSheetId="{sheet}"'
    others = "".join(f" {key}={attribute(value)}" for key, value in name.attributes)
    head = f"<definedName name={attribute(name.name)}{place}{others}>".encode()
    return head + escaped(formula) + b"</definedName>"
