"""N03: offices twice among addressees or copies; and who is left out of a joint document."""

from __future__ import annotations

import pytest

from .build import HEAD, TITLE, found, letter, notice

BODY = "现下达你县资金600万元。"
JOINT = ("昌吉州财政局", "昌吉州民政局", HEAD[1])


def told(code: str, to: str, copies: str = "", head: tuple[str, ...] = HEAD) -> list[str]:
    tail = [*(h for h in head[:-1]), "2024年3月5日", *([copies] if copies else [])]
    signed = [line.removesuffix("文件") for line in tail]
    return [f.message for f in found(code, notice(*head, TITLE, to, BODY, *signed, ""))]


@pytest.mark.parametrize(
    ("to", "copies"),
    [
        ("各县（市）财政局、民政局：", "抄送：昌吉州审计局，国库科。"),
        ("各市财政局、教育局，各县财政局、教育局：", "抄送：自治区财政厅、州审计局。"),
        ("各县（市、区）财政局：", "抄送：昌吉州财政局国库科、预算科。"),
        ("各县市政局、邮政局、统计局：", "抄送：国土科、国资科。"),
    ],
)
def test_lists_without_repetition_are_silent(to: str, copies: str) -> None:
    assert told("N03", to, copies) == []


@pytest.mark.parametrize(
    ("to", "copies", "words"),
    [
        ("各县财政局、各县财政局、民政局：", "", "“各县财政局”列了两次"),
        ("各县财政局：", "抄送：国库科、预算科、国库科。", "“国库科”列了两次"),
        ("各县财政局：", "抄送：州审计局，国库科，州审计局。", "“州审计局”列了两次"),
        ("各县财政局：", "抄送：各县财政局，国库科。", "已在主送之列"),
        ("各县财政局：", "抄送：昌吉州财政局，国库科。", "就是发文机关"),
        ("各县财证局：", "", "疑为“各县财政局”"),
        ("各县财政局：", "抄送：州审记局、国厍科。", "疑为“州审计局”"),
    ],
)
def test_a_name_out_of_place_is_told(to: str, copies: str, words: str) -> None:
    assert words in told("N03", to, copies)[0]


def test_a_department_that_issues_is_addressed() -> None:
    assert told("C82", "各县财政局、民政局：", head=JOINT) == []
    (message,) = told("C82", "各县财政局：", head=JOINT)
    assert "没有民政部门" in message
    assert told("C82", "各县财政局：") == []


def test_every_issuer_signs() -> None:
    made = notice(*JOINT, TITLE, "各县财政局、民政局：", BODY, "昌吉州财政局", "2024年3月5日", "")
    assert [f.message for f in found("C83", made)] == ["版头有“昌吉州民政局”，署名没有"]
    assert found("C83", notice(*letter(BODY))) == []
