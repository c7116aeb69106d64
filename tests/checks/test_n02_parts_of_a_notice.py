"""N02: what a notice lacks is said once; what lost a mark is said where it stands."""

from __future__ import annotations

import pytest

from .build import HEAD, SIGNED, TABLE, TITLE, TO, found, letter, notice

BODY = "现下达你县资金600万元，请专款专用。"
LIST = "附件：1.2024年困难群众救助补助资金分配表"


def messages(*lines: str) -> list[tuple[int | None, str]]:
    return [(f.ref.line, f.message) for f in found("N02", notice(*lines))]


def test_a_whole_letter_lacks_nothing() -> None:
    assert messages(*letter(BODY), *TABLE) == []


@pytest.mark.parametrize(
    ("lines", "missing"),
    [
        ((HEAD[0], TITLE, TO, BODY, *SIGNED), "文号"),
        ((*HEAD, TITLE, BODY, *SIGNED), "主送机关"),
        ((*HEAD, TITLE, TO, BODY, LIST, SIGNED[0]), "成文日期"),
        ((HEAD[0], TITLE, TO, BODY, LIST, SIGNED[0]), "文号、成文日期"),
        ((*HEAD, TITLE, TO, BODY, LIST, SIGNED[1]), "署名"),
    ],
)
def test_what_is_missing_is_named_once(lines: tuple[str, ...], missing: str) -> None:
    title = lines.index(TITLE) + 1
    assert messages(*lines, "", *TABLE) == [(title, f"没有找到{missing}")]


@pytest.mark.parametrize(
    "line", ["各县（市）财政局、民政局", "各县（市）财政局。", "各镇人民政府", "区退役军人事务局"]
)
def test_addressees_without_their_colon_are_told_as_such(line: str) -> None:
    ((at, message),) = messages(*letter(BODY, to=line), *TABLE)
    assert at == 4
    assert "行末没有冒号" in message


@pytest.mark.parametrize(
    "line", ["根据财政部、民政部要求，请各县财政局", "为做好救助工作，请各单位"]
)
def test_a_paragraph_is_no_addressee(line: str) -> None:
    assert [m for _, m in messages(*letter(BODY, to=line), *TABLE)] == ["没有找到主送机关"]


@pytest.mark.parametrize("title", [TITLE, f"{TITLE}（公开）", TITLE.replace("通知", "函")])
def test_a_title_names_its_kind(title: str) -> None:
    assert messages(*letter(BODY, title=title), *TABLE) == []


def test_a_title_without_its_kind_is_told() -> None:
    ((at, message),) = messages(*letter(BODY, title=TITLE.removesuffix("的通知")), *TABLE)
    assert at == 3
    assert "文种" in message


@pytest.mark.parametrize("start", ["附件1.", "附件 1．", "附件"])
def test_a_list_without_its_colon_is_read_and_told(start: str) -> None:
    lines = letter(BODY, f"{start}2024年困难群众救助补助资金分配表")
    made = notice(*lines, *TABLE)
    assert [e.name.text for e in made.entries] == ["2024年困难群众救助补助资金分配表"]
    ((at, message),) = messages(*lines, *TABLE)
    assert at == 6
    assert "没有冒号" in message


def test_a_date_without_its_last_character_still_ends_the_letter() -> None:
    made = notice(*letter(BODY, tail=("昌吉州财政局", "2024年3月5")), *TABLE)
    assert made.date_text is not None
    assert made.date is None
    assert [s.text for s in made.signatures] == ["昌吉州财政局"]
    assert [f.message for f in found("N05", made)] == ["日期“2024年3月5”缺“日”字"]


def test_a_number_that_lost_its_last_character_is_a_number_not_read() -> None:
    made = notice(HEAD[0], "昌州财社〔2024〕18", TITLE, TO, BODY, *SIGNED, "", *TABLE)
    assert made.number is not None
    assert [f.ref.line for f in found("C28", made)] == [2]
    assert found("N02", made) == []


@pytest.mark.parametrize(
    "above",
    [
        ("昌吉州财政局文件", "昌州财社〔2024〕18号", f"昌吉州财政局 昌吉州民政局{TITLE}"),
        ("昌吉州财政局文件", "昌州财社〔2024〕18号", "昌吉州财政局 昌吉州民政局", TITLE),
    ],
)
def test_who_issues_together_may_be_named_at_the_title(above: tuple[str, ...]) -> None:
    made = notice(*above, TO, BODY, "昌吉州财政局　　　昌吉州民政局", "2024年3月5日", "", *TABLE)
    assert [t.text for t in made.issuers] == ["昌吉州财政局", "昌吉州民政局"]
    assert found("C83", made) == []
