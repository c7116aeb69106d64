"""Recognises a target form: its head, its fund lines, its goals, and its indicators."""

from __future__ import annotations

from xianbiao.model.amounts import read_amount
from xianbiao.model.expressions import expression
from xianbiao.model.forms import (
    Damage,
    DamageKind,
    FundLine,
    FundRole,
    HeadField,
    TargetForm,
)
from xianbiao.model.funds import FundProfile, standard_form
from xianbiao.model.indicators import plain
from xianbiao.model.money_units import NAMES
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.grid import Block, Cell
from xianbiao.sheets.recognise.form_classes import classify
from xianbiao.sheets.recognise.form_columns import (
    find_columns,
    name_by_column,
    shift_damages,
    stray_names,
)
from xianbiao.sheets.recognise.form_pairs import pair
from xianbiao.sheets.recognise.form_sides import body_of, header_row
from xianbiao.sheets.recognise.form_words import FormWords, RowReading, candidate_names

_SUBTITLE = expression(r"[(（]?\s*(20\d\d)\s*年度?\s*(.*?)\s*[)）]?")
_GOALS = ("年度总体目标", "年度总目标", "年度目标", "总体目标", "年度绩效目标", "绩效目标")
_FUND_WORDS = (
    (FundRole.TOTAL, ("下达金额", "年度金额", "年度资金总额", "资金总额", "总额", "年度预算")),
    (FundRole.CENTRAL, ("中央财政补助", "中央补助", "中央资金", "中央财政资金")),
    (FundRole.OTHER, ("地方补助", "地方资金", "其他资金", "省级财政资金", "地方财政资金")),
)
_FUND_UNIT = expression(rf"^资金情况[(:]?(?:单位:)?({NAMES})[)]?$")
_FUND_LABEL = expression(
    "|".join(f"(?:其中)?[:：]?(?:{w})[:：]?" for _, words in _FUND_WORDS for w in words)
)


def read_form(block: Block, fund: FundProfile | None) -> TargetForm:
    """The form of a block; indicators that cannot be placed with certainty stay blank."""
    at = header_row(block.rows)
    head = block.rows[:at] if at is not None else block.rows
    is_evaluation = at is not None and _is_evaluation(block.rows[at : at + 2])
    rows = _indicators(block.rows, at) if is_evaluation and at is not None else block.rows
    body = body_of(rows, at) if at is not None else None
    year, region = _subtitle(block.subtitle)
    form = TargetForm(
        label=block.label,
        title=block.title,
        subtitle=block.subtitle,
        region=region,
        year=year,
        fields=[],
        funds=[],
        funds_merged=False,
        funds_ref=None,
        goals_label=None,
        goals=None,
        header=[c.as_text() for c in body.header] if body else [],
        body=[[c.as_text() for c in row] for row in body.rows] if body else [],
        ref=_first_ref(block),
        remarks_label=body.remarks_label if body else None,
        remarks=body.remarks if body else [],
        is_evaluation=is_evaluation,
    )
    _read_head(form, head)
    if body is not None:
        _read_body(form, body.header, body.rows, fund)
        form.damages = sorted([*form.damages, *body.damages], key=lambda d: d.ref.position)
    return form


def _is_evaluation(header: list[list[Cell]]) -> bool:
    """Whether a form reports what was reached; its words are loaded where it may do so."""
    texts = [c.text for row in header for c in row if "完成" in c.text or "分" in c.text]
    if not texts:
        return False
    from xianbiao.sheets.recognise.evaluation_words import heads_evaluation

    return heads_evaluation(texts)


def _indicators(rows: list[list[Cell]], at: int) -> list[list[Cell]]:
    """The rows of a self-evaluation without those and the columns that only scores need."""
    from xianbiao.sheets.recognise.evaluation_words import indicators_alone

    return indicators_alone(rows, at)


def _first_ref(block: Block) -> Ref:
    return block.title.ref if block.title else block.rows[0][0].ref


def _subtitle(text: Text | None) -> tuple[int | None, str]:
    found = _SUBTITLE.fullmatch(text.stripped) if text else None
    return (int(found.group(1)), found.group(2)) if found else (None, "")


