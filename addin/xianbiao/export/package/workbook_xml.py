"""The workbook part: its list of sheets, its names, its views, for the sheets that stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from xianbiao.export.markup import attribute
from xianbiao.export.package.defined_names import (
    DefinedName,
    PlacedName,
    is_steady,
    name_formula,
    names_for,
)
from xianbiao.export.package.elements import remove
from xianbiao.export.package.remaining import Remaining
from xianbiao.export.package.xml_text import (
    MAIN,
    R_ID,
    RELATIONS,
    escaped,
    is_plain,
    is_whole,
    parsed,
    plain,
    unescaped,
    written,
)
from xianbiao.model.expressions import expression
from xianbiao.model.records import Record, replace

_LOST = (
    *("pivotCaches", "externalReferences", "customWorkbookViews", "oleSize", "functionGroups"),
    *("smartTagPr", "smartTagTypes", "webPublishing", "webPublishObjects", "fileRecoveryPr"),
)
_CALLED_AS_MACRO = {"xlm", "function", "vbProcedure"}
_SHEETS = expression(rb"<sheets\b.*?</sheets>|<sheets\b[^>]*/>", re.DOTALL)
_NAMES = expression(rb"<definedNames\b.*?</definedNames>|<definedNames\b[^>]*/>", re.DOTALL)
_TAB = expression(rb'\s(activeTab|firstSheet)="\d+"')
_ROOT = expression(rb"<workbook\b")
_VIEW = b"<workbookView"
_ROOT_USUAL = expression(
    rb'(?:<\?xml [^<>]*\?>\s*)?<workbook xmlns="%b" xmlns:r="%b"[^<>]*>'
    % (MAIN.encode(), RELATIONS.encode())
)
_LINE = expression(
    rb'(<sheet name="([^"]*)" sheetId="(\d+)"(?: state="(\w+)")? r:id="([^"&]*)" ?/>)'
)
"""A line of the list of sheets as nearly every program writes it."""
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


@lru_cache(maxsize=64)
def sheets_listed(data: bytes, part: str) -> tuple[SheetEntry, ...]:
    """The list of sheets of a workbook part. Raises UnreadableFile when it is no XML."""
    block = data[data.find(SHEETS) + len(SHEETS) : data.find(SHEETS_END)]
    lines = _LINE.findall(block)
    length = sum(len(line) for line, *_ in lines)
    is_usual = lines and length == len(block) and data.count(b"<sheet ") == len(lines)
    if not is_usual or not _ROOT_USUAL.match(data) or not is_plain(data) or not is_whole(data):
        return tuple(WorkbookXml(data, part).sheets)
    return tuple(
        SheetEntry(unescaped(name), number.decode(), relation.decode(), state.decode())
        for _, name, number, state, relation in lines
    )


class WorkbookXml:
    """The workbook part, edited as text so that a file costs the same however many sheets went."""

    def __init__(self, data: bytes, part: str) -> None:
        root = parsed(plain(data, part), part)
        self.sheets = [
            SheetEntry(e.get("name"), e.get("sheetId"), e.get(R_ID, ""), e.get("state", ""))
            for e in root.iter("{*}sheet")
        ]
        self._at = {entry.name: index for index, entry in enumerate(self.sheets)}
        self.names = [
            _name(e) for e in root.iter("{*}definedName") if not _CALLED_AS_MACRO & {*e.keys()}
        ]
        self.opened = max(
            (int(v.get("activeTab", "0")) for v in root.iter("{*}workbookView")), default=0
        )
        self.has_shared_view = root.find("{*}fileSharing") is not None
        for element in [e for e in root if str(e.tag).rpartition("}")[2] in _LOST]:
            root.remove(element)
        for path in list(root.iter("{*}absPath")):
            remove(next(path.iterancestors("{*}AlternateContent"), path))
        for extension in list(root.iter("{*}ext")):
            if any(e.get(R_ID) for e in extension.iter()):
                extension.getparent().remove(extension)
        for extensions in list(root.iter("{*}extLst")):
            if not len(extensions):
                extensions.getparent().remove(extensions)
        text = written(root)
        if "r" not in root.nsmap:
            text = _ROOT.sub(rb'<workbook xmlns:r="%b"' % RELATIONS.encode(), text, count=1)
        self._head, self.between, self.tail = _around_lists(_TAB.sub(b"", text))
        self._names: dict[int | None, list[DefinedName]] = {}
        for name in self.names:
            self._names.setdefault(name.sheet, []).append(name)

    def cut(self, kept: Sequence[str], remaining: Remaining, opened: int) -> bytes:
        """The part with the sheets that stay, `opened` the index of the one that is open."""
        names = [
            (name, formula)
            for name in names_for(self.names_of(kept), remaining)
            if (formula := name_formula(name.formula, kept[0], remaining)) is not None
        ]
        return self.listing(self.entries(kept), self.placed(names, kept), opened)

    def placed(
        self, names: Iterable[tuple[DefinedName, str]], kept: Sequence[str]
    ) -> list[PlacedName]:
        """Names with their formulas, and where their sheets stand among those that stay."""
        new: dict[int | None, int] = {self._at[sheet]: at for at, sheet in enumerate(kept)}
        return [(name, new.get(name.sheet), formula) for name, formula in names]

    def listing(
        self,
        sheets: Iterable[SheetEntry],
        names: Iterable[PlacedName],
        opened: int,
    ) -> bytes:
        """The part with these sheets, and names each with its sheet's index and its formula."""
        lines, block = sheet_lines(sheets), self.names_block(names)
        head = self.head(opened)
        return b"".join([head, SHEETS, lines, SHEETS_END, self.between, block, self.tail])

    def head(self, opened: int) -> bytes:
        """What stands before the list of sheets, `opened` the index of the one that is open."""
        return self._head.replace(_VIEW, b'%b activeTab="%d"' % (_VIEW, opened), 1)

    def names_block(self, names: Iterable[PlacedName]) -> bytes:
        """The list of these names; nothing where there is none."""
        named = b"".join([_written(*name) for name in names])
        return b"<definedNames>" + named + b"</definedNames>" if named else b""

    def entries(self, sheets: Iterable[str]) -> list[SheetEntry]:
        """The lines of some sheets."""
        return [self.sheets[self._at[name]] for name in sheets]

    def names_on(self, sheet: str) -> Sequence[DefinedName]:
        """The names that belong to a sheet."""
        return self._names.get(self._at[sheet], ())

    def names_of(self, sheets: Iterable[str]) -> list[DefinedName]:
        """The names of the workbook and of some sheets, in their order."""
        chosen = [*self._names.get(None, ()), *(n for s in sheets for n in self.names_on(s))]
        return sorted(chosen, key=lambda name: name.order)

    def steady_names(self, kept: Sequence[str], remaining: Remaining) -> frozenset[str]:
        """The names, in capitals, that still mean what they meant."""
        names = names_for(self.names_of(kept), remaining)
        steady: frozenset[str] = frozenset()
        while kept:
            now = replace(remaining, names=steady)
            found = frozenset(
                name.name.upper() for name in names if is_steady(name.formula, kept[0], now)
            )
            if found == steady:
                break
            steady = found
        return steady


@lru_cache(maxsize=4)
def workbook_of(data: bytes, part: str) -> WorkbookXml:
    """A workbook part as it was read before, where it has the same content."""
    return WorkbookXml(data, part)


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


def sheet_lines(sheets: Iterable[SheetEntry]) -> bytes:
    """The lines of some sheets."""
    return b"".join(map(_line, sheets))


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
