"""Heads as other offices and web pages print them: where number, title, list and date stand."""

from __future__ import annotations

import datetime as dt

import pytest

from xianbiao.model.notices import Notice, Part
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.recognise.head import read_head

NUMBER, TITLE, TO = "甲财社〔2024〕5号", "关于下达2024年某项补助资金的通知", "各区财政局："
BODY = "现下达你区补助资金20万元。"
SIGNED = ("甲市财政局", "2024年3月5日")


def read(*lines: str) -> Notice:
    notice = Notice(file="t.txt")
    read_head(notice, [Text(t, Ref("t.txt", line=n)) for n, t in enumerate(lines, 1)])
    return notice


def words(texts: list[Text]) -> list[str]:
    return [t.stripped for t in texts]


@pytest.mark.parametrize(
    ("above", "issuers"),
    [
        ((TITLE, NUMBER), []),
        (("甲市财政局" + TITLE, NUMBER), ["甲市财政局"]),
        (("甲市财政局 甲市民政局" + TITLE, NUMBER), ["甲市财政局", "甲市民政局"]),
        (("甲市财政局 甲市民政局", TITLE, NUMBER), ["甲市财政局 甲市民政局"]),
        (("甲市财政局 甲市残疾人联合会" + TITLE,), ["甲市财政局", "甲市残疾人联合会"]),
        (("财政部办公厅" + TITLE, NUMBER), ["财政部办公厅"]),
        (("甲市财政局", "甲市民政局关于下达2024年", "某项补助资金的通知"), None),
        (("甲市财政局文件", NUMBER, "甲市财政局", TITLE), ["甲市财政局"]),
        (("甲市财政局文件", NUMBER, "甲市财政局" + TITLE), ["甲市财政局"]),
        ((TITLE, "发布时间：2024-03-06", "来源：甲市财政局", NUMBER), []),
        (("索引号：11220/2024-1", "甲市财政局文件", NUMBER, TITLE), ["甲市财政局"]),
    ],
)
def test_the_number_stands_above_or_below_the_title(
    above: tuple[str, ...], issuers: list[str] | None
) -> None:
    made = read(*above, TO, BODY, *SIGNED)
    assert made.title is not None
    assert made.title.text == TITLE
    assert (made.number.text if made.number else None) == (NUMBER if NUMBER in above else None)
    assert made.addressees is not None
    assert made.addressees.text == TO
    assert words(made.body) == [BODY]
    assert words(made.issuers) == (["甲市财政局", "甲市民政局"] if issuers is None else issuers)
    assert words(made.signatures) == ["甲市财政局"]


@pytest.mark.parametrize(
    "number", ["甲财社3号", "甲财社指〔20245 号", "甲财社﹝2024﹞5号", "甲财社（指）〔2024〕5号"]
)
def test_a_number_of_another_shape_is_no_part_of_the_text(number: str) -> None:
    made = read(TITLE, number, TO, BODY, *SIGNED)
    assert made.number is not None
    assert made.number.text == number
    assert words(made.body) == [BODY]


@pytest.mark.parametrize("ending", ["的通知（第一批）", "的通知（试行）"])
def test_a_title_may_end_in_a_remark(ending: str) -> None:
    made = read("甲市财政局关于下达2024年某项补助资金" + ending, NUMBER, TO, BODY, *SIGNED)
    assert made.title is not None
    assert made.title.text == "关于下达2024年某项补助资金" + ending


def test_a_paragraph_that_says_about_what_is_no_title() -> None:
    made = read(NUMBER, TO, "甲市财政局关于资金的说明如下，", BODY, *SIGNED)
    assert made.title is None


@pytest.mark.parametrize(
    ("lines", "entries"),
    [
        (("附件：分配表",), [(None, "分配表")]),
        (("附表：分配表",), [(None, "分配表")]),
        (("附件：1.分配表", "2.绩效表"), [(1, "分配表"), (2, "绩效表")]),
        (("附件：1.分配表2.绩效表",), [(1, "分配表"), (2, "绩效表")]),
        (("附件：1. 分配表；2. 绩效表。",), [(1, "分配表"), (2, "绩效表。")]),
        (("附件：1.2024年分配表2.2024年绩效表",), [(1, "2024年分配表"), (2, "2024年绩效表")]),
        (("附件：1.每户2.5万元的分配表",), [(1, "每户2.5万元的分配表")]),
        (("附件：", "1.分配表", "2.绩效表"), [(1, "分配表"), (2, "绩效表")]),
        (("附件：1.某项资金分", "配表", "2.绩效表"), [(1, "某项资金分配表"), (2, "绩效表")]),
    ],
)
@pytest.mark.parametrize("is_last", [False, True], ids=["above", "below the date"])
def test_the_list_of_attachments_is_read(
    lines: tuple[str, ...], entries: list[tuple[int | None, str]], is_last: bool
) -> None:
    tail = (*SIGNED, *lines) if is_last else (*lines, *SIGNED)
    made = read(TITLE, NUMBER, TO, BODY, *tail)
    assert [(e.number, e.name.text) for e in made.entries] == entries
    assert words(made.body) == [BODY]
    assert made.date == dt.date(2024, 3, 5)
    assert len(made.texts(Part.ATTACHMENT_LIST)) == len(lines)


