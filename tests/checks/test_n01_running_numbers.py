"""N01: points of the text are numbered through, and the attachments that it names are there."""

from __future__ import annotations

import pytest

from .build import SIGNED, TABLE, found, letter, notice

LIST = ("附件：1.分配表", "2.绩效表")
END = "专款专用。"


def wrong(*body: str, tail: tuple[str, ...] = SIGNED, more: tuple[str, ...] = ()) -> list[str]:
    return [str(f.left) for f in found("N01", notice(*letter(*body, tail=tail), *more))]


@pytest.mark.parametrize(
    ("points", "left"),
    [
        (("一、", "二、", "三、"), []),
        (("一、", "三、", "四、"), ["三、"]),
        (("一、", "二、", "二、"), ["二、"]),
        (("二、", "三、"), ["二、"]),
        (("一、", "（一）", "（二）", "二、", "（一）"), []),
        (("一、", "（一）", "（三）", "二、"), ["（三）"]),
        (("一、", "(一)", "(二)", "二、"), []),
        (("一、", "二、", "一、", "二、"), []),
        (("九、", "十、", "十一、"), ["九、"]),
        ((*(f"{n}、" for n in "一二三四五六七八九十"), "十一、", "十三、"), ["十三、"]),
        ((*(f"{n}、" for n in "一二三四五六七八九十"), "十一、", "十二、"), []),
    ],
)
def test_points_run_on(points: tuple[str, ...], left: list[str]) -> None:
    assert wrong(*(point + END for point in points)) == left


def test_what_should_stand_there_is_said() -> None:
    (fault,) = found("N01", notice(*letter("一、好。", "二、好。", "四、好。")))
    assert fault.ref.line == 7
    assert fault.right == "三、"
    assert "“二、”之后" in fault.message


@pytest.mark.parametrize(
    ("body", "left"),
    [
        ("分配情况见附件1，绩效目标见附件2。", []),
        ("分配情况见附件1，绩效目标见附件3。", ["附件3"]),
        ("各表见附件1、2。", []),
        ("各表见附件1、2、3、4。", ["附件3", "附件4"]),
        ("各表见附件1-3。", ["附件3"]),
        ("各表见附件1至附件3。", ["附件3"]),
        ("补助见附件1、2024年执行。", []),
        ("补助见附件2、50万元。", []),
        ("按照《关于附件5的通知》执行。", []),
        ("绩效目标见附件3，见附件3。", ["附件3"]),
    ],
)
def test_attachments_that_the_text_names_are_listed(body: str, left: list[str]) -> None:
    assert wrong(body, tail=(*LIST, *SIGNED)) == left


@pytest.mark.parametrize(
    ("body", "tail", "more", "left"),
    [
        ("金额详见附件。", SIGNED, (), ["见附件"]),
        ("金额详见附件1。", SIGNED, (), ["附件1"]),
        ("金额详见附表。", SIGNED, (), ["见附表"]),
        ("金额详见附件。", SIGNED, TABLE, []),
        ("金额详见附件1。", ("附件：分配表", *SIGNED), (), []),
        ("金额详见附件2。", ("附件：分配表", *SIGNED), (), ["附件2"]),
        ("附件材料由各县自备。", SIGNED, (), []),
    ],
)
def test_a_text_that_points_to_attachments_has_some(
    body: str, tail: tuple[str, ...], more: tuple[str, ...], left: list[str]
) -> None:
    assert wrong(body, tail=tail, more=more) == left
