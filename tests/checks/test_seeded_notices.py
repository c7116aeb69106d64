"""Right notices of twelve other makes show no error; one slip in them is told, and told once."""

from __future__ import annotations

import re
from functools import cache

import pytest

from support.seeded import FOLDER, NAMES, Slip, seeded
from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity

from .build import notice

ALL = list(seeded())
USUAL = {"C91", "C64", "C80", "C90", "T05"}
"""Hints that right notices get: what they do not say, and short names."""
TWICE = {
    ("disaster_yuan", "正文单位"),
    ("disaster_yuan", "正文总额换位"),
    ("veterans_county", "整行右移"),
}
"""Slips that contradict two things which both are told: capitals and table, heads and money."""


@cache
def _of(text: str) -> tuple[Finding, ...]:
    return tuple(f for f in check(notice(*text.split("\n"))) if f.rule not in ("C02", "C64"))


def _bare(message: str) -> str:
    return re.sub(r"第\d+行", "", message)


def _new(name: str, slip: Slip) -> list[Finding]:
    """What is told of a slip and not of the right notice."""
    right = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    usual = {(f.rule, _bare(f.message)) for f in _of(right)}
    return [
        f
        for f in _of(slip.text)
        if (f.rule, _bare(f.message)) not in usual and "收文日不详" not in f.message
    ]


@pytest.mark.parametrize("name", NAMES)
def test_a_right_notice_has_no_error_and_no_hint_but_the_usual(name: str) -> None:
    found = check(notice(*(FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")))
    assert [f.message for f in found if f.severity is Severity.ERROR] == []
    assert {f.rule for f in found} <= USUAL


def test_enough_slips_of_enough_kinds_are_tried() -> None:
    by_name = {name: {kind for n, kind, _ in ALL if n == name} for name in NAMES}
    assert len(NAMES) == 12
    assert min(map(len, by_name.values())) >= 10
    assert len(ALL) >= 250


@pytest.mark.parametrize(("name", "kind", "slip"), ALL, ids=[f"{n}-{k}" for n, k, _ in ALL])
def test_a_slip_is_told_at_its_place_and_once(name: str, kind: str, slip: Slip) -> None:
    found = _new(name, slip)
    assert [f for f in found if f.ref.line in slip.lines], [f.message for f in found]
    most = 2 if (name, kind) in TWICE else 1
    assert len(found) <= most, [f.message for f in found]
