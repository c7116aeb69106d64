"""Tells what a cell of a target form is: a label, indicator names, a value, or unknown text."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.funds import FormDefinition
from xianbiao.model.indicators import Indicator, IndicatorLibrary, plain
from xianbiao.model.records import Record, field
from xianbiao.model.targets import looks_like_value
from xianbiao.sheets.grid import Cell

VALUE_HEADINGS = ("指标值", "目标值", "年度指标值", "全年目标值", "年度目标值", "指标目标值")
PENDING = plain("○待填")
_VALUE_HEADING = expression(
    r"(?:20\d\d年度?|本年度?|当年|全年|年度|年初|预期|绩效|计划|设定)*(?:指标|目标|预期)值"
    r"(?:\([^()]*\))?"
)
_NAME_HEADING = expression(r"三级指标(?:名称)?(?:\([^()]*\))?")
_TRUNCATED_NAME = 6
_TRUNCATED_LABEL = 4
_LABEL_END = expression(r".{2,8}指标")
_POINTS = expression(r"(.*?[^\d(.])\(?(\d+(?:\.\d+)?)(?:分|%|\))+")


def is_value_heading(text: str) -> bool:
    """Whether a header cell heads the values: 指标值, 2024年目标值."""
    return plain(text) in VALUE_HEADINGS or bool(_VALUE_HEADING.fullmatch(plain(text)))


def is_name_heading(text: str) -> bool:
    """Whether a header cell heads the names of the indicators: 三级指标."""
    return bool(_NAME_HEADING.fullmatch(plain(text)))


def points_apart(text: str) -> tuple[str, str]:
    """A label and the points that it states: 产出指标（50分） → 产出指标, 50."""
    whole = plain(text)
    found = _POINTS.fullmatch(whole)
    return (found[1], found[2]) if found else (whole, "")


class Label(Record, frozen=True):
    """A label of level 1 or 2 as printed, with its standard form and the levels it may have."""

    cell: Cell
    standard: str
    levels: frozenset[int]
    legal: bool


class Name(Record, frozen=True):
    """An indicator name as printed, with the library's indicator when it is known."""

    cell: Cell
    printed: str
    indicator: Indicator | None
    truncated: bool = False

    @property
    def restored(self) -> str:
        """The full name."""
        return self.indicator.name if self.indicator else self.printed


class RowReading(Record):
    """The cells of one body row, sorted by what they are; `at` is the row's place in the body."""

    at: int
    cells: list[Cell]
    labels: list[Label] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    values: list[Cell] = field(default_factory=list)
    value_heading: Cell | None = None

    @property
    def name_cells(self) -> list[Cell]:
        """The cells that hold names, each once."""
        return list({id(n.cell): n.cell for n in self.names}.values())


