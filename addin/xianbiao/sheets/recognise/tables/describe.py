"""Puts a reading into words: sections of lines for a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.allocation import tie_text
from xianbiao.model.records import Record, field
from xianbiao.model.tables import FINAL, RecognisedTable, RowKind, TableColumn, TableRow
from xianbiao.sheets.recognise.tables.describe_values import place
from xianbiao.sheets.recognise.tables.final import final_of

_RUN = 8


class Section(Record, frozen=True):
    """A heading with lines of cells below it, or a line alone."""

    title: str
    headings: Sequence[str] = ()
    rows: list[list[str]] = field(default_factory=list)


def sections(number: int, table: RecognisedTable) -> Iterator[Section]:
    """What was recognised of one table, from the whole to the cell."""
    sheet = f"「{table.sheet}」" if table.sheet else ""
    title = f"　{table.title.stripped}" if table.title else ""
    yield Section(f"{number}. {table.kind.value}　{sheet}{table.area}{title}")
    yield Section(
        "怎么认的",
        ("项目", "认作", "可信", "依据"),
        [[d.what, _decided(table, d.what), sure(d.confidence), d.reason] for d in table.decisions],
    )
    if table.columns:
        yield Section(
            "各列",
            ("位置", "表头", "是什么", "来源·批次·类别", "单位", "可信", "依据"),
            [_column_line(table, c) for c in table.columns],
        )
    if table.evaluation is not None:
        from xianbiao.sheets.recognise.tables.describe_evaluation import evaluation_sections

        yield from (Section(*parts) for parts in evaluation_sections(table.evaluation))
    if table.rows and table.columns and any(r.values for r in table.rows):
        yield Section("各行", ("位置", "名称", "是什么", "可信", "依据"), list(_row_lines(table)))
    ties = [*_row_sums(table), *_column_ties(table)]
    if ties:
        yield Section("加总和勾稽", ("等式", "可信", "依据"), ties)
    if table.doubts:
        yield Section(
            "没有认清，请看",
            ("位置", "说明"),
            [
                [place(d.ref), ("【整张表不能用】" if d.is_fatal else "") + d.text]
                for d in table.doubts
            ],
        )
    else:
        yield Section("没有不认识的地方")


def sure(confidence: float) -> str:
    """A confidence as a percentage."""
    return f"{round(confidence * 100)}%"


def _decided(table: RecognisedTable, what: str) -> str:
    total = table.total
    return {
        "类型": table.kind.value,
        "布局": table.layout,
        "金额单位": table.unit or "—",
        "合计行": f"{total.name.stripped}（{place(total.ref)}）" if total else "—",
        "表头": f"{len(table.columns)} 列",
        FINAL: _final_name(table),
        "各表总计": f"{table.grand.stripped}（{place(table.grand.ref)}）" if table.grand else "—",
    }.get(what, "")


def _final_name(table: RecognisedTable) -> str:
    at = final_of(table, {c.index: c.index for c in table.columns})
    return "—" if at is None else table.column(at).name


def _column_line(table: RecognisedTable, column: TableColumn) -> list[str]:
    attributes = [column.stage, column.source, column.batch, column.category]
    roles = table.evaluation.roles if table.evaluation is not None else {}
    return [
        place(column.ref),
        column.name,
        roles.get(column.index, column.meaning.value) + ("（其中）" if column.is_part else ""),
        "·".join(a for a in attributes if a) or "",
        table.unit_of(column) or "",
        sure(column.confidence),
        column.reason + ("；隐藏列" if column.is_hidden else ""),
    ]


def _row_lines(table: RecognisedTable) -> Iterator[list[str]]:
    """A line for each row; a long run of alike recipients becomes one line."""
    run: list[TableRow] = []
    for row in [*table.rows, None]:
        if row is not None and run and _alike(run[-1], row):
            run.append(row)
            continue
        yield from _run_lines(run)
        run = [row] if row is not None else []


def _alike(left: TableRow, right: TableRow) -> bool:
    return (
        left.kind is right.kind is RowKind.RECIPIENT
        and left.parent == right.parent
        and left.is_hidden == right.is_hidden
    )


def _run_lines(run: list[TableRow]) -> Iterator[list[str]]:
    if len(run) > _RUN:
        least = min(r.confidence for r in run)
        names = "、".join(_named(r) for r in run[:3])
        coded = sum(1 for r in run if r.recipient and r.recipient.code)
        yield [
            f"{place(run[0].ref)}–{place(run[-1].ref)}",
            f"{names} …… {_named(run[-1])}",
            f"{run[0].kind.value}，{len(run)} 个",
            sure(least),
            f"{coded} 个有区划代码",
        ]
        return
    for row in run:
        yield [
            place(row.ref),
            _named(row),
            row.kind.value,
            sure(row.confidence),
            row.reason + ("；隐藏行" if row.is_hidden else ""),
        ]


def _named(row: TableRow) -> str:
    """The name of a row, behind that of its owner where it is one line of it."""
    owner = f"{row.owner.stripped}·" if row.owner else ""
    return owner + (row.name.stripped or "（空白）")


def _row_sums(table: RecognisedTable) -> Iterator[list[str]]:
    for one in table.row_sums:
        terms = [table.rows[t] for t in one.terms]
        first, last = terms[0], terms[-1]
        listed = (
            "、".join(place(t.ref) for t in terms)
            if len(terms) <= _RUN
            else (f"{place(first.ref)} … {place(last.ref)}，{len(terms)} 行")
        )
        verb = "=" if one.is_complete else "≥"
        result = table.rows[one.result]
        yield [
            f"{result.name.stripped}（{place(result.ref)}） {verb} {listed}",
            sure(one.confidence),
            one.reason,
        ]


def _column_ties(table: RecognisedTable) -> Iterator[list[str]]:
    for one in table.column_sums:
        names = [(table.column(t).name, t in one.minus) for t in one.terms]
        yield [tie_text(table.column(one.result).name, names), "", one.reason]
    for product in table.products:
        factor = "" if product.factor == 1 else f" × {product.factor.normalize():f}"
        if product.months is not None:
            factor = f" × {table.column(product.months).name}{factor}"
        yield [
            f"{table.column(product.amount).name} = {table.column(product.count).name} × "
            f"{table.column(product.standard).name}{factor}",
            "",
            product.reason,
        ]
    for quotient in table.quotients:
        name = table.column(quotient.column).name
        yield [f"{name} = {quotient.reason}", "", quotient.kind.value]
