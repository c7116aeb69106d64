"""Several files cut from one workbook, bound into one workbook with the sheets of all.

What all of them have alike (styles, theme, properties) is taken once. Each sheet comes with its
own drawings, comments and tables under free names; pictures of the same bytes are shared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree

from xianbiao.export.package import bound_parts
from xianbiao.export.package.bound_names import BoundName, bound_names, own_names
from xianbiao.export.package.defined_names import DefinedName
from xianbiao.export.package.pool import Pool
from xianbiao.export.package.relationships import Relationship
from xianbiao.export.package.renames import Renames
from xianbiao.export.package.source import SourceBook
from xianbiao.export.package.tables import table_names
from xianbiao.export.package.workbook_xml import SheetEntry
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.records import Record, replace

Element: TypeAlias = etree._Element
_EDITED = (".xml", ".vml")
_PERSON = "person"


class _Placed(Record, frozen=True):
    """A part that a sheet leads to: its name in the file, its name in the book, and its kind."""

    old: str
    new: str
    kind: str


class _Bound(Record, frozen=True):
    """A sheet of the book: its title, whether it is hidden, its part and that part's type."""

    title: str
    state: str
    part: str
    type: str


class Binder:
    """Binds files in the order in which they are added. `steady` are sheets that go in once."""

    def __init__(self, first: SourceBook, steady: Collection[str] = ()) -> None:
        self._first = first
        self._pool = Pool()
        self._frame: list[Relationship] = []
        self._people: dict[str, dict[str, Element]] = {}
        self._sheets: list[_Bound] = []
        self._names: dict[tuple[str, str | None], BoundName] = {}
        self._pictures: dict[tuple[int, int, bytes], str] = {}
        self.fixed: list[str] = []
        """Titles of sheets in which formulas that find sheets by their titles became values."""
        self.doubtful: list[str] = []
        """Titles of sheets with such formulas in formats, validations or charts."""
        tables = [part for sheet in steady for part in tables_on(first, sheet)]
        self._tables = {
            name.lower() for part in tables for name in table_names(first.content(part), part)
        }
        numbers = [int(parsed(first.content(part), part).get("id", "0")) for part in tables]
        self._table_count = max(numbers, default=0)
        for r in first.root:
            if r.part is not None and r.part != first.workbook_part:
                self._pool.carry(first, r.part)

    def add(self, book: SourceBook, titles: Mapping[str, str], *, steady: bool = False) -> None:
        """Bind sheets of a file under these titles; `steady` ones stay as they are.

        Raises ExportRefused where a formula must become its result and stores none.
        """
        self._take_frame(book)
        placed = {sheet: list(self._placed(book, sheet)) for sheet in titles}
        renames = Renames({})
        if not steady:
            sheets = {sheet.lower(): title for sheet, title in titles.items()}
            renames = Renames(sheets, self._new_tables(book, placed.values()))
            renames = replace(renames, own=own_names(book, renames))
        for sheet, title in titles.items():
            part = book.part_of(sheet)
            self._write(book, placed[sheet], replace(renames, title=title), steady=steady)
            kind = book.sheet_relationships[part.entry.relationship][1].type
            self._sheets.append(_Bound(title, part.entry.state, placed[sheet][0].new, kind))
        for name in bound_names(book, titles, renames):
            if name.title is not None or not steady:
                self._names.setdefault(name.key, name)

    def data(self) -> bytes:
        """The workbook, its first visible sheet open."""
        first, sheets = self._first, self._sheets
        opened = next((i for i, s in enumerate(sheets) if s.state in ("", "visible")), 0)
        part = sheets[opened].part
        self._pool.change(part, bound_parts.selected(self._pool.members[part].content()))
        for part, people in self._people.items():
            self._pool.change(part, _listed(self._pool.members[part].content(), part, people))
        used = {r.id for r in self._frame}
        free = (i for n in range(1, len(sheets) + len(used) + 1) if (i := f"rId{n}") not in used)
        related = [
            Relationship(i, s.type, s.part, s.part) for s, i in zip(sheets, free, strict=False)
        ]
        entries = [
            SheetEntry(s.title, str(n), r.id, s.state)
            for n, (s, r) in enumerate(zip(sheets, related, strict=True), start=1)
        ]
        book = first.workbook.listing(entries, self._listed_names(), opened)
        self._pool.put(first, first.workbook_part, first.workbook_part, book)
        self._pool.relate(first.workbook_part, [*self._frame, *related])
        self._pool.relate("", first.root)
        return self._pool.data()

    def _listed_names(self) -> list[tuple[DefinedName, int | None, str]]:
        at = {sheet.title: index for index, sheet in enumerate(self._sheets)}
        names = [
            (n.name, None if n.title is None else at[n.title], n.formula)
            for n in self._names.values()
        ]
        return sorted(names, key=lambda n: (n[0].name.lower(), -1 if n[1] is None else n[1]))

    def _take_frame(self, book: SourceBook) -> None:
        """What a file has besides its sheets, each part once; people who comment add up."""
        known = {r.part for r in self._frame}
        for r in book.other_relationships:
            if r.part is None or r.part not in book.members:
                continue
            if r.kind == _PERSON:
                people = self._people.setdefault(r.part, {})
                for person in parsed(book.content(r.part), r.part):
                    people.setdefault(person.get("id", ""), person)
            if r.part not in known:
                self._frame.append(r)
                self._pool.carry(book, r.part)

    def _placed(self, book: SourceBook, sheet: str) -> Iterator[_Placed]:
        """The part of a sheet, then all that it leads to."""
        frame = {r.part for r in self._frame}
        start = book.part_of(sheet)
        seen: set[str] = set()
        waiting = [(start.part, start.kind)]
        while waiting:
            part, kind = waiting.pop(0)
            if part in seen or part not in book.members:
                continue
            seen.add(part)
            if part in frame:
                yield _Placed(part, part, kind)
                continue
            yield _Placed(part, self._new_name(book, part, kind), kind)
            waiting += [(r.part, r.kind) for r in book.relationships(part) if r.part is not None]

    def _new_name(self, book: SourceBook, part: str, kind: str) -> str:
        if kind != "image":
            return self._pool.free_name(part)
        member = book.members[part]
        key = member.crc, member.size, member.raw
        if key not in self._pictures:
            self._pictures[key] = self._pool.free_name(part)
        return self._pictures[key]

    def _new_tables(self, book: SourceBook, placed: Iterable[list[_Placed]]) -> dict[str, str]:
        """A free name for each table by the names that it has, in lower case."""
        found: dict[str, str] = {}
        for part in (p.old for parts in placed for p in parts if p.kind == "table"):
            names = sorted(table_names(book.content(part), part))
            base = parsed(book.content(part), part).get("displayName", names[0])
            name, number = base, 1
            while name.lower() in self._tables:
                number += 1
                name = f"{base}_{number}"
            self._tables.add(name.lower())
            found |= {old.lower(): name for old in names}
        return found

    def _write(
        self, book: SourceBook, placed: list[_Placed], renames: Renames, *, steady: bool
    ) -> None:
        """Write the parts of one sheet under their new names."""
        new = {p.old: p.new for p in placed}
        fresh = [p for p in placed if p.new not in self._pool.members]
        edited = {p.old: book.content(p.old) for p in fresh if p.old.endswith(_EDITED)}
        sheet = placed[0].old
        edited[sheet] = bound_parts.unselected(edited[sheet])
        if not steady:
            edited = self._under_new_names(edited, fresh, renames)
        for p in fresh:
            before = book.members[p.old]
            content = edited.get(p.old, b"")
            same = p.old not in edited or content == before.content()
            self._pool.put(book, p.old, p.new, before if same else content)
            related = [_led_anew(r, new, renames) for r in book.relationships(p.old)]
            self._pool.relate(p.new, related)

    def _under_new_names(
        self, parts: dict[str, bytes], placed: list[_Placed], renames: Renames
    ) -> dict[str, bytes]:
        sheet = placed[0].old
        parts[sheet] = bound_parts.without_code_name(parts[sheet])
        fixed = bound_parts.without_formulas_by_title(parts[sheet], renames)
        if fixed != parts[sheet]:
            self.fixed.append(renames.title)
        parts[sheet] = fixed
        left = (f for data in parts.values() for f in renames.formulas_in(data))
        if any(map(renames.depends_on_titles, left)):
            self.doubtful.append(renames.title)
        parts = {name: renames.part(data) for name, data in parts.items()}
        for p in placed:
            if p.kind == "table":
                self._table_count += 1
                name = renames.tables[parsed(parts[p.old], p.old).get("displayName", "").lower()]
                parts[p.old] = bound_parts.renamed_table(parts[p.old], self._table_count, name)
        return bound_parts.own_identities(parts, renames.title)


def tables_on(book: SourceBook, sheet: str) -> list[str]:
    """The parts of the tables (ListObjects) on a sheet."""
    related = book.relationships(book.part_of(sheet).part)
    return [r.part for r in related if r.kind == "table" and r.part is not None]


def _led_anew(r: Relationship, new: Mapping[str, str], renames: Renames) -> Relationship:
    """A relationship that leads to the new part or, as a link, to the new title."""
    if r.leads_inside:
        return replace(r, part=None, target="#" + renames.formula(unquote(r.target[1:])))
    return r if r.part is None else replace(r, part=new.get(r.part, r.part))


def _listed(data: bytes, part: str, people: Mapping[str, Element]) -> bytes:
    root = parsed(data, part)
    for person in list(root):
        root.remove(person)
    root.extend(list(people.values()))
    return written(root)
