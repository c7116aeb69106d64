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
        (f"{NAME}.xlsx", True),
        (f"{NAME}（总表不下发）.XLS", True),
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


@pytest.mark.parametrize(
    ("listed", "years"),
    [
        (NAME, []),
        ("2023年补助资金预拨分配表", ["2023"]),
        ("2023年和2024年补助资金分配表", []),
        ("补助资金分配表", []),
    ],
)
def test_c11_reads_the_list_where_the_attachment_is_not_there(
    listed: str, years: list[str]
) -> None:
    lines = letter("好。", tail=(f"附件：{listed}", "昌吉州财政局", "2024年3月5日"))
    faults = found("C11", notice(*lines))
    assert [(f.left, f.ref.line, str(f.severity)) for f in faults] == [
        (year, 6, "hint") for year in years
    ]


def test_c11_says_once_that_an_attachment_is_of_another_year() -> None:
    wrong = NAME.replace("2024", "2023")
    lines = letter("好。", tail=(f"附件：{wrong}", "昌吉州财政局", "2024年3月5日"))
    attached = [wrong if line == NAME else line for line in TABLE]
    assert [f.ref.line for f in found("C11", notice(*lines, *attached))] == [11]
