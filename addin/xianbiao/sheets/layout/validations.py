"""What may be typed where: the drop-downs, the rules and the messages of every kind of input.

Each message says 填什么 · 单位 · 例. Typing what is no number is stopped; what only looks
unusual is warned of, because a document may truly say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xianbiao.model.allocation import AllocationTable, ColumnRole
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import AllocationPlaces, Book
from xianbiao.sheets.plan import Area, address, quoted
from xianbiao.sheets.validation import (
    LONGEST_LIST,
    LONGEST_TITLE,
    AnyValue,
    Custom,
    Dates,
    Listed,
    Longest,
    Number,
    Rule,
    Validation,
    Words,
)

CAPACITY = 300
"""How many rows of 单位 a drop-down of recipients looks at."""

INDICATOR_LENGTH = 60
ANY_PLACE = "某某县"
_SIGNED = (ColumnRole.CHANGE, ColumnRole.SUBTOTAL_CHANGE)
_YES_NO = ("是", "否")
_LONGEST_EXAMPLE = 60


def message(what: str, unit: str, example: str) -> str:
    """The message of a cell: what to fill in, in which unit, an example (its start, if long)."""
    return f"{what} · {unit} · 例 {example[:_LONGEST_EXAMPLE]}"


def text(area: Area, title: str, what: str, example: str, unit: str = "文字") -> Validation:
    """A cell that takes everything and only shows its message."""
    return _validation(area, AnyValue(), title, message(what, unit, example))


def amount(
    area: Area, title: str, unit: str, *, signed: bool = False, decimals: int = 2
) -> Validation:
    """A number, not text, with so many decimals at most; a minus sign only where `signed`."""
    cell = address(area.top, area.left)
    fine = f"ABS({cell}-ROUND({cell},{decimals}))<0.0000001"
    checked = fine if signed else f"AND({cell}>=0,{fine})"
    rule = Custom(f"IF(ISNUMBER({cell}),{checked},FALSE)")
    sign = "减少填负数" if signed else "不得为负"
    what = f"填数字，不带文字和单位，最多 {decimals} 位小数，{sign}"
    return _validation(area, rule, title, message(what, unit, "-128.5" if signed else "829.5"))


def chosen(
    area: Area, title: str, what: str, words: Sequence[str], *, stop: bool = True
) -> Validation:
    """One of some words in a drop-down; a hint alone where a drop-down has no room for them."""
    fitting = all(w and "," not in w for w in words) and len(",".join(words)) <= LONGEST_LIST
    rule: Rule = Words(tuple(words)) if words and fitting else AnyValue()
    said = message(what, "从列表中选" if stop else "从列表中选，或照文件填", words[0])
    return _validation(area, rule, title, said, stop)


def yes_no(area: Area, title: str, what: str) -> Validation:
    """是 or 否."""
    return chosen(area, title, what, _YES_NO)


def document_number(area: Area, title: str, example: str) -> Validation:
    """文号: 机关代字〔four-digit year〕number号."""
    cell = address(area.top, area.left)
    opening = f'FIND("〔",{cell})'
    formed = f'AND(MID({cell},{opening}+5,1)="〕",RIGHT({cell},1)="号")'
    rule = Custom(f"IF(ISNUMBER({opening}),{formed},FALSE)")
    what = "填文号：机关代字〔四位年份〕序号号，用六角括号"
    return _validation(area, rule, title, message(what, "文字", example), stop=False)


def date_in_year(area: Area, title: str, year: str) -> Validation:
    """A date of the budget year or of the year before, in which money is allocated in advance."""
    first = f"DATE(IF(N({year})<1990,1990,{year}-1),1,1)"
    last = f"DATE(IF(N({year})<1990,2100,{year}),12,31)"
    said = message("填日期，在预算年度或上一年之内", "年-月-日", "2023-12-22")
    return _validation(area, Dates(first, last), title, said, stop=False)


def recipient(area: Area, names: str, example: str) -> Validation:
    """One of the recipients of 单位; `names` are their cells."""
    what = f"填接收单位，须与“{keys.UNITS_SHEET}”的名称一致"
    said = message(what, "从列表中选", example)
    return _validation(area, Listed(names), "接收单位", said, stop=False)


def function_code(area: Area, codes: str, example: str) -> Validation:
    """One of the codes of the year's list; `codes` are their cells."""
    said = message("填本年度的支出功能科目代码，到项级", "从列表中选，七位数字", example)
    return _validation(area, Listed(codes), "科目代码", said, stop=False)


