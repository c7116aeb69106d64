"""A chart or a mark that does not follow its cells tells the clerk of another workbook."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal

import openpyxl
import pytest

from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.allocation import AllocationRow, AllocationTable, ColumnRole
from xianbiao.model.amounts import read_amount
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.blank import blank_notice, fund_called
from xianbiao.sheets.chart import Chart, ChartKind, Series
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.allocation import allocation_sheet
from xianbiao.sheets.layout.charts import chart_sheet
from xianbiao.sheets.layout.checklist import checklist
from xianbiao.sheets.layout.context import Book
from xianbiao.sheets.layout.matrix import matrix_sheet
from xianbiao.sheets.layout.parameters import parameters_sheet
from xianbiao.sheets.layout.register import register_sheet
from xianbiao.sheets.layout.units import units_sheet
from xianbiao.sheets.plan import Area, Formula, SheetPlan
from xianbiao.sheets.styles import Style

HERE = Ref("通知.xlsx", line=1)
ONE, TWO = "巴财社〔2025〕3号", "巴财社〔2025〕40号"


def filled(kind: str, *documents: str, copies: int = 1) -> Notice:
    """A notice whose amounts are 100, 101, … down and across; each recipient so many times."""
    notice = blank_notice(kind, "652300", fund_called("hardship"), 2025, documents)
    table = table_of(notice)
    rows: list[AllocationRow] = []
    for copy in range(copies):
        for row in table.rows:
            name = row.name.text + (f"{copy}区" if copy else "")
            line = Ref(HERE.file, line=len(rows) + 2)
            rows.append(AllocationRow(Text(name, line), row.recipient, dict(row.amounts), line))
    results = {equation.result for equation in table.equations}
    for offset, row in enumerate(rows):
        for column in table.columns:
            if column.index not in results:
                row.amounts[column.index] = read_amount(100 + offset + column.index, HERE)
        for equation in table.equations:
            values = [row.amounts[term].value or Decimal(0) for term in equation.terms]
            row.amounts[equation.result] = read_amount(sum(values, Decimal(0)), HERE)
    table.rows[:] = rows
    return notice


def table_of(notice: Notice) -> AllocationTable:
    assert notice.allocation is not None
    return notice.allocation


def sheets(notice: Notice) -> tuple[Book, dict[str, SheetPlan]]:
    """Every sheet on which charts and matrix rest, and both of them."""
    book = Book.of(notice, [])
    plans = [
        parameters_sheet(book),
        units_sheet(book),
        allocation_sheet(book, table_of(notice)),
    ]
    checks = checklist(book)
    plans.append(register_sheet(checks, book.parameters[keys.TOLERANCE])[0])
    plans += [p for p in (matrix_sheet(book, checks), chart_sheet(book)) if p is not None]
    return book, {plan.name: plan for plan in plans}


def charts(notice: Notice) -> list[Chart]:
    return sheets(notice)[1][keys.CHART_SHEET].charts


def computed(plans: dict[str, SheetPlan], sheet: str) -> list[tuple[object, ...]]:
    data = workbook_bytes(list(plans.values()))
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    return list(book[sheet].iter_rows(values_only=True))


def marks(plans: dict[str, SheetPlan]) -> dict[str, dict[str, object]]:
    """The matrix: the marks of every line by the first line of their header."""
    rows = computed(plans, keys.MATRIX_SHEET)
    header = [str(h).partition("\n")[0] for h in rows[3]]
    return {str(row[0]): dict(zip(header, row, strict=True)) for row in rows[4:]}


def test_amounts_are_drawn_by_recipient() -> None:
    (chart,) = charts(filled("allocation"))
    assert chart.kind is ChartKind.COLUMN
    assert chart.title == "各单位金额（万元）"
    assert [s.values_ref for s in chart.series] == ["='附件1'!$C$6:$C$12"]
    assert chart.series[0].names_ref == "='附件1'!$B$6:$B$12"
    assert chart.from_zero


@pytest.mark.parametrize("documents", [(ONE,), (ONE, TWO)])
def test_an_adjustment_is_drawn_before_and_after(documents: tuple[str, ...]) -> None:
    notice = filled("adjustment", *documents)
    both, change = charts(notice)
    table = table_of(notice)
    assert [s.name for s in both.series] == ["调整前", "调整后"]
    assert both.series[1].values.left == table.final_index
    roles = {c.index: c.role for c in table.columns}
    assert roles[both.series[0].values.left] is ColumnRole.SUBTOTAL_BEFORE
    assert roles[change.series[0].values.left] is ColumnRole.SUBTOTAL_CHANGE
    assert not change.from_zero


def test_many_recipients_lie_below_one_another() -> None:
    (chart,) = charts(filled("allocation", copies=28))
    assert chart.kind is ChartKind.BAR
    assert chart.height > 196 * 15


def test_rows_that_are_no_recipients_are_not_drawn() -> None:
    notice = filled("allocation")
    table = table_of(notice)
    between = Ref(HERE.file, line=4)
    table.rows[3:] = [
        replace(row, ref=Ref(HERE.file, line=(row.ref.line or 0) + 2)) for row in table.rows[3:]
    ]
    amount = {table.columns[0].index: read_amount(999, HERE)}
    table.subtotals.append(AllocationRow(Text("小计", between), None, amount, between))
    _, plans = sheets(notice)
    (chart,) = plans[keys.CHART_SHEET].charts
    assert chart.series[0].sheet == keys.CHART_SHEET
    area = chart.series[0].values
    drawn = [row[area.left] for row in computed(plans, keys.CHART_SHEET)[area.top :]]
    assert drawn == [row.amounts[table.columns[0].index].value for row in table.rows]


def test_a_book_without_table_has_no_chart() -> None:
    notice = filled("allocation")
    notice.tables.clear()
    assert notice.allocation is None
    assert chart_sheet(Book.of(notice, [])) is None
    assert matrix_sheet(Book.of(notice, []), []) is None


@pytest.mark.parametrize("kind", ["allocation", "adjustment"])
def test_a_chart_stores_the_computed_values(kind: str) -> None:
    notice = filled(kind)
    _, plans = sheets(notice)
    data = workbook_bytes(list(plans.values()))
    stored = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["附件1"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = [n for n in package.namelist() if re.fullmatch(r"xl/charts/chart\d\.xml", n)]
        drawings = "".join(package.read(name).decode() for name in parts)
    copies = re.findall(r"<c:f>'附件1'!([^<]*)</c:f><c:\w+Cache>(.*?)</c:\w+Cache>", drawings)
    assert len(copies) == (2 if kind == "allocation" else 6)
    for place, copy in copies:
        cells = [str(cell.value) for (cell,) in stored[place.replace("$", "")]]
        assert re.findall(r"<c:v>([^<]*)</c:v>", copy) == cells


def test_the_same_charts_give_the_same_bytes() -> None:
    once, again = (workbook_bytes(list(sheets(filled("adjustment"))[1].values())) for _ in range(2))
    assert once == again


def test_a_chart_needs_series_and_a_title() -> None:
    area = Area(0, 0, 1, 0)
    series = (Series("甲", "表", area, area, "#000000"),)
    with pytest.raises(ValueError, match="series"):
        Chart(ChartKind.COLUMN, "图", (), 0, 0, 10, 10)
    with pytest.raises(ValueError, match="title"):
        Chart(ChartKind.COLUMN, "", series, 0, 0, 10, 10)


@pytest.mark.parametrize("copies", [1, 28])
def test_every_recipient_has_a_line_in_the_order_of_the_table(copies: int) -> None:
    notice = filled("adjustment", copies=copies)
    _, plans = sheets(notice)
    plan = plans[keys.MATRIX_SHEET]
    names = [cell.value for (row, column), cell in plan.cells.items() if column == 0 and row > 4]
    wanted = len(table_of(notice).rows)
    assert len(names[-wanted:]) == wanted
    assert names[-wanted] == table_of(notice).rows[0].name.text


def test_the_first_line_counts_what_the_register_says() -> None:
    _, plans = sheets(filled("adjustment"))
    register = [row for row in computed(plans, keys.REGISTER_SHEET)[4:] if row[0]]
    whole = marks(plans)["全部检查"]
    for rule in {str(row[0]).partition("-")[0] for row in register}:
        states = [row[8] for row in register if str(row[0]).startswith(f"{rule}-")]
        worst = next(s for s in (2, 3, 4, 1) if s in states)
        mark = "✔✘○△"[worst - 1]
        assert whole[rule] == (mark if worst == 1 else f"{mark} {states.count(worst)}")


@pytest.mark.parametrize(
    ("value", "amount"), [(None, "○"), ("829万元", "✘ 非数字"), (0, "✔"), (Decimal("1.5"), "✔")]
)
def test_an_amount_is_marked_in_the_line_of_its_recipient(
    value: str | int | Decimal | None, amount: str
) -> None:
    book, plans = sheets(filled("allocation"))
    assert book.allocation is not None
    plans["附件1"].put(book.allocation.rows[2], 2, value, Style.ANNEX_INPUT)
    lines = marks(plans)
    assert lines["呼图壁县"]["金额"] == amount
    assert lines["昌吉市"]["金额"] == "✔"


def test_a_row_that_does_not_tie_is_marked_in_its_line() -> None:
    book, plans = sheets(filled("adjustment"))
    table, places = book.table, book.allocation
    assert table is not None
    assert places is not None
    column = places.columns[table.equations[0].result]
    plans["附件1"].put(places.rows[1], column, 1, Style.ANNEX_INPUT)
    lines = marks(plans)
    assert lines["阜康市"]["本行横向"] == "✘"
    assert str(lines["阜康市"]["小结"]).startswith("✘")
    assert lines["昌吉市"]["本行横向"] == "✔"


def test_nothing_typed_is_never_a_pass() -> None:
    notice = blank_notice("adjustment", "652300", fund_called("hardship"), 2025)
    line = marks(sheets(notice)[1])["昌吉市"]
    assert (line["金额"], line["本行横向"]) == ("○", "○")


def test_sorting_the_table_leaves_every_mark_in_its_line() -> None:
    book, plans = sheets(filled("allocation"))
    assert book.allocation is not None
    rows, table = book.allocation.rows, plans["附件1"]
    table.put(rows[0], 2, "八百", Style.ANNEX_INPUT)
    first, last = rows[0], rows[-1]
    for column in range(3):
        cells = table.cells
        cells[first, column], cells[last, column] = cells[last, column], cells[first, column]
    lines = marks(plans)
    assert [n for n, line in lines.items() if line["金额"] == "✘ 非数字"] == ["昌吉市"]


def test_a_recipient_or_a_check_that_has_gone_is_no_pass() -> None:
    book, plans = sheets(filled("allocation"))
    assert book.allocation is not None
    plans["附件1"].put(book.allocation.rows[0], 1, "别处", Style.ANNEX_TEXT)
    plan = plans[keys.REGISTER_SHEET]
    for (row, column), cell in list(plan.cells.items()):
        if column == 0 and isinstance(cell.value, str) and cell.value.startswith("C03-"):
            plan.put(row, column, None, Style.TEXT)
    lines = marks(plans)
    assert lines["昌吉市"]["金额"] == "✘ 缺项"
    assert lines["全部检查"]["C03"] == "✘ 缺项"


def test_the_matrix_shows_what_part_of_the_whole_each_recipient_gets() -> None:
    notice = filled("allocation")
    lines = marks(sheets(notice)[1])
    table = table_of(notice)
    amounts = {r.name.stripped: table.final_amount(r) for r in table.rows}
    total = sum(float(a.value) for a in amounts.values() if a is not None and a.value is not None)
    for name, amount in amounts.items():
        assert amount is not None
        assert amount.value is not None
        assert lines[name]["分配额"] == float(amount.value)
        assert lines[name]["占比"] == pytest.approx(float(amount.value) / total)
    assert (lines["全部检查"]["分配额"], lines["全部检查"]["占比"]) == (total, 1)
    assert lines["昌吉州"]["占比"] == "—"


def test_the_matrix_is_coloured_by_its_marks() -> None:
    _, plans = sheets(filled("allocation"))
    plan = plans[keys.MATRIX_SHEET]
    (area,) = plan.results[1:]
    marked = [(row, column) for (row, column), c in plan.cells.items() if c.style is Style.RESULT]
    inside = [column for row, column in marked if area.top <= row <= area.bottom and column > 0]
    assert min(inside) == area.left
    assert max(inside) == area.right
    texts = [c.value.text for c in plan.cells.values() if isinstance(c.value, Formula)]
    assert max(len(text) for text in texts) < 8192