def _read_head(form: TargetForm, rows: list[list[Cell]]) -> None:
    in_funds = False
    for row in rows:
        filled = [c for c in row if not c.is_blank]
        if not filled:
            continue
        first = plain(filled[0].text)
        if first in _GOALS and len(filled) > 1:
            form.goals_label = filled[0].as_text()
            form.goals = max(filled[1:], key=lambda c: len(c.text)).as_text()
            in_funds = False
        elif first.startswith("资金情况") or (in_funds and _fund_labels(filled[0])):
            in_funds = True
            if found := _FUND_UNIT.search(first):
                form.funds_unit = found[1]
            _read_funds(form, filled[1:] if first.startswith("资金情况") else filled)
        else:
            in_funds = False
            for name, value in _pairs(row):
                form.fields.append(HeadField(name, value))


def _pairs(row: list[Cell]) -> list[tuple[Text, Text]]:
    """Names and values of a head row; a name without a value keeps an empty one."""
    filled = [c for c in row if not c.is_blank]
    result: list[tuple[Text, Text]] = []
    for i in range(0, len(filled), 2):
        value = filled[i + 1].as_text() if i + 1 < len(filled) else Text("", filled[i].ref)
        result.append((filled[i].as_text(), value))
    return result


def _fund_labels(cell: Cell) -> list[str]:
    return _FUND_LABEL.findall(plain(cell.text))


def _read_funds(form: TargetForm, cells: list[Cell]) -> None:
    labelled = next((c for c in cells if _fund_labels(c)), None)
    if labelled is None:
        return
    form.funds_ref = form.funds_ref or labelled.ref
    labels = _fund_labels(labelled)
    figures = [c for c in cells if c is not labelled]
    if len(labels) == 1:
        cell = figures[0] if figures else Cell(None, labelled.ref)
        form.funds.append(FundLine(_fund_role(labels[0]), labelled.as_text(), cell.as_amount()))
        return
    form.funds_merged = True
    cell = figures[0] if figures else Cell(None, labelled.ref)
    pieces = cell.text.split()
    for i, label in enumerate(labels):
        raw = pieces[i] if i < len(pieces) else None
        form.funds.append(
            FundLine(_fund_role(label), Text(label, labelled.ref), read_amount(raw, cell.ref))
        )


def _fund_role(label: str) -> FundRole:
    for role, words in _FUND_WORDS:
        if any(w in label for w in words):
            return role
    return FundRole.OTHER


def _read_body(
    form: TargetForm, header: list[Cell], body: list[list[Cell]], fund: FundProfile | None
) -> None:
    library = fund.library_for(candidate_names(body)) if fund else None
    form.library = library
    definition = fund.form if fund else standard_form()
    if form.is_evaluation:
        from xianbiao.sheets.recognise.evaluation_words import with_own_labels

        definition = with_own_labels(definition, header, body)
    words = FormWords(definition, library, body, header)
    rows = [words.read(i, cells) for i, cells in enumerate(body)]
    columns = find_columns(header, rows)
    header_cell = next((c for c in header if not c.is_blank), header[0])
    if columns is None:
        return
    name_by_column(rows, columns)
    pairing = pair(rows, columns, library)
    damages: list[Damage] = []
    if columns.value is None:
        damages.append(
            Damage(
                DamageKind.HEADER_SHORT,
                header_cell.ref,
                "¦".join(c.stripped for c in header if not c.is_blank),
                "绩效指标¦一级指标¦二级指标¦三级指标¦指标值",
                "表头没有“指标值”一列",
            )
        )
    damages += shift_damages(rows, columns, pairing.interleaved)
    damages += [d for row in rows for d in _stray_damages(row, rows, stray_names(row, columns))]
    damages += pairing.damages
    classified = classify(rows, columns, pairing, words, header_cell.ref)
    form.placed = classified.placed
    form.damages = sorted(damages + classified.damages, key=lambda d: d.ref.position)


def _stray_damages(row: RowReading, rows: list[RowReading], strays: list[Cell]) -> list[Damage]:
    result: list[Damage] = []
    for cell in strays:
        elsewhere = any(
            plain(n.printed) == plain(cell.text)
            for other in rows
            for n in other.names
            if n.cell is not cell
        )
        result.append(
            Damage(
                DamageKind.NAME_IN_LABEL_COLUMN,
                cell.ref,
                cell.stripped,
                "（清空，名称在三级指标列）" if elsewhere else None,
                "二级指标列重复写了三级指标的名称" if elsewhere else "二级指标列写了三级指标的名称",
            )
        )
    return result
