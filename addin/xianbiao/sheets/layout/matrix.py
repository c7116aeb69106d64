"""核对一览: recipients × checks in ✔ ✘ ○ △, read from 校验 by plain formulas."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.allocation import AllocationTable, Equation
from xianbiao.model.records import Record, field
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import AllocationPlaces, Book, recipient_of
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.layout.register import STATE, Check, at_least_tolerance
from xianbiao.sheets.plan import Area, Formula, SheetPlan, address, quoted, text_literal
from xianbiao.sheets.styles import Style

_NOTE = "✔ 相符 ✘ 不符 ○ 待填 △ 提示 — 不涉及；第一行是全部检查，明细见“校验”"
_ALL = "全部检查"
_APPLIES_NOT = "—"
_GONE = "✘ 缺项"
_TITLES = {
    "C01": "绩效表金额",
    "C03": "合计",
    "C04": "金额单位",
    "C05": "表头内嵌数",
    "C07": "上级调整额",
    "C08": "横向关系",
    "C43": "资金构成",
    "C57": "指标待填",
    "C64": "有钱有表",
    "C70": "科目",
    "C91": "时限",
    "T01": "单位数",
    "T02": "各占一行",
    "T05": "指标写法",
    "T06": "不弱于州",
    "T07": "直达标识",
    "T08": "整行空白",
}
_NAME, _SUM, _ROW_NUMBER = 0, 1, 2
_AMOUNT, _TIES = 3, 4
FIRST_RULE = 5
SHARE_HEADER = ("分配额", "占比")
_LONGEST_FORMULA = 8000


class Line(Record):
    """One line: a form or a recipient, its place in the table, its check numbers by rule."""

    name: str
    row: int | None
    numbers: dict[str, list[str]] = field(default_factory=dict)


def matrix_sheet(book: Book, checks: Sequence[Check]) -> SheetPlan | None:
    """The sheet 核对一览; None without checks.

    `checks` are those of 校验 in its order. To be called when every form has been made.
    """
    if not checks:
        return None
    plan = SheetPlan(keys.MATRIX_SHEET, tab_colour="#C00000")
    put_head(plan, keys.MATRIX_SHEET, _NOTE)
    lines = _lines(book, checks)
    split = {rule for line in lines for rule in line.numbers}
    rules = sorted({check.rule for check in checks}, key=lambda rule: (rule not in split, rule))
    register = Register(FIRST_ROW + len(checks) - 1)
    titles = [f"{rule}\n{_TITLES[rule]}" if rule in _TITLES else rule for rule in rules]
    header = ("单位", "小结", "行", "金额", "本行横向", *titles, *SHARE_HEADER)
    plan.columns(24, 12, 6, *[11.0] * (len(header) - 3))
    plan.put_row(HEADER_ROW, 0, header, Style.HEADER)
    plan.at_least(HEADER_ROW, 36)
    right = FIRST_RULE + len(rules) - 1
    plan.put_row(FIRST_ROW, 0, (_ALL, None, None, *[_APPLIES_NOT] * 2), Style.RESULT)
    for offset, rule in enumerate(rules):
        whole = Formula(f"={register.whole(rule)}")
        plan.put(FIRST_ROW, FIRST_RULE + offset, whole, Style.RESULT)
    _put_share(plan, book, FIRST_ROW, right + 1, None)
    for at, line in enumerate(lines, start=FIRST_ROW + 1):
        put_line(plan, book, at, line, rules, register)
    last = FIRST_ROW + len(lines)
    _put_summary(plan, FIRST_ROW, right)
    plan.results.append(Area(FIRST_ROW, _SUM, last, right))
    plan.hidden_columns.add(_ROW_NUMBER)
    plan.freeze = (FIRST_ROW + 1, 2)
    plan.printing.landscape = True
    plan.printing.repeat = (HEADER_ROW, HEADER_ROW)
    return plan


def put_line(
    plan: SheetPlan, book: Book, at: int, line: Line, rules: Sequence[str], register: Register
) -> None:
    """One line: its name, its summary, its row of the table, a mark for every rule, its share."""
    plan.put_row(at, 0, (line.name, None, None), Style.TEXT)
    _put_amounts(plan, book, at, line)
    for offset, rule in enumerate(rules):
        numbers = line.numbers.get(rule)
        cell = Formula(f"={register.worst(numbers)}") if numbers else _APPLIES_NOT
        plan.put(at, FIRST_RULE + offset, cell, Style.RESULT)
    _put_summary(plan, at, FIRST_RULE + len(rules) - 1)
    _put_share(plan, book, at, FIRST_RULE + len(rules), line)


def _put_summary(plan: SheetPlan, at: int, right: int) -> None:
    cells = Area(at, _AMOUNT, at, right).a1
    plan.put(at, _SUM, Formula(f"={_summary(cells)}"), Style.RESULT)
    plan.at_least(at, 20)


class Register:
    """Formulas that read the states on 校验, down to a last row, by the numbers of its checks."""

    def __init__(self, last: int) -> None:
        sheet = quoted(keys.REGISTER_SHEET)
        self._numbers = f"{sheet}!{Area(FIRST_ROW, 0, last, 0).absolute}"
        self._states = f"{sheet}!{Area(FIRST_ROW, STATE, last, STATE).absolute}"

    def whole(self, rule: str) -> str:
        """All checks of a rule: the worst mark and how many bear it."""

        def count(state: int) -> str:
            return f'COUNTIFS({self._numbers},"{rule}-*",{self._states},{state})'

        calm = f'IF({count(1)}>0,"✔","{_GONE}")'
        hint = f'IF({count(4)}>0,"△ "&{count(4)},{calm})'
        blank = f'IF({count(3)}>0,"○ "&{count(3)},{hint})'
        return f'IF({count(2)}>0,"✘ "&{count(2)},{blank})'

    def worst(self, numbers: Sequence[str]) -> str:
        """The worst mark of some checks; a check that has gone is no pass."""
        states = (
            f"CHOOSE(INDEX({self._states},MATCH({text_literal(n)},{self._numbers},0)),0,3,2,1)"
            for n in numbers
        )
        return f'IFERROR(MID("✔△○✘",1+MAX({",".join(states)}),1),"{_GONE}")'


def _lines(book: Book, checks: Sequence[Check]) -> list[Line]:
    """The prefecture's form, the recipients in the order of the table, then further forms."""
    lines: dict[str, Line] = {}
    recipients: dict[int, Line] = {}
    for slot in book.slots:
        line = lines[slot.sheet] = Line(slot.region, slot.row)
        if slot.row is not None:
            recipients[slot.row] = line
    rows = book.table.rows if book.table is not None and book.allocation is not None else []
    for index, row in enumerate(rows):
        recipients.setdefault(index, Line(recipient_of(row, index + 1), index))
    named = {row.name.stripped: recipients[index] for index, row in enumerate(rows)}
    for number, check in _numbered(checks):
        line_of = lines.get(check.target[0]) or named.get(check.subject)
        if line_of is not None:
            line_of.numbers.setdefault(check.rule, []).append(number)
    others = [line for line in lines.values() if line.row is None]
    ordered = [recipients[index] for index in sorted(recipients)]
    is_first = {id(lines[s.sheet]) for s in book.slots if s.is_prefecture}
    first = [line for line in others if id(line) in is_first]
    return [*first, *ordered, *(line for line in others if id(line) not in is_first)]


