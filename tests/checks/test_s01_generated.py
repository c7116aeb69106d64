"""Self-evaluations drawn at random: right ones are silent, every fault is found at its cell."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from support.evaluation_maker import MISSED, Made, make
from support.grids import grid_of
from xianbiao.checks import check
from xianbiao.model.findings import Finding
from xianbiao.model.places import load_places
from xianbiao.sheets.recognise.notice import recognise


def findings(made: Made) -> list[Finding]:
    return check(recognise("表.xlsx", [grid_of(made.drawing)], load_places()))


def spoil(made: Made, kind: str, rng: random.Random) -> tuple[str, str] | None:
    """Put one fault in; returns its rule and its cell, None where the form has no place for it."""
    which = rng.randrange(len(made.cells["score"]))
    score, weight = Decimal(made.value("score", which)), Decimal(made.value("weight", which))
    if kind == "points":
        made.change("weight", which, str(weight + 5))
        total = "weight total" if "weight total" in made.cells else "weight heading"
        return "S01", made.address(total)
    if kind == "too many":
        made.change("score", which, str(weight + 1))
        return "S02", made.address("score", which)
    if kind == "total" and "score total" in made.cells:
        made.change("score total", 0, str(Decimal(made.value("score total")) - 9))
        return "S03", made.address("score total")
    if kind == "rate" and "rate" in made.cells:
        made.change("rate", 0, "12.34%")
        return "S04", made.address("rate")
    if kind == "gained":
        made.change("gained", 0, str(Decimal(made.value("gained")) - Decimal("1.11")))
        return "S05", made.address("gained")
    if kind == "missed":
        name = made.rows[made.cells["class"][which][0]][made.cells["class"][which][1] + 1]
        if name in MISSED and score == weight:
            made.change("actual", which, MISSED[name])
            return "S07", made.address("score", which)
    if kind == "reason" and "reason" in made.cells and score == weight:
        made.change("score", which, str(score - 1))
        return "S08", made.address("reason", which)
    return None


@pytest.mark.parametrize("start", range(0, 300, 100))
def test_right_ones_are_silent(start: int) -> None:
    told = {
        seed: [(f.rule, f.ref.cell, f.message) for f in findings(make(seed))]
        for seed in range(start, start + 100)
    }
    assert {seed: found for seed, found in told.items() if found} == {}


@pytest.mark.parametrize(
    "kind", ["points", "too many", "total", "rate", "gained", "missed", "reason"]
)
def test_every_fault_is_found_at_its_cell(kind: str) -> None:
    missing, spoilt = [], 0
    for seed in range(120):
        made = make(seed)
        wanted = spoil(made, kind, random.Random(seed))
        if wanted is None:
            continue
        spoilt += 1
        found = findings(made)
        if wanted not in {(f.rule, f.ref.cell) for f in found}:
            missing.append((seed, wanted, [(f.rule, f.ref.cell) for f in found]))
    assert spoilt >= 30
    assert missing == []
