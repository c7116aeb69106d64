"""指标核对: every target value of the forms, read by formulas and held against the prefecture's.

A clerk's county repeats most values of its neighbours: every text is read once, in the block
on the right, and the values on the left look up what it says.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from xianbiao.model.records import Record
from xianbiao.model.target_names import is_count
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.context import Book, TargetCell
from xianbiao.sheets.layout.head import FIRST_ROW, HEADER_ROW, put_head
from xianbiao.sheets.layout.register import Check, Result
from xianbiao.sheets.layout.target_outcome import MALFORMED, UNKNOWN, weaker
from xianbiao.sheets.layout.target_reading import STEPS, reading
from xianbiao.sheets.layout.target_steps import Ref
from xianbiao.sheets.layout.target_words import WordLists
from xianbiao.sheets.plan import Area, Formula, SheetPlan, Visibility, address, quoted
from xianbiao.sheets.styles import Style

CAPACITY = 600
"""How many different texts are read; further ones are a hint to look at them oneself."""

_READ = ("量纲", "方向", "值", "上限")
"""The steps whose outcome stands beside each value."""

_HEADER = ("单位", "指标", "指标值", "第几种", "种", *_READ, "弱于州")
REGION, NAME, _TEXT, _COUNT, _KIND, _FOUND, *_, _WEAKER = range(len(_HEADER))
NUMBER = len(_HEADER) + 1
SOURCE = NUMBER + 1
_STEPS = SOURCE + 1
_NOTE = "各绩效表的指标值按写法归类（左），每种写法解析一次（右），校验从这里取数；不要改"


class TargetBlock(Record, frozen=True):
    """The rows of one form on the sheet."""

    cells: list[TargetCell]
    first: int

    @property
    def last(self) -> int:
        return self.first + len(self.cells) - 1

    def column(self, place: int) -> str:
        """The addresses of one column of the block, as other sheets write them."""
        area = Area(self.first, place, self.last, place).absolute
        return f"{quoted(keys.READING_SHEET)}!{area}"


def reading_sheets(book: Book) -> list[SheetPlan]:
    """The hidden sheets 指标核对 and 指标用语; none without target values."""
    if not book.targets:
        return []
    lists = WordLists()
    plan = SheetPlan(keys.READING_SHEET, visibility=Visibility.HIDDEN)
    plan.columns(18, 44, 24, 8, 8, 16, 8, 8, 8, 8, 3, 6, 24)
    put_head(plan, keys.READING_SHEET, _NOTE)
    plan.put_row(HEADER_ROW, 0, _HEADER, Style.HEADER)
    plan.put_row(HEADER_ROW, NUMBER, ("序号", "写法", *STEPS), Style.HEADER)
    last = FIRST_ROW + len(book.targets) - 1
    texts = Area(FIRST_ROW, _TEXT, last, _TEXT).absolute
    counts = Area(FIRST_ROW, _COUNT, last, _COUNT).absolute
    kinds = min(len(book.targets), CAPACITY)
    wanted = _prefecture_rows(book)
    for row, cell in enumerate(book.targets, start=FIRST_ROW):
        is_part = cell.slot.is_prefecture or is_count(cell.name)
        other = None if is_part else wanted.get(cell.key)
        put_value(plan, row, cell, other, kinds)
    bottom = FIRST_ROW + kinds - 1
    steps = {step: address(FIRST_ROW, _STEPS + place) for place, step in enumerate(STEPS)}
    found = f"MATCH({address(FIRST_ROW, NUMBER)},{counts},0)"
    formulas = [f'IFERROR(INDEX({texts},{found}),"")']
    formulas += reading(address(FIRST_ROW, SOURCE), steps.__getitem__, lists)
    for column, formula in enumerate(formulas, start=SOURCE):
        filled = Formula(f"={formula}", Area(FIRST_ROW, column, bottom, column))
        for row in range(FIRST_ROW, bottom + 1):
            plan.put(row, column, filled, Style.ASIDE)
    for row in range(FIRST_ROW, bottom + 1):
        plan.put(row, NUMBER, row - FIRST_ROW + 1, Style.ASIDE)
    return [plan, lists.plan]


def target_checks(book: Book) -> Iterator[Check]:
    """How many values of each form are not understood, and how many are weaker."""
    has_prefecture = any(cell.slot.is_prefecture for cell in book.targets)
    for block in _blocks(book):
        slot = block.cells[0].slot
        place = next((f for s, f in book.forms if s is slot), None)
        target = (slot.sheet, *((place.values.top, place.values.left) if place else (0, 0)))
        yield understood_check(block, target)
        if has_prefecture and not slot.is_prefecture:
            yield weaker_check(block, target)


def understood_check(block: TargetBlock, target: tuple[str, int, int]) -> Check:
    """How many values of one form are not understood."""
    slot, found = block.cells[0].slot, block.column(_FOUND)
    return Check(
        "T05",
        f"{slot.region}绩效表：看不懂的指标值（左）、词表外的表述（右）",
        Formula(f'=COUNTIF({found},"{MALFORMED}")'),
        Formula(f'=COUNTIF({found},"{UNKNOWN}")'),
        understood(_first(block, f'"{MALFORMED}"', _FOUND, f'"{UNKNOWN}"')),
        target,
        subject=slot.region,
    )


def weaker_check(block: TargetBlock, target: tuple[str, int, int]) -> Check:
    """How many values of one form are weaker than the prefecture's, or have to be judged."""
    slot, found = block.cells[0].slot, block.column(_WEAKER)
    return Check(
        "T06",
        f"{slot.region}绩效表：弱于州级目标的指标值（左）、要人工判断的（右）",
        Formula(f"=COUNTIF({found},1)"),
        Formula(f"=COUNTIF({found},2)"),
        not_weaker(_first(block, "1", _WEAKER, "2")),
        target,
        subject=slot.region,
    )


