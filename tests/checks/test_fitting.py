"""A printed figure against the exact one: rounded, cut off, whole, or wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xianbiao.checks.fitting import Fit, fit, is_rate
from xianbiao.model.evaluations import decimals, read_figure
from xianbiao.model.refs import Ref

NOWHERE = Ref("表.xlsx", "表", "A1")


@pytest.mark.parametrize(
    ("printed", "exact", "expected"),
    [
        ("9.45", "9.4518", Fit.FITS),
        ("9.5", "9.4518", Fit.FITS),
        ("9.46", "9.4518", Fit.OFF),
        ("9.4", "9.4918", Fit.FITS),
        ("9", "9.4518", Fit.WHOLE),
        ("9", "9.04", Fit.FITS),
        ("10", "9.4", Fit.OFF),
        ("98.4", "98.45", Fit.FITS),
        ("9.4518", "9.4518", Fit.FITS),
    ],
)
def test_points_fit_as_far_as_their_decimals_show(printed: str, exact: str, expected: Fit) -> None:
    value = Decimal(printed)
    assert fit(value, decimals(value), Decimal(exact)) is expected


@pytest.mark.parametrize(
    ("printed", "share", "expected"),
    [
        ("94.52%", "0.94518", True),
        ("94.51%", "0.94518", True),
        ("94.53%", "0.94518", False),
        ("95%", "0.94518", True),
        ("94%", "0.94518", True),
        ("96%", "0.94518", False),
        (94.52, "0.94518", True),
        (0.9452, "0.94518", True),
        (0.95, "0.94518", True),
        (0.9, "0.94518", False),
        (1, "1", True),
        (1, "0.96", False),
        ("100%", "1", True),
        ("100％", "1.02", False),
        ("0.9452%", "0.94518", False),
    ],
)
def test_a_rate_may_be_a_percentage_or_a_share(printed: object, share: str, expected: bool) -> None:
    assert is_rate(read_figure(printed, NOWHERE), Decimal(share)) is expected


@pytest.mark.parametrize(
    ("raw", "value", "state"),
    [
        ("15分", "15", "数"),
        ("15 %", "15", "数"),
        ("—", None, "空"),
        ("/", None, "空"),
        ("不适用", None, "空"),
        ("", None, "空"),
        (None, None, "空"),
        (0, "0", "数"),
        ("优", None, "无法识别"),
        ("10+5", None, "无法识别"),
    ],
)
def test_a_dash_is_nothing_and_words_are_no_figure(
    raw: object, value: str | None, state: str
) -> None:
    figure = read_figure(raw, NOWHERE)
    assert figure.value == (None if value is None else Decimal(value))
    assert figure.state.value == state
