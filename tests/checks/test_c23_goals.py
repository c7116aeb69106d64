"""C23: goals against those of the fund, then the two real notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianbiao.checks.c23_goals import goal_items
from xianbiao.readers import read_notice

from .build import form, found, letter, notice, places

OFFICIAL = (
    "1. 规范城乡低保政策实施，合理确定保障标准，使低保对象基本生活得到有效保障。 "
    "2. 统筹城乡特困人员救助供养工作，合理确定保障标准。 "
    "3. 规范实施临时救助政策，实现及时高效、救急解难。 "
    "4. 为生活无着流浪乞讨人员提供临时食宿、疾病救治、协助返回等救助，并妥善安置返乡受助人员。 "
    "5. 规范实施农村留守儿童关爱服务和困境儿童保障相关政策，使农村留守儿童和困境儿童得到更加"
    "精准化的专业服务和基本生活保障。 "
    "6. 引导地方提高孤儿生活保障水平，孤儿生活保障政策规范高效实施，使孤儿、艾滋病病毒感染儿童"
    "和事实无人抚养儿童生活基本得到保障。"
)


@pytest.mark.parametrize(
    ("goals", "counts"),
    [
        (OFFICIAL, None),
        (OFFICIAL.replace("，", ",").replace(" ", ""), None),
        (OFFICIAL.replace("1. ", "<p>1、").replace("。 ", "。</p> "), None),
        (OFFICIAL.partition("6. ")[0], ("5 条", "6 条")),
        (OFFICIAL.replace("救急", "救济"), ("6 条", "6 条")),
        (OFFICIAL + " 7. 积极为走失人员提供救助。", ("7 条", "6 条")),
    ],
)
def test_c23_compares_goals_with_the_fund(goals: str, counts: tuple[str, str] | None) -> None:
    findings = found("C23", notice(*letter("好。"), *form(goals=goals)))
    assert [(f.left, f.right) for f in findings] == ([counts] if counts else [])


def test_c23_splits_goals_at_their_numbers() -> None:
    assert goal_items("<p>1. 甲，0.5万。</p><p>2、乙</p> 目标3：丙") == ["甲，0.5万。", "乙", "丙"]


@pytest.mark.parametrize(("file", "lines"), [("changji-2023-70", {93}), ("bazhou-2021-96", set())])
def test_the_two_notices_have_these_and_no_others(shared: Path, file: str, lines: set[int]) -> None:
    made = read_notice([shared / "notices" / f"{file}.txt"])
    assert places("C23", made) == {(line, "hint") for line in lines}
