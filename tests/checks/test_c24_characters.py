"""C24 and C25: one table of cases per rule, then the two real notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianbiao.readers import read_notice

from .build import form, found, letter, notice, places


@pytest.mark.parametrize(
    ("goals", "marks"),
    [
        ("<p>规范政策。</p>", "<p>、</p>"),
        ("规范\u200b政策。", "U+200B"),
        ("规范&nbsp;政策_x000D_。", "&nbsp;、_x000D_"),
        ("规范政策\xa0实施。", "U+00A0"),
        ("规范<政策>，3<5，　全角空格。", None),
    ],
)
def test_c24_finds_marks_that_are_no_text(goals: str, marks: str | None) -> None:
    assert [f.left for f in found("C24", notice(*letter("好。"), *form(goals=goals)))] == (
        [marks] if marks else []
    )


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("各县(市)要专款专用,确保安全。", "(),"),
        ("附“标识”;其余不变。", ";"),
        ("各县（市）要专款专用，金额1,234.5万元，时间10:30。", None),
        ("按照新财社(2021)3号执行。", None),
    ],
)
def test_c25_finds_half_width_marks_beside_chinese(body: str, marks: str | None) -> None:
    findings = [f for f in found("C25", notice(*letter(body))) if f.ref.line == 5]
    assert [f.left for f in findings] == ([marks] if marks else [])


def test_c25_reads_labels_goals_and_names_but_not_subtitles_or_fund_labels() -> None:
    made = form(goals="低保,特困。", fund_label="其中:下达金额", name="县(市)按时发放率")
    made[0] = "附件2:"
    lines = {f.ref.line for f in found("C25", notice(*letter("好。"), *made))}
    assert lines == {9, 14, 16}


@pytest.mark.parametrize(
    ("file", "code", "lines"),
    [
        ("changji-2023-70", "C24", {288}),
        ("changji-2023-70", "C25", {252, 262, 242, 276}),
        ("bazhou-2021-96", "C24", {79}),
        ("bazhou-2021-96", "C25", {15, 17, 19, 21, 23, 25, 49, 79, 89}),
    ],
)
def test_the_two_notices_have_these_and_no_others(
    shared: Path, file: str, code: str, lines: set[int]
) -> None:
    made = read_notice([shared / "notices" / f"{file}.txt"])
    assert places(code, made) == {(line, "hint") for line in lines}
