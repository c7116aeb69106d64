"""N12: shares and differences that the text reckons."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xianbiao.model.findings import Severity

from .build import found, letter, notice

SOURCES = (
    "附件1：",
    "2024年困难群众救助补助资金分配表",
    "单位：万元",
    "县市\t合计\t中央资金\t自治区资金",
    "合计\t600\t420\t180",
    "昌吉市\t400\t280\t120",
    "阜康市\t200\t140\t60",
)


@pytest.mark.parametrize(
    ("body", "left", "right"),
    [
        ("中央资金占70%。", None, None),
        ("其中中央资金占总额的70%，自治区资金占30%。", None, None),
        ("中央资金占比为75%。", "75%", "70%"),
        ("自治区资金占资金总额的比例为33.3%。", "33.3%", "30%"),
        ("物价补贴90万元，物价补贴占15%。", None, None),
        ("物价补贴90万元，物价补贴占18%。", "18%", "15%"),
        ("满意度占90%以上。", None, None),
    ],
)
def test_a_share_is_that_of_the_figures(body: str, left: str | None, right: str | None) -> None:
    faults = found("N12", notice(*letter(body), *SOURCES))
    expected = [] if left is None else [(left, right, Severity.HINT, 5)]
    assert [(f.left, f.right, f.severity, f.ref.line) for f in faults] == expected


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("全年900万元，扣除已提前下达的300万元，本次下达600万元。", None),
        ("全年900万元，扣除已下达的300万元后，此次下达6000000元。", None),
        ("全年900万元，扣除已提前下达的200万元，本次下达600万元。", Decimal(700)),
        ("全年900万元，减去上年结余50万元，实际下达580万元。", Decimal(850)),
        ("全年900万元，本次下达600万元。", None),
    ],
)
def test_what_is_left_is_the_difference(body: str, right: Decimal | None) -> None:
    faults = [f for f in found("N12", notice(*letter(body))) if f.severity is Severity.ERROR]
    assert [f.right for f in faults] == ([] if right is None else [right])
