"""C03: numbers before the rows that jump or repeat once."""

from __future__ import annotations

import pytest

from .build import TABLE, found, letter, notice

BODY = letter("现下达你县补助资金600万元。")


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ("1234", None),
        ("1245", ("4", "3")),
        ("1223", ("2", "3")),
        ("1212", None),
        ("4213", None),
        ("一二四五", None),
    ],
)
def test_one_break_of_the_numbers_is_told(numbers: str, told: tuple[str, str] | None) -> None:
    names = ("昌吉市", "阜康市", "奇台县", "玛纳斯县")
    rows = [f"{n}\t{name}\t150" for n, name in zip(numbers, names, strict=True)]
    made = notice(*BODY, *TABLE[:3], "序号\t县市\t金额", "\t合计\t600", *rows)
    assert [(f.left, f.right) for f in found("C03", made)] == ([told] if told else [])
    assert {f.severity for f in found("C03", made)} <= {"hint"}
