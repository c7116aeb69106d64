"""Capital amounts are read aloud by banks: every one is compared with a second implementation."""

from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xianbiao.model.capital import capital_amount

CASES = [
    ("829", "捌佰贰拾玖万元整"),
    ("5198", "伍仟壹佰玖拾捌万元整"),
    ("20251", "贰亿零贰佰伍拾壹万元整"),
    ("0", "零元整"),
    ("-530", "负伍佰叁拾万元整"),
    ("0.001", "壹拾元整"),
    ("10.0001", "壹拾万零壹元整"),
    ("0.00005", "伍角"),
    ("0.000005", "伍分"),
    ("1.000005", "壹万元零伍分"),
    ("1.00105", "壹万零壹拾元伍角"),
    ("1000000000", "壹拾万亿元整"),
]


@pytest.mark.parametrize(("amount", "words"), CASES)
def test_an_amount_in_wan_is_written_in_capitals(amount: str, words: str) -> None:
    assert capital_amount(Decimal(amount)) == words


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_every_amount_agrees_with_a_second_implementation(fen: int) -> None:
    yuan = Decimal(fen) / 100
    expected = cn2an.an2cn(format(yuan, "f"), "rmb")
    assert capital_amount(yuan / 10000) == expected


def test_an_amount_finer_than_a_fen_is_refused() -> None:
    with pytest.raises(ValueError, match="finer"):
        capital_amount(Decimal("0.0000001"))