def library_validations(area: Area) -> list[Validation]:
    """The values of indicators on 指标库: any text that fits into a form."""
    what = f"填指标值，方向和单位一并写明，最多 {INDICATOR_LENGTH} 字"
    said = message(what, "照指标要求", "≥95%")
    return [_validation(area, Longest(INDICATOR_LENGTH), "指标值", said, stop=False)]


def allocation_validations(
    book: Book, table: AllocationTable, places: AllocationPlaces
) -> list[Validation]:
    """The names and amounts of the allocation table, from its first recipient to its last.

    Where the table itself prints more decimals than two, as many are allowed.
    """
    unit, decimals = table.unit or "单位同表头", max(2, _decimals(table))
    validations: list[Validation] = []
    names = unit_names(book)
    if names is not None:
        example = next((row.name.stripped for row in table.rows), "") or ANY_PLACE
        validations.append(recipient(_reach(places, table.name_column), names, example))
    for column in table.columns:
        area, title = _reach(places, column.index), column.name or column.role.value
        if column.role is ColumnRole.NOTE:
            validations.append(text(area, title, "填备注，可留空", "含上年结余"))
        elif column.role is ColumnRole.COUNT:
            rule = Number(Decimal(0), Decimal(10**12))
            said = message("填数字，不带文字", "人、户或比例，照表头", "120")
            validations.append(_validation(area, rule, title, said))
        else:
            signed = column.role in _SIGNED
            validations.append(amount(area, title, unit, signed=signed, decimals=decimals))
    return validations


def unit_names(book: Book) -> str | None:
    """The names on 单位 as a formula that grows with the list; None without that sheet."""
    area = next((t.area for t in book.tables if t.kind == keys.KIND_UNITS), None)
    if area is None:
        return None
    first = area.top + 1
    reach = Area(first, 1, first + CAPACITY - 1, 1).absolute
    sheet = quoted(keys.UNITS_SHEET)
    start = address(first, 1, absolute=True)
    whole = f"{sheet}!{reach}"
    return f"{sheet}!{start}:INDEX({whole},MAX(1,COUNTA({whole})))"


def code_validations(
    name_cells: Area, code_cells: Area, listed: Area, example: tuple[str, str]
) -> Iterator[Validation]:
    """Names and codes of function codes: two columns, chosen from the two of the year's list.

    `example` is one of its codes with its name.
    """
    codes = Area(listed.top, listed.left, listed.bottom, listed.left)
    names = Area(listed.top, listed.right, listed.bottom, listed.right)
    said = message("填科目名称，用年度科目表的全称", "从列表中选", example[1])
    yield _validation(name_cells, Listed(names.absolute), "科目名称", said, stop=False)
    yield function_code(code_cells, codes.absolute, example[0])


def unit_validations(rows: Area, kinds: Sequence[str], example: str) -> Iterator[Validation]:
    """The columns of 单位 from 名称 to 别名; `example` is the name of some recipient."""

    def column(offset: int) -> Area:
        return Area(rows.top, rows.left + offset, rows.bottom, rows.left + offset)

    name = address(rows.top, rows.left)
    all_names = Area(rows.top, rows.left, rows.bottom, rows.left).absolute
    rule = Custom(f"SUMPRODUCT(--EXACT({all_names},{name}))=1")
    said = message("填单位名称，与分配表一致，不得重复", "文字", example)
    yield _validation(column(0), rule, "名称", said)
    yield text(column(1), "全称", "填单位全称", "某某自治县")
    code = address(rows.top, rows.left + 2)
    rule = Custom(f"IF(ISNUMBER(--{code}),LEN({code})=6,FALSE)")
    said = message("填行政区划代码，没有的留空", "六位数字", "650000")
    yield _validation(column(2), rule, "代码", said, stop=False)
    yield chosen(column(3), "类型", "填单位类型", kinds)
    yield text(column(4), "别名", "填文件中出现过的其他写法，以、分隔，可留空", "某县、某某自治县")


def _validation(area: Area, rule: Rule, title: str, said: str, stop: bool = True) -> Validation:
    """A validation whose title is cut to what programs take."""
    shown = " ".join(title.split())[:LONGEST_TITLE]
    return Validation(area, rule, shown, said, stop, f"与要求不符：{said}")


def _reach(places: AllocationPlaces, index: int) -> Area:
    """The cells of a column from the first recipient down to the last row that is added up."""
    runs = places.runs(index)
    return Area(runs[0].top, runs[0].left, runs[-1].bottom, runs[0].right)


def _decimals(table: AllocationTable) -> int:
    """The most decimals of any amount of the table."""
    values = [a.value for row in table.rows for a in row.amounts.values() if a.value is not None]
    exponents = [v.normalize().as_tuple().exponent for v in values]
    return max((-e for e in exponents if isinstance(e, int)), default=0)