@pytest.mark.parametrize(
    "signed",
    [
        ("甲市财政局", "甲市民政局"),
        ("甲市财政局         甲市残疾人联合会",),
        ("财  政  部",),
        ("甲市住房和城乡建设委员会       甲市卫生和计划生育委员会",),
    ],
)
@pytest.mark.parametrize("date", ["2024年3月5日", "二〇二四年三月五日", "二○二四年三月五日"])
def test_signatures_and_the_date_end_the_text(signed: tuple[str, ...], date: str) -> None:
    made = read(TITLE, NUMBER, TO, BODY, *signed, date, "（此件主动公开）")
    assert words(made.signatures) == list(signed)
    assert made.date == dt.date(2024, 3, 5)
    assert words(made.body) == [BODY]


@pytest.mark.parametrize(
    ("body", "cited"),
    [
        ("根据《关于下达某项资金的通知》（乙财社〔2024〕9号），现下达资金。", "乙财社〔2024〕9号"),
        ("根据《关于下达某项资金的通知》（ 乙财社【2024】9号），现下达资金。", "乙财社【2024】9号"),
        (
            "根据《关于下达某项资金的通知》（乙财社（指）〔2024〕9号），现下达资金。",
            "乙财社（指）〔2024〕9号",
        ),
        ("根据乙财社〔2024〕9号文件精神，现下达资金。", "乙财社〔2024〕9号"),
        ("为做好工作，根据乙省财政厅乙财社〔2024〕9号，现下达资金。", "乙财社〔2024〕9号"),
        ("按照乙财社〔2024〕9号规定，专款专用。", None),
        ("根据《关于商请下拨资金的函》（乙应急函〔2024〕9号），现下达资金。", None),
        ("根据《关于资金分配的请示》（乙农〔2024〕9号），现下达资金。", None),
        ("根据《关于印发〈某资金管理办法〉的补充通知》（乙财社〔2024〕9号），现下达。", None),
    ],
)
def test_the_document_that_hands_out_the_money_is_found(body: str, cited: str | None) -> None:
    made = read(TITLE, NUMBER, TO, body, *SIGNED)
    assert (made.superior.number if made.superior else None) == cited


def test_a_page_may_head_the_document_with_its_title() -> None:
    page = ("甲市财政局" + TITLE, "发布时间：2024-03-06 10:20 字体：【大】 来源：")
    made = read(*page, "甲市财政局文件", NUMBER, TITLE, TO, BODY, *SIGNED)
    assert made.title is not None
    assert made.title.ref.line == 5
    assert words(made.issuers) == ["甲市财政局"]
    assert made.number is not None
    assert made.addressees is not None
    assert words(made.body) == [BODY]
    assert len(made.texts(Part.TITLE)) == 1


def test_addressees_may_run_on() -> None:
    made = read(TITLE, NUMBER, "各县（市）财政局、民政局，市儿童", "福利院：", BODY, *SIGNED)
    assert made.addressees is not None
    assert made.addressees.text == "各县（市）财政局、民政局，市儿童福利院："
    assert made.addressees.ref.line == 3
    assert words(made.body) == [BODY]


@pytest.mark.parametrize(
    "first", ["根据有关规定，现将分配情况公示如下：", "为做好工作，现就有关事项通知："]
)
def test_a_paragraph_that_ends_in_a_colon_is_no_addressee(first: str) -> None:
    made = read(TITLE, first, BODY, *SIGNED)
    assert made.addressees is None
    assert words(made.body) == [first, BODY]


def test_a_title_that_ends_as_none_does_stops_at_the_first_paragraph() -> None:
    made = read("关于2024年补助资金分配情况", "根据有关规定，分配如下", BODY, *SIGNED)
    assert made.title is not None
    assert made.title.text == "关于2024年补助资金分配情况"
    assert len(made.body) == 2
