"""C10: a list may say more of an attachment than its name; everything else must agree."""

from __future__ import annotations

import pytest

from .build import TABLE, found, letter, notice

NAME = "2024年困难群众救助补助资金分配表"


@pytest.mark.parametrize(
    ("listed", "same"),
    [
        (NAME, True),
        (f"{NAME}（总表不下发）", True),
        (f"{NAME}（另发）", True),
        (f"{NAME}(仅发民政局)", True),
        (f"{NAME}（第二批）", False),
        (f"{NAME}（分县）", False),
        (NAME.replace("2024", "2023"), False),
    ],
)
def test_a_remark_on_who_gets_it_is_no_part_of_the_name(listed: str, same: bool) -> None:
    lines = letter(
        "现下达你县资金600万元。", tail=(f"附件：{listed}", "昌吉州财政局", "2024年3月5日")
    )
    assert (not found("C10", notice(*lines, *TABLE))) is same