def _numbered(checks: Sequence[Check]) -> list[tuple[str, Check]]:
    """The checks with the numbers that 校验 gives them."""
    counters: dict[str, int] = {}
    result: list[tuple[str, Check]] = []
    for check in checks:
        counters[check.rule] = counters.get(check.rule, 0) + 1
        result.append((f"{check.rule}-{counters[check.rule]}", check))
    return result


def _put_amounts(plan: SheetPlan, book: Book, at: int, line: Line) -> None:
    """Whether the recipient's own row of the table holds an amount, and whether it ties."""
    table, places = book.table, book.allocation
    plan.put_row(at, _AMOUNT, [_APPLIES_NOT] * 2, Style.RESULT)
    if table is None or places is None or line.row is None:
        return
    plan.put(at, _ROW_NUMBER, Formula(f"={_row_number(table, places, line.row)}"), Style.CALC)
    row = address(at, _ROW_NUMBER)
    final, results = table.final_index, {equation.result for equation in table.equations}
    if final is not None:
        amount = f"INDEX({places.span(final)},{row})"
        typed = _typed(table, places, row) if final in results else amount
        judged = f'IF(ISNUMBER({amount}),"✔","✘ 非数字")'
        plan.put(at, _AMOUNT, _judged(row, typed, judged), Style.RESULT)
    if table.equations:
        tolerance = book.parameters[keys.TOLERANCE]
        gaps = ",".join(_gap(equation, places, row, tolerance) for equation in table.equations)
        judged = f'IFERROR(IF(MAX({gaps})=0,"✔","✘"),"✘ 非数字")'
        formula = _judged(row, _typed(table, places, row), judged)
        if len(formula.text) <= _LONGEST_FORMULA:
            plan.put(at, _TIES, formula, Style.RESULT)