class FormWords:
    """The vocabulary of one form: its labels, and the library that its names belong to.

    In the columns headed for them, `header` tells which, labels may lack 指标: 产出, 数量.
    """

    def __init__(
        self,
        form: FormDefinition,
        library: IndicatorLibrary | None,
        rows: Sequence[Sequence[Cell]] = (),
        header: Sequence[Cell] = (),
    ) -> None:
        self._level1 = {plain(k): v for k, v in form.level1.items()}
        self._level2 = {plain(k): v for k, v in form.level2.items()}
        self.parents = dict(form.parents)
        self.library = library
        heads = (("一级指标", self._level1), ("二级指标", self._level2))
        self._by_column = {
            c.ref.column: words for c in header for head, words in heads if plain(c.text) == head
        }
        self._promote_parents({points_apart(c.text)[0] for row in rows for c in row})

    def _promote_parents(self, printed: set[str]) -> None:
        """A level-2 label that has labels of its own below it in this form is level 1 here.

        Newer forms put cost first: 成本指标 over 经济成本指标.
        """
        for text in printed:
            parent = self.parents.get(self._level2.get(text, ""))
            if parent in self._level2 and parent not in self._level1:
                self._level1[parent] = self._level2.pop(parent)
                self.parents.pop(parent, None)

    def read(self, at: int, cells: list[Cell]) -> RowReading:
        """Sort the cells of a row. Text that is neither is a name, or a value if it is last."""
        row = RowReading(at, cells)
        unknown: list[Cell] = []
        for cell in cells:
            text = plain(cell.text)
            if not text or text in ("绩效指标", PENDING):
                continue
            if text in VALUE_HEADINGS:
                row.value_heading = cell
            elif label := self.label(cell):
                row.labels.append(label)
            elif names := self.names(cell):
                row.names.extend(names)
            elif looks_like_value(cell.stripped):
                row.values.append(cell)
            else:
                unknown.append(cell)
        for position, cell in enumerate(unknown):
            others = len(unknown) - position - 1
            if row.values or (not row.names and not others) or (others and not row.names):
                row.names.append(Name(cell, cell.stripped, None))
            else:
                row.values.append(cell)
        row.names.sort(key=lambda n: n.cell.ref.column or 0)
        return row

    def label(self, cell: Cell) -> Label | None:
        """The label in a cell: exact, truncated, or an illegal one that reads like a label."""
        if self.library is not None and self.library.find(cell.text):
            return None
        text = self._whole_label(cell)
        levels = frozenset(
            level for level, words in ((1, self._level1), (2, self._level2)) if text in words
        )
        if levels:
            standard = self._level1.get(text) or self._level2[text]
            return Label(cell, standard, levels, legal=True)
        near = self._truncated_label(text) or self._near_label(text)
        if near:
            return Label(cell, near[0], frozenset({near[1]}), legal=False)
        if _LABEL_END.fullmatch(text):
            return Label(cell, text, frozenset({1, 2}), legal=False)
        return None

    def level2_standard(self, label: Label) -> str:
        """The standard level-2 label, where a spelling serves for both levels."""
        return self._level2.get(self._whole_label(label.cell), label.standard)

    def _whole_label(self, cell: Cell) -> str:
        """A label without the points that it states, and with 指标 where its column says so."""
        text, _ = points_apart(cell.text)
        whole = f"{text}指标"
        own = self._by_column.get(cell.ref.column, {})
        return whole if text not in own and whole in own else text

    def _truncated_label(self, text: str) -> tuple[str, int] | None:
        if len(text) < _TRUNCATED_LABEL:
            return None
        found = {
            (standard, level)
            for level, words in ((1, self._level1), (2, self._level2))
            for word, standard in words.items()
            if text in word and text != word
        }
        return found.pop() if len(found) == 1 else None

    def _near_label(self, text: str) -> tuple[str, int] | None:
        found = {
            (standard, level)
            for level, words in ((1, self._level1), (2, self._level2))
            for word, standard in words.items()
            if len(word) == len(text) and sum(a != b for a, b in zip(word, text, strict=True)) == 1
        }
        return found.pop() if len(found) == 1 else None

    def names(self, cell: Cell) -> list[Name]:
        """The indicator names in a cell: one, several parted by blanks, or a truncated one."""
        if self.library is None:
            return []
        text = plain(cell.text)
        whole = self.library.find(text)
        if whole:
            return [Name(cell, cell.stripped, whole)]
        parts = _parts(cell.stripped, self.library)
        if parts:
            return [Name(cell, printed, indicator) for printed, indicator in parts]
        if len(text) >= _TRUNCATED_NAME:
            starts = [i for i in self.library.indicators if any(k.startswith(text) for k in i.keys)]
            if len(starts) == 1:
                return [Name(cell, cell.stripped, starts[0], truncated=True)]
        return []


def _parts(text: str, library: IndicatorLibrary) -> list[tuple[str, Indicator | None]]:
    """A cell split at blanks into names, when at least two of the pieces are known names."""
    pieces = text.split()
    if len(pieces) < 2:
        return []
    result: list[tuple[str, Indicator | None]] = []
    pending: list[str] = []
    for piece in pieces:
        pending.append(piece)
        joined = "".join(pending)
        indicator = library.find(joined) or library.find(piece)
        if indicator is not None:
            if library.find(joined) is None and pending[:-1]:
                result.append(("".join(pending[:-1]), None))
            result.append((joined if library.find(joined) else piece, indicator))
            pending = []
    if pending:
        result.append(("".join(pending), None))
    known = sum(1 for _, indicator in result if indicator)
    return result if known >= 2 else []


def candidate_names(rows: Sequence[Sequence[Cell]]) -> list[str]:
    """Texts of a form's body that may be names, to choose the library by."""
    result: list[str] = []
    for row in rows:
        for cell in row:
            text = cell.stripped
            if len(plain(text)) >= 5 and not looks_like_value(text) and not text.endswith("指标"):
                result.extend(text.split() if " " in text else [text])
    return result
