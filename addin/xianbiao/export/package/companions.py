"""What hangs on a sheet of one file: comments, drawings, charts, tables and controls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from xianbiao.export.package.anchors import hangs_on_others
from xianbiao.export.package.charts import cut_chart
from xianbiao.export.package.drawings import (
    cut_drawing,
    diagram_drawings,
    shows_cells,
    with_own_cells,
    without_lost_shapes,
)
from xianbiao.export.package.notes import cut_boxes, cut_comments, people_in, shapes_in
from xianbiao.export.package.parts import Parts
from xianbiao.export.package.references import parse
from xianbiao.export.package.relationships import Relationship
from xianbiao.export.package.remaining import Remaining, moved
from xianbiao.export.package.row_map import RowMap
from xianbiao.export.package.source import NOT_CARRIED, SourceBook
from xianbiao.export.package.tables import cut_table, with_own_formulas
from xianbiao.export.package.xml_text import parsed, written
from xianbiao.model.records import Record, replace

if TYPE_CHECKING:
    from xianbiao.export.package.others.whose import Whose

_CHARTS = ("chart", "chartEx")
_COMMENTS = ("comments", "threadedComment")
_CALLED = ("hyperlink", "image")
"""Relationships that mean nothing where nothing calls them."""
_BOUND_TO = ("fmlaLink", "fmlaRange", "fmlaGroup", "fmlaTxbx")


class Companions(Record):
    """Cuts what hangs on one sheet into the parts of one file.

    `shapes` are the numbers of the shapes of its legacy drawings, None where it has none: a form
    control is there only with its shape.
    """

    source: SourceBook
    remaining: Remaining
    parts: Parts
    sheet: str
    shapes: frozenset[int] | None = None
    silent: frozenset[str] = frozenset()
    """Cells whose comments name others."""

    @property
    def rows(self) -> RowMap:
        """Where the rows of the sheet go."""
        return self.remaining.rows[self.sheet.lower()]

    def cut(self, related: Iterable[Relationship]) -> list[Relationship]:
        """Those relationships of the sheet that stay if it still calls them, their parts made."""
        here = [r for r in related if r.kind not in NOT_CARRIED and not self._leads_to_others(r)]
        self.silent = self._silenced(here)
        # Legacy drawings come first: their shapes decide which controls stay.
        ordered = sorted(here, key=lambda r: r.kind != "vmlDrawing")
        kept = {r.id for r in ordered if r.part is None or self._companion(r.kind, r.part)}
        return [r for r in here if r.id in kept]

    def relate(
        self, part: str, related: Iterable[Relationship], before: bytes, after: bytes
    ) -> None:
        """Write those relationships of the sheet's part that it calls after the cut.

        `before` and `after` are what stands around its rows. What is called by its kind alone,
        such as comments, stays.
        """
        called = [r for r in related if is_called(r, before, after)]
        for r in called:
            if r.kind == "ctrlProp" and r.part is not None:
                self.parts.put(r.part, self._control(self.source.content(r.part), r.part))
        self.parts.relate(part, called)

    @property
    def _whose(self) -> Whose | None:
        return self.remaining.whose

    def _leads_to_others(self, r: Relationship) -> bool:
        """Whether a link out of the workbook names others, such as a file of theirs."""
        if self._whose is None or r.kind != "hyperlink" or r.leads_inside:
            return False
        return bool(self._whose.named(unquote(r.target)))

    def _companion(self, kind: str, part: str) -> bool:
        """Make a part that hangs on the sheet; False where nothing of it is left."""
        if part not in self.source.members:
            return False
        if kind == "drawing":
            return self._drawing(part)
        if kind not in ("comments", "threadedComment", "vmlDrawing", "table"):
            return True
        data: bytes | None = self.source.content(part)
        if self.silent and kind != "table":
            data = self._without_silent(kind, part, self.source.content(part))
        if data is None:
            self.shapes = self.shapes or frozenset() if kind == "vmlDrawing" else self.shapes
            return False
        related = self.source.relationships(part)
        made = self._cut(kind, part, data)
        if kind == "vmlDrawing":
            self.shapes = (self.shapes or frozenset()) | shapes_in(made or b"")
        if made is None:
            return False
        if kind == "threadedComment":
            self.parts.people |= people_in(made, part)
        if kind == "vmlDrawing":
            related = [r for r in related if is_called(r, data, made)]
        self.parts.put(part, made)
        self.parts.relate(part, related)
        return True

    def _silenced(self, related: Iterable[Relationship]) -> frozenset[str]:
        """The cells whose comments name others."""
        whose = self._whose
        found = [r.part for r in related if r.kind in _COMMENTS and r.part in self.source.members]
        parts = [(part, self.source.content(part)) for part in found if part is not None]
        if whose is None or not any(whose.concerns(data) for _, data in parts):
            return frozenset()
        from xianbiao.export.package.others.comments import cells_naming_others

        return cells_naming_others(parts, self.sheet, self.rows, whose)

    def _without_silent(self, kind: str, part: str, data: bytes) -> bytes | None:
        from xianbiao.export.package.others.comments import without_boxes, without_comments

        if kind == "vmlDrawing":
            return without_boxes(data, self.silent)
        return without_comments(data, part, self.silent)

    def _cut(self, kind: str, part: str, data: bytes) -> bytes | None:
        if kind == "vmlDrawing":
            return cut_boxes(data, self.rows, self._place)
        if kind == "table":
            made = data if self.rows.is_identity else cut_table(data, part, self.rows)
            if made is not None and self._whose is not None and self._whose.concerns(made):
                from xianbiao.export.package.others.surroundings import table_without_others

                made = table_without_others(made, part, self.sheet, self._whose)
            return None if made is None else with_own_formulas(made, part, self._formula)
        return data if self.rows.is_identity else cut_comments(data, part, self.rows)

    def _drawing(self, part: str) -> bool:
        relationships = self.source.relationships(part)
        lost = {r.id for r in relationships if r.kind in NOT_CARRIED or not self._chart(r)}
        macros = not self.source.has_macros
        linked = [r for r in relationships if r.leads_inside]
        data = self.source.content(part)
        shows, hangs = shows_cells(data), hangs_on_others(data)
        as_stored = macros and not (lost or linked or shows or hangs)
        if self.rows.is_identity and as_stored:
            self.parts.carry(part)
            return True
        links = {r.id: self._link(r) for r in linked}
        dead = frozenset(i for i, link in links.items() if link is None)
        if shows:
            data = with_own_cells(data, part, self.sheet, self.remaining)
        if hangs:
            data = without_lost_shapes(data, part, self.shapes, self.sheet, self.remaining)
        cut = cut_drawing(data, part, self.rows, frozenset(lost), macros=macros, dead=dead)
        if cut is None:
            return False
        self.parts.put(part, cut.data)
        used = cut.used | self._diagrams(relationships, cut.used)
        left = [links.get(r.id) or r for r in relationships if r.id in used - lost]
        self.parts.relate(part, left)
        return True

    def _chart(self, r: Relationship) -> bool:
        """Make a chart of a drawing; False where it has nothing to draw any more."""
        if r.kind not in _CHARTS or r.part is None or r.part in self.parts.made:
            return True
        data = self.source.content(r.part)
        made = cut_chart(data, r.part, self.sheet, self.remaining)
        if made is None:
            return False
        self.parts.put(r.part, data if made == rewritten(data, r.part) else made)
        self.parts.relate(r.part, self.source.relationships(r.part))
        return True

    def _diagrams(self, related: Iterable[Relationship], used: frozenset[str]) -> frozenset[str]:
        """The drawn forms of diagrams that stay: only the diagram's own data calls them."""
        found: set[str] = set()
        for r in related:
            if r.kind == "diagramData" and r.id in used and r.part in self.source.members:
                found |= diagram_drawings(self.source.content(r.part))
        return frozenset(found)

    def _link(self, r: Relationship) -> Relationship | None:
        """The link of a picture to its place after the cut, None where that is gone."""
        place = self._place(unquote(r.target[1:]))
        return None if place is None else replace(r, target=f"#{place}", part=None)

    def _control(self, data: bytes, part: str) -> bytes:
        """The properties of a form control, bound to its cells where these are now."""
        root = parsed(data, part)
        changed = False
        for name in _BOUND_TO:
            cells = root.get(name)
            if cells is None:
                continue
            place = self._place(cells)
            changed |= place != cells
            if place is None:
                del root.attrib[name]
            else:
                root.set(name, place)
        return written(root) if changed else data

    def _place(self, cells: str) -> str | None:
        return moved(cells, self.sheet, self.remaining, may_change=True)

    def _formula(self, text: str) -> str | None:
        """The formula of a column of a table; one that counts rows may start in another now."""
        formula = parse(text)
        references = list(formula.references())
        if not references and not formula.names and not formula.leaves_file:
            known = self.remaining.tables | self.remaining.cut_tables
            return text if formula.tables <= known else None
        is_counted = not self.rows.is_identity and not all(all(r.fixed) for r in references)
        return None if is_counted else self._place(text)


def is_called(r: Relationship, before: bytes, after: bytes) -> bool:
    """Whether a part calls a relationship after it was cut, or never did by its id."""
    call = f'"{r.id}"'.encode()
    return call in after or (r.kind not in _CALLED and call not in before)


def rewritten(data: bytes, part: str) -> bytes:
    """A part as it is written when nothing changes in it."""
    return written(parsed(data, part))
