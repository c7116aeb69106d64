"""C80 and C83: one table of cases per rule, then the two real notices."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianbiao.model.notices import Notice
from xianbiao.readers import read_notice

from .build import SIGNED, TABLE, found, letter, notice, places

JOINT = ("昌吉州财政局", "昌吉州民政局", "2024年3月5日")


@pytest.mark.parametrize(
    ("copies", "is_joint", "words"),
    [
        ("抄送：本局预算科", True, ("指代不清", "国库科")),
        ("抄送：本局预算科、国库科。", True, ("指代不清",)),
        ("抄送：昌吉州审计局、本局预算科。", False, ("国库科",)),
        ("抄送：昌吉州民政局、本局预算科、国库科。", False, ()),
        ("抄送：昌吉州审计局。", True, ()),
    ],
)
def test_c80_wants_clear_copies(copies: str, is_joint: bool, words: tuple[str, ...]) -> None:
    signed = JOINT if is_joint else SIGNED
    lines = letter("好。", tail=(*signed, copies))
    if is_joint:
        lines.insert(1, "昌吉州民政局")
    findings = found("C80", notice(*lines, *TABLE))
    assert bool(findings) is bool(words)
    for finding in findings:
        assert finding.ref.line == lines.index(copies) + 1
        assert [w in finding.message for w in ("指代不清", "国库科（")] == [
            "指代不清" in words,
            "国库科" in words,
        ]


@pytest.mark.parametrize(
    ("head", "tail", "lines"),
    [
        ("昌吉州财政局文件", (*SIGNED, "昌吉州财政局", "2024年3月5日印发"), set()),
        ("昌吉州财政局文件", (*SIGNED, "昌吉州财政局办公室", "2024年3月5日印发"), set()),
        ("昌吉州财政局昌吉州民政局文件", JOINT, set()),
        ("昌吉州财政局 昌吉州民政局文件", JOINT, set()),
        (
            "昌吉州财政局昌吉州民政局文件",
            ("昌吉州财政局      昌吉州民政局", "2024年3月5日"),
            set(),
        ),
        ("昌吉州财政局文件", ("昌吉州财政局  昌吉州民政局", "2024年3月5日"), {6}),
        ("昌吉回族自治州财政局文件", SIGNED, {6}),
        ("新疆昌吉州财政局文件", SIGNED, {6}),
        (
            "昌吉回族自治州财政局文件",
            ("昌吉回族自治州财政局", "2024年3月5日", "昌吉州财政局", "2024年3月5日印发"),
            {8},
        ),
    ],
)
def test_c83_wants_one_name(head: str, tail: tuple[str, ...], lines: set[int]) -> None:
    made = notice(head, *letter("好。", tail=tail)[1:])
    assert {f.ref.line for f in found("C83", made)} == lines


@pytest.mark.parametrize(
    ("file", "code", "lines"),
    [
        ("changji-2023-70.txt", "C80", {45}),
        ("changji-2023-70.txt", "C83", set()),
        ("bazhou-2021-96.txt", "C80", set()),
        ("bazhou-2021-96.txt", "C83", {30, 41}),
    ],
)
def test_the_two_notices_have_these_and_no_others(
    shared: Path, file: str, code: str, lines: set[int]
) -> None:
    made: Notice = read_notice([shared / "notices" / file])
    assert places(code, made) == {(line, "hint") for line in lines}
