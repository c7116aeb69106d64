"""The columns of a target form beside label, name and value: direction, unit, weights, remarks.

Many forms write a value in three cells, 指标性质 | 指标值 | 度量单位. It is one value, ≥1200人次,
and what is read of a row must not take the sign or the unit for a name. Columns of other things
(备注, 权重, 实际完成值) are no part of the indicators and come along as remarks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.forms import Damage, DamageKind
from xianbiao.model.indicators import plain
from xianbiao.model.records import Record, field, replace
from xianbiao.model.refs import Text
from xianbiao.model.target_words import target_words
from xianbiao.sheets.grid import Cell
from xianbiao.sheets.recognise.block_kinds import LEVEL1
from xianbiao.sheets.recognise.form_words import VALUE_HEADINGS, is_name_heading, is_value_heading

Row = list[Cell]
_SIGN = expression(r"(?:指标|目标|绩效|运算|计算|比较|判断)?(?:值)?(?:性质|方向|符号|关系)")
_UNIT = expression(r"(?:度量|计量|指标|指标值|数量|计算)?(?:的)?(?:计量)?单位")
_VALUE = expression(r"(?:指标|目标)?(?:值|内容|数值)")
_BARE = expression(r"-?[\d,]+(?:\.\d+)?")
_REMARKS = ("备注", "说明", "备注说明")
_WORDS = ("定性", "定量", "正向", "反向", "正向指标", "反向指标", "定性指标", "定量指标")

_LABELS = (LEVEL1, "二级指标")
_MONTH, _MONTHS = "月", "个月"
_SCORES = ("总分", "合计", "总计", "得分合计", "合计得分", "自评总分", "总得分")


class Body(Record):
    """The header and the rows of indicators without the columns beside them.

    `remarks_label` heads what those columns say, and `remarks` are what they say, row by row.
    `damages` tell that values were put together, and which of them lack a sign or a unit.
    """

    header: Row
    rows: list[Row]
    remarks_label: Text | None
    remarks: list[Text]
    damages: list[Damage] = field(default_factory=list)


class _Places(Record):
    name: int
    value: int
    sign: int | None
    unit: int | None
    others: list[int]
    """Columns of other things, and those of another panel of indicators."""


def header_row(rows: Sequence[Row]) -> int | None:
    """The first row that heads the indicators, None where there is none."""
    return next(
        (i for i, row in enumerate(rows) if any(plain(c.text) == LEVEL1 for c in row)), None
    )


def body_of(rows: Sequence[Row], at: int) -> Body:
    """The indicators below the header in row `at`, each with its value in one cell."""
    header, height = _header(rows, at)
    places = _places(header)
    body = [row for row in rows[at + height :] if not _adds_scores(row)]
    if places is None:
        return Body(header, body, None, [])
    label, remarks = _remarks(header, body, places.others)
    gone = {i for i in (places.sign, places.unit, *places.others) if i is not None}
    if not gone:
        return Body(header, body, None, [])
    left = [c for i, c in enumerate(header) if i not in gone]
    rows_left = [_joined(row, places, gone) for row in body]
    return Body(left, rows_left, label, remarks, list(_damages(header, body, places)))


def _adds_scores(row: Row) -> bool:
    """Whether a row is the total of the scores or weights below the indicators."""
    first = next((c for c in row if not c.is_blank), None)
    return first is not None and plain(first.text) in _SCORES


def _header(rows: Sequence[Row], at: int) -> tuple[Row, int]:
    """The header as one row, and its height: 指标值 may stand over 符号 | 值 | 单位."""
    header = list(rows[at])
    below = rows[at + 1] if at + 1 < len(rows) else []
    words = {i: plain(c.text) for i, c in enumerate(below) if not c.is_blank}
    parts = [w for w in words.values() if any(p.fullmatch(w) for p in (_SIGN, _UNIT, _VALUE))]
    if len(parts) < 2 or len(parts) < len(words):
        return header, 1
    header += [Cell(None, c.ref) for c in below[len(header) :]]
    over = next((c for c in header if is_value_heading(c.text)), None)
    for i, word in words.items():
        is_value = over is not None and _VALUE.fullmatch(word)
        header[i] = replace(below[i], value=over.value) if over and is_value else below[i]
    return header, 2


def _places(header: Row) -> _Places | None:
    """Where the value stands and what stands beside it, right of the name.

    Of two panels side by side (实施期指标, 年度指标) the last is read.
    """
    words = [plain(c.text) for c in header]
    names = [i for i, c in enumerate(header) if is_name_heading(c.text)]
    if not names:
        return None
    name = names[-1]
    right = [i for i in range(name + 1, len(header)) if words[i]]
    sign = next((i for i in right if _SIGN.fullmatch(words[i])), None)
    unit = next((i for i in right if _UNIT.fullmatch(words[i])), None)
    value = next((i for i in right if is_value_heading(header[i].text)), None)
    if value is None and (sign is not None or unit is not None):
        value = next((i for i in right if _VALUE.fullmatch(words[i])), None)
        if value is not None:
            header[value] = replace(header[value], value=VALUE_HEADINGS[0])
    if value is None:
        return None
    others = [i for i in right if i not in (value, sign, unit)]
    if len(names) > 1:
        others = [*_panel(words, names), *others]
    return _Places(name, value, sign, unit, others)


def _panel(words: Sequence[str], names: Sequence[int]) -> list[int]:
    """The columns of the panels before the last one; labels that stand once belong to both."""
    before, name = names[-2], names[-1]
    start = next((i for i in range(before + 1, name) if words[i] in _LABELS), name)
    own = set(words[start:])
    return [i for i in range(start) if words[i] and (i >= before or words[i] in own)]


def _joined(row: Row, places: _Places, gone: set[int]) -> Row:
    """A row with its direction, figure and unit in the cell of the value, and no other columns.

    A row that slid aside is known by its sign, and is joined where it stands.
    """
    step = _step(row, places)
    at = places.value + step
    figure = _at(row, at)
    if figure is None or figure.is_blank:
        return [c for i, c in enumerate(row) if i not in gone]
    sign, unit = _at(row, places.sign, step), _at(row, places.unit, step)
    text = figure.stripped
    before = sign.stripped if sign is not None and plain(sign.text) not in _WORDS else ""
    after = unit.stripped if unit is not None and any(c.isdigit() for c in text) else ""
    after = "" if text.endswith(after) else _MONTHS if plain(after) == _MONTH else after
    before = "" if plain(text).startswith(plain(before)) else before
    spent = {i + step for i in (places.sign, places.unit) if i is not None}
    kept = (c for i, c in enumerate(row) if i != at and i not in gone and i not in spent)
    whole = replace(figure, value=f"{before}{text}{after}") if before or after else figure
    return sorted([*kept, whole], key=lambda c: c.ref.column or 0)


def _damages(header: Row, body: Sequence[Row], places: _Places) -> Iterator[Damage]:
    """That a value stood in several cells, once, and every figure without its sign or unit."""
    parts = sorted(i for i in (places.sign, places.value, places.unit) if i is not None)
    if len(parts) < 2:
        return
    heading = header[places.value]
    printed = "¦".join(header[i].stripped for i in parts)
    basis = f"{len(parts)} 格合起来是一个指标值"
    yield Damage(DamageKind.VALUE_PARTED, heading.ref, printed, heading.stripped, basis)
    for row in body:
        step = _step(row, places)
        figure = _at(row, places.value, step)
        if figure is None or not _BARE.fullmatch(plain(figure.text)):
            continue
        for place in (places.sign, places.unit):
            cell = _at(row, place, step)
            if place is not None and (cell is None or cell.is_blank):
                what = header[place].stripped
                yield Damage(
                    DamageKind.VALUE_INCOMPLETE,
                    figure.ref,
                    figure.stripped,
                    None,
                    f"{what}一格空白",
                    what,
                )


def _step(row: Row, places: _Places) -> int:
    """How far a row slid aside with its name, by where its sign stands."""
    signs = [i for i, c in enumerate(row) if _is_sign(c)]
    if places.sign is None or len(signs) != 1:
        return 0
    step = signs[0] - places.sign
    name = _at(row, places.name, step)
    return step if name is not None and any(c > "一" for c in plain(name.text)) else 0


def _is_sign(cell: Cell) -> bool:
    text = plain(cell.text)
    return bool(text) and (text in _WORDS or text in target_words().before)


def _at(row: Row, index: int | None, step: int = 0) -> Cell | None:
    at = None if index is None else index + step
    return row[at] if at is not None and 0 <= at < len(row) else None


def _remarks(
    header: Row, body: Sequence[Row], others: Sequence[int]
) -> tuple[Text | None, list[Text]]:
    """What the other columns say: one column as it is, several with their headings."""
    if not others:
        return None, []
    if len(others) == 1:
        cells = [row[others[0]] for row in body if others[0] < len(row)]
        return header[others[0]].as_text(), [c.as_text() for c in cells if not c.is_blank]
    own = next((i for i in others if plain(header[i].text) in _REMARKS), others[0])
    texts: list[Text] = []
    for row in body:
        said = [
            f"{header[i].stripped}：{row[i].stripped}"
            for i in others
            if i < len(row) and not row[i].is_blank
        ]
        if said:
            texts.append(Text("；".join(said), row[others[0]].ref))
    label = "、".join(header[i].stripped for i in others)
    return Text(label, header[own].ref), texts
