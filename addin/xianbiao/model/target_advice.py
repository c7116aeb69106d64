"""Why a target value with figures is not understood, and how to write it."""

from __future__ import annotations

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record
from xianbiao.model.target_cleaning import clean
from xianbiao.model.target_faults import BAD_NUMBER
from xianbiao.model.target_joins import JoinKind, taken_apart
from xianbiao.model.target_words import target_words
from xianbiao.model.targets import part_fault, read_part

_RETYPED = "先把单元格格式设为“文本”，再重新写"
_SHAPES = {
    JoinKind.RANGE: "区间写成 90%～95%、300～500人，较小的数在前，不另写 ≥、以上",
    JoinKind.RATIO: "比例写成 1∶3、≥1∶4，不写单位",
    JoinKind.TOLERANCE: "容差写成 ±5%、100人±5人；拿不准就写成区间",
}
_GENERAL = "写成方向、数字、单位，例如 ≥95%、≤30日、≥1200人次"


class Unread(Record, frozen=True):
    """What is wrong with a value, as the end of a sentence, and what to write in its place."""

    what: str = "看不懂"
    advice: str = _GENERAL


_DATED = expression(r".*[年月号].*")

_PATTERNS = (
    (
        expression(r"\d{4}-\d\d-\d\d(?:\d\d:\d\d(?::\d\d)?(?:\.\d+)?)?|\d{4}年\d+月\d+日"),
        Unread(
            "是日期：在常规格式的单元格里写 1-3，Excel 会改成日期", f"若原来是区间，{_RETYPED} 1～3"
        ),
    ),
    (
        expression(r"\d+(?:day|days),.*|\d\d:\d\d:\d\d(?:\.\d+)?"),
        Unread(
            "是时刻：在常规格式的单元格里写 1:3，Excel 会改成时刻", f"若原来是比例，{_RETYPED} 1∶3"
        ),
    ),
    (
        expression(r"[^0-9]*\d[\d.,]*[:∶]\d[\d.,]*[:∶].*"),
        Unread("是三个数以上的连比，不能比较大小", "拆成几项指标，或每两个数写一个比例"),
    ),
    (
        expression(r"(?:.*\d)?[:∶]|[:∶]\d.*"),
        Unread("里的比例没有写完，只有一边", _SHAPES[JoinKind.RATIO]),
    ),
    (expression(r"[^0-9]*±[^0-9]*"), Unread("的“±”后面没有数", _SHAPES[JoinKind.TOLERANCE])),
    (
        expression(r".*\d[^0-9~:∶±-]*[~至到-]|~\d.*"),
        Unread("里的区间没有写完，只有一端", _SHAPES[JoinKind.RANGE]),
    ),
)


def unread(text: str) -> Unread:
    """Why a text with figures that is no target value is not understood."""
    cleaned = clean(text)
    words = target_words()
    joint = taken_apart(cleaned, words.joins)
    if joint is not None:
        part = read_part(text, joint, words)
        fault = part_fault(joint, part, words) if part is not None else ""
        if joint.first is None or joint.second is None:
            fault = BAD_NUMBER
        elif part is None and _DATED.fullmatch(cleaned):
            fault = "像起止日期或编号，不像区间"
        if fault:
            return Unread(f"看不懂：{fault}", _SHAPES[joint.kind])
    return next((found for shape, found in _PATTERNS if shape.fullmatch(cleaned)), Unread())
