"""The head of a notice: number, title, addressees, list, signature, date, copies."""

from __future__ import annotations

import datetime as dt

import pytest

from xianbiao.model.notices import Notice, Part
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.recognise.head import read_head
from xianbiao.sheets.recognise.labels import is_label, is_subtitle, label_number, unit_in

LETTER = """某某县财政局文件
某财社〔2024〕5号
关于下达2024年
困难群众救助补助资金的通知
各乡镇人民政府：
根据《关于下达2024年中央财政困难群众救助补助资金预算的通知》（甲财社〔2024〕12号）精神，现下达资金。
一、请专款专用。
附件：1.分配表
2．绩效目标表
某某县财政局
2024年3月5日
抄送：县民政局。
某某县财政局办公室 2024年3月6日印发"""


@pytest.fixture
def letter() -> Notice:
    notice = Notice(file="t.txt")
    lines = [Text(t, Ref("t.txt", line=n)) for n, t in enumerate(LETTER.splitlines(), 1)]
    read_head(notice, lines)
    return notice


def test_the_number_and_the_issuer_are_found(letter: Notice) -> None:
    assert letter.number is not None
    assert letter.number.text == "某财社〔2024〕5号"
    assert [i.text for i in letter.issuers] == ["某某县财政局"]


def test_a_title_over_two_lines_is_joined(letter: Notice) -> None:
    assert letter.title is not None
    assert letter.title.text == "关于下达2024年困难群众救助补助资金的通知"
    assert letter.title.ref.line == 3
    assert letter.budget_year == 2024


def test_the_superior_document_is_the_one_that_the_notice_rests_on(letter: Notice) -> None:
    assert letter.superior is not None
    assert letter.superior.number == "甲财社〔2024〕12号"
    assert letter.superior.ref.line == 6


def test_the_list_of_attachments_keeps_numbers_names_and_lines(letter: Notice) -> None:
    assert [(e.number, e.name.text, e.name.ref.line) for e in letter.entries] == [
        (1, "分配表", 8),
        (2, "绩效目标表", 9),
    ]


def test_signature_date_copies_and_printer_are_told_apart(letter: Notice) -> None:
    assert [s.text for s in letter.signatures] == ["某某县财政局"]
    assert letter.date == dt.date(2024, 3, 5)
    assert letter.copies is not None
    assert letter.copies.ref.line == 12
    assert letter.printed_by is not None
    assert letter.printed_by.text == "某某县财政局办公室"
    assert len(letter.texts(Part.BODY)) == 2


def test_text_that_is_no_notice_gives_nothing() -> None:
    notice = Notice(file="t.txt")
    read_head(notice, [Text("今天天气很好。", Ref("t.txt", line=1))])
    assert notice.title is None
    assert notice.body == []


@pytest.mark.parametrize(
    ("text", "number"),
    [("附件1：", 1), ("附件 2", 2), ("附件三:", 3), ("附件十二", 12), ("附件：", None)],
)
def test_labels_of_attachments_give_their_number(text: str, number: int | None) -> None:
    assert is_label(text)
    assert label_number(text) == number


@pytest.mark.parametrize("text", ["附件：1.分配表", "附件说明", "附件1所列资金"])
def test_a_line_with_more_than_a_label_is_no_label(text: str) -> None:
    assert not is_label(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [("单位：万元", "万元"), ("（单位: 元）", "元"), ("金额单位：亿元", "亿元"), ("县市", None)],
)
def test_a_unit_line_states_its_unit(text: str, unit: str | None) -> None:
    assert unit_in(text) == unit


@pytest.mark.parametrize("text", ["(2024年度 昌吉州)", "（2021年 巴州）"])
def test_a_subtitle_names_year_and_region(text: str) -> None:
    assert is_subtitle(text)