def understood(first: str) -> Result:
    """Values with a figure that are not understood (left) are wrong, unknown words a hint.

    `first` names the first of them.
    """

    def result(left: str, right: str, _difference: str, _tolerance: str) -> str:
        unknown = f'IF({right}>0,"△ "&{right}&" 项请核对："&{first},"✔ 平")'
        return f'IF({left}>0,"✘ "&{left}&" 项看不懂："&{first},{unknown})'

    return result


def not_weaker(first: str) -> Result:
    """Values that are weaker (left) are wrong, those that a clerk has to judge a hint.

    `first` names the first of them.
    """

    def result(left: str, right: str, _difference: str, _tolerance: str) -> str:
        judged = f'IF({right}>0,"△ "&{right}&" 项人工判断："&{first},"✔ 平")'
        return f'IF({left}>0,"✘ 弱 "&{left}&" 项："&{first},{judged})'

    return result


def _blocks(book: Book) -> Iterator[TargetBlock]:
    row = FIRST_ROW
    for _, group in groupby(book.targets, key=lambda cell: cell.slot.sheet):
        block = TargetBlock(list(group), row)
        row = block.last + 1
        yield block


def _prefecture_rows(book: Book) -> dict[str, int]:
    """The row of the prefecture's value by key."""
    return {
        cell.key: row
        for row, cell in enumerate(book.targets, start=FIRST_ROW)
        if cell.slot.is_prefecture
    }


def put_value(plan: SheetPlan, row: int, cell: TargetCell, wanted: int | None, kinds: int) -> None:
    """A value: its text, which of the different texts it is, and what was found of it.

    `wanted` is the row of the prefecture's value, `kinds` how many different texts are read.
    """
    text, kind = address(row, _TEXT), address(row, _KIND)

    def listed(step: str) -> str:
        column = _STEPS + STEPS.index(step)
        area = Area(FIRST_ROW, column, FIRST_ROW + kinds - 1, column).absolute
        return f"INDEX({area},{kind})"

    def beside(at: int) -> Ref:
        return lambda step: address(at, _FOUND + _READ.index(step))

    shown = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({cell.ref}&"","~","～"),"*","¿"),"?","¿")'
    shown = f'IF({cell.ref}="{keys.PENDING}","",{shown})'
    earlier = address(row - 1, _COUNT)
    above = f"{address(FIRST_ROW, _TEXT, absolute=True)}:{address(row - 1, _TEXT)}"
    is_first = row == FIRST_ROW
    new = "1" if is_first else f"IF(ISNUMBER(MATCH({text},{above},0)),0,1)"
    counted = f'IF({text}="",0,{new})' + ("" if is_first else f"+{earlier}")
    texts = Area(FIRST_ROW, SOURCE, FIRST_ROW + kinds - 1, SOURCE).absolute
    which = f'IF({text}="",0,IFERROR(MATCH({text},{texts},0),-1))'
    plan.put_row(row, 0, (cell.slot.region, cell.name), Style.ASIDE)
    formulas = [shown, counted, which]
    formulas += [
        f'IF({kind}=0,"",IF({kind}<0,"{UNKNOWN if step == _READ[0] else ""}",{listed(step)}))'
        for step in _READ
    ]
    if wanted is not None:
        other = address(wanted, _KIND)
        demands = weaker(beside(row), beside(wanted))
        formulas.append(f"IF(OR({kind}<1,{other}<1,{kind}={other}),0,{demands})")
    for column, formula in enumerate(formulas, start=_TEXT):
        plan.put(row, column, Formula(f"={formula}"), Style.ASIDE)


def _first(block: TargetBlock, wanted: str, column: int, otherwise: str | None = None) -> str:
    """The first indicator of a form whose column holds something, with its value."""
    places = block.column(column)
    at = f"MATCH({wanted},{places},0)"
    if otherwise is not None:
        at = f"IFERROR({at},MATCH({otherwise},{places},0))"
    name, value = (f"INDEX({block.column(c)},{at})" for c in (NAME, _TEXT))
    return f'IFERROR({name}&" "&{value},"")'
