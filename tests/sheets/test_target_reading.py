"""Formulas read a target value as the program does, and call the same one weaker.

Texts of the grammar, and texts a character away from it, are put into one sheet, read by the
engine, and read by the program.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from itertools import product
from typing import Any

import formualizer
import pytest

from support.target_texts import draw
from xianbiao.export.workbook import workbook_bytes
from xianbiao.model.target_compare import undecided
from xianbiao.model.target_compare import weaker as is_weaker
from xianbiao.model.target_words import target_words
from xianbiao.model.targets import TargetKind, has_figure, read_target
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.target_outcome import MALFORMED, UNKNOWN, WORDED, weaker
from xianbiao.sheets.layout.target_reading import STEPS, reading
from xianbiao.sheets.layout.target_words import WordLists
from xianbiao.sheets.plan import Formula, SheetPlan, address
from xianbiao.sheets.styles import Style

WEAKER, BY_HAND = 1, 2
COUNT, SEED = 1900, 20241123
FIXED = [
    "",
    "○待填",
    "≥95%",
    "＞＝ 95 ％。",
    "95%以上",
    "不超过95%以上",
    "1,200人次",
    "1,20人次",
    "1.2.3%",
    "每人每月不低于700元",
    "700元/人/月",
    "收到文件后3个工作日内",
    "收到文件后，不超过30日",
    "收到文件后不，超过30日",
    "收到文件后未超过30日",
    "从文件下达不大于或等于48日",
    "接收文件，=<23个月",
    "至多01,049,751",
    "01,049——02,049人",
    "自2024年1月1日起三十日内",
    "三十日内",
    "三人",
    "较上年有所提高",
    "较上一年提高5%以上",
    "与上年持平",
    "应保尽保、应救尽救",
    "应保尽救",
    "进一步完善",
    "2021年12月31日前",
    "2024年",
    "90%-95%",
    "95%-90%",
    "90——95人",
    "[90%，95%]",
    "每人每月700至800元",
    "较上年降低5%～10%",
    "90-100%覆盖",
    "3-12月底前",
    "2023-12",
    "1-3",
    "8:30",
    "0991-2345678",
    "1∶3",
    "1：",
    "≥95%：",
    "±",
    "≤±3%",
    "100±5%",
    "95②",
    "529 0",
    "待定",
    "*",
]

ALIKE = [
    ["≥95%", ">95%", "95%以内", "<95%", "=95%", "95%", "≥96%", "应保尽保"],
    ["≥3万元", "30000元", "不超过3万元", "高于2.9999万元"],
    ["≤30日", "三十日", "31天内", "≥30日"],
    ["90%-95%", "91%～94%", "93%至98%", "≥90%", "≥80%", "≤95%", "=93%", "90%±5%", "应保尽保"],
    ["300—500人", "400人", "≥400人", "≤600人", "500～600人", "稳步提高", "300-500户"],
    ["1∶3", "2:6", "≥1:4", ">1:4", "≤1比3", "1:2.5", "30%", "待定"],
    ["较上年提高5%～10%", "较上年提高5%", "高于上年", "较上年降低5%-10%", "较上年降低7%"],
    ["不低于上年", "高于上年", "与上年持平", "较上年提高5%", "较上年降低不少于5%"],
]
"""Values that count the same, to be held against one another each way."""


def texts() -> list[str]:
    chance = random.Random(SEED)
    pairs = [text for group in ALIKE for pair in product(group, repeat=2) for text in pair]
    return [*FIXED, *pairs, *(draw(chance) for _ in range(COUNT))]


def computed(values: list[str]) -> list[dict[str, Any]]:
    """Every step of every value, as the engine computes it."""
    lists, plan = WordLists(), SheetPlan("读数")
    register = SheetPlan(keys.REGISTER_SHEET)
    width = len(STEPS)
    for row, value in enumerate(values):
        plan.put(row, 0, value, Style.TEXT)
        steps = {step: address(row, 1 + place) for place, step in enumerate(STEPS)}
        for place, formula in enumerate(reading(address(row, 0), steps.__getitem__, lists), 1):
            plan.put(row, place, Formula(f"={formula}"), Style.CALC)
        if row:
            above = {step: address(row - 1, 1 + place) for place, step in enumerate(STEPS)}
            text = f"={weaker(steps.__getitem__, above.__getitem__)}"
            plan.put(row, 1 + width, Formula(text), Style.CALC)
    engine: Any = formualizer.load_workbook_bytes(workbook_bytes([plan, lists.plan, register]))
    engine.evaluate_all()
    return [
        {step: engine.get_value("读数", row, 2 + place) for place, step in enumerate(STEPS)}
        | {"弱": engine.get_value("读数", row, 2 + width)}
        for row in range(1, len(values) + 1)
    ]


@pytest.fixture(scope="module")
def read() -> list[tuple[str, dict[str, Any]]]:
    values = texts()
    return list(zip(values, computed(values), strict=True))


def expected(text: str) -> str:
    """What stands in the place of the unit, "" where it is a unit."""
    target = read_target("" if text == "○待填" else text)
    if target.kind is TargetKind.BLANK:
        return "blank"
    if target.kind is TargetKind.UNREADABLE:
        return MALFORMED if has_figure(text) else UNKNOWN
    worded = target.kind in (TargetKind.QUALITATIVE, TargetKind.DEADLINE)
    return WORDED if worded else "counted"


def ends(text: str) -> tuple[float, float] | None:
    """The ends of a range, and twice the figure of any other value that is counted."""
    target = read_target(text)
    if target.value is None:
        return None
    unit = (target.unit or "").partition("/")[0]
    is_change = target.kind is TargetKind.LAST_YEAR
    factor = 1 if is_change else target_words().scale.get(unit, (unit, 1))[1]
    upper = target.value if target.upper is None else target.upper
    return float(target.value * factor), float(upper * factor)


def shown(steps: dict[str, Any]) -> str:
    found = steps["量纲"]
    if found == "":
        return "blank"
    return found if found in (MALFORMED, UNKNOWN, WORDED) else "counted"


def test_no_step_ends_in_an_error(read: list[tuple[str, dict[str, Any]]]) -> None:
    wrong = [(t, s) for t, steps in read for s, v in steps.items() if isinstance(v, dict)]
    assert wrong == []


def test_formulas_understand_what_the_program_understands(
    read: list[tuple[str, dict[str, Any]]], tell: Callable[[str], None]
) -> None:
    wrong = [(t, expected(t), shown(steps)) for t, steps in read if expected(t) != shown(steps)]
    tell(f"{len(read)} 种指标值写法，不一致 {len(wrong)} 个")
    assert wrong == []
    assert {expected(t) for t, _ in read} == {"blank", "counted", MALFORMED, UNKNOWN, WORDED}


def test_formulas_call_weaker_what_the_program_calls_weaker(
    read: list[tuple[str, dict[str, Any]]],
) -> None:
    pairs = list(zip(read[1:], read, strict=False))
    wrong = [
        (own, wanted, steps["弱"])
        for (own, steps), (wanted, _) in pairs
        if steps["弱"] != demanded(own, wanted)
    ]
    assert wrong == []
    counts = Counter(steps["弱"] for (_, steps), _ in pairs)
    assert counts[WEAKER] > 100
    assert counts[BY_HAND] > 100


def demanded(own: str, wanted: str) -> int:
    """What the program says of a value and the prefecture's."""
    pair = read_target(own), read_target(wanted)
    return BY_HAND if undecided(*pair) else WEAKER if is_weaker(*pair) else 0


def test_formulas_find_the_same_figures(read: list[tuple[str, dict[str, Any]]]) -> None:
    found = {text: (steps["值"], steps["上限"]) for text, steps in read if ends(text)}
    wrong = [(t, ends(t), pair) for t, pair in found.items() if pair != pytest.approx(ends(t))]
    assert wrong == []
    assert sum(read_target(text).is_range for text in found) > 100
    assert sum(read_target(text).kind is TargetKind.RATIO for text in found) > 20


def test_no_formula_is_longer_or_deeper_than_spreadsheets_take() -> None:
    steps = dict.fromkeys(STEPS, "$AA$1000")
    for formula in reading("$AA$1000", steps.__getitem__, WordLists()):
        depth = deepest = 0
        for character in formula:
            depth += {"(": 1, ")": -1}.get(character, 0)
            deepest = max(deepest, depth)
        assert len(formula) < 8000
        assert deepest <= 64