def _put_share(plan: SheetPlan, book: Book, at: int, column: int, line: Line | None) -> None:
    """What a recipient gets and its part of the whole; without a line, the whole itself."""
    styles = (Style.REFERENCE, Style.CALC_PERCENT)
    plan.put_row(at, column, [_APPLIES_NOT] * 2, Style.CALC)
    final = book.table.final_index if book.table is not None else None
    if final is None or book.allocation is None or (line is not None and line.row is None):
        return
    span = book.allocation.span(final)
    row = address(at, _ROW_NUMBER)
    amount = f"INDEX({span},{row})"
    own = (
        f"SUM({span})" if line is None else f'IF(N({row})=0,"",IF(ISNUMBER({amount}),{amount},""))'
    )
    part = f'IF(OR({address(at, column)}="",SUM({span})=0),"",{address(at, column)}/SUM({span}))'
    plan.put_row(at, column, (Formula(f"={own}"), Formula(f"={part}")), styles)


def _judged(row: str, typed: str, judged: str) -> Formula:
    """A mark for a row of the table: gone, still blank, or as judged."""
    return Formula(f'=IF({row}=0,"{_GONE}",IF(COUNTA({typed})=0,"○",{judged}))')


def _row_number(table: AllocationTable, places: AllocationPlaces, row: int) -> str:
    """Where the recipient stands in the table: by its name, so that sorting moves nothing."""
    names = [r.name.stripped for r in table.rows]
    if names.count(names[row]) > 1 or not names[row]:
        return str(places.rows[row] - places.rows[0] + 1)
    span = places.name_span or places.span(table.name_column)
    found = f"MATCH({text_literal(names[row])},{span},0)"
    return f"IFERROR({found},0)"


def _gap(equation: Equation, places: AllocationPlaces, row: str, tolerance: str) -> str:
    """1 where an equation fails in a row, else 0."""
    gap = equation.gap(lambda column: f"INDEX({places.span(column)},{row})")
    return f"IF(ABS(ROUND({gap},6))<{at_least_tolerance(tolerance)},0,1)"


def _typed(table: AllocationTable, places: AllocationPlaces, row: str) -> str:
    """The cells of a row on which all equations rest: those that no equation gives."""
    terms = {term for equation in table.equations for term in equation.terms}
    typed = terms - {equation.result for equation in table.equations} or terms
    return ",".join(f"INDEX({places.span(term)},{row})" for term in sorted(typed))


def _summary(cells: str) -> str:
    """The worst mark of a line and how many cells bear it."""

    def count(mark: str) -> str:
        return f'COUNTIF({cells},"{mark}*")'

    hint = f'IF({count("△")}>0,"△ "&{count("△")}&" 项","✔")'
    blank = f'IF({count("○")}>0,"○ "&{count("○")}&" 项",{hint})'
    return f'IF({count("✘")}>0,"✘ "&{count("✘")}&" 项",{blank})'
