"""What a difference may come from: the kinds of causes, and one cause in words."""

from __future__ import annotations

from decimal import Decimal
from enum import Enum

from xianbiao.model.records import Record

Part = tuple[str, Decimal]
"""A named amount of a sum."""


class DiagnosisKind(Enum):
    """The causes, from the most telling to the least."""

    UNIT = "单位混用"
    POWER_OF_TEN = "小数点错位"
    WHOLE_SIGN = "正负号相反"
    ROW_DOUBLED = "一行列了两次"
    ROW_MISSING = "漏列一行"
    ROW_SLIPPED = "一行写错"
    ADJACENT_SWAP = "相邻数字换位"
    PART_LEFT_OUT = "漏加一行"
    PART_TWICE = "重加一行"
    PART_SIGN = "一行正负号相反"
    PART_SCALED = "一行小数点错位"
    SEVERAL_PARTS = "与多行相符"
    DIGIT_DROPPED = "漏写一位数字"
    DIGIT_ADDED = "多写一位数字"
    SWAP_APART = "不相邻数字换位"
    TWO_PARTS = "两行漏加或重加"
    ROUNDING = "四舍五入"
    DIGIT_WRONG = "一位数字写错"
    MULTIPLE_OF_NINE = "9 的倍数"
    UNKNOWN = "未找到原因"


class Diagnosis(Record, frozen=True):
    """One possible cause: what it is, in words, and what to do about it."""

    kind: DiagnosisKind
    text: str
    suggestion: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether a cause was found at all."""
        return self.kind is not DiagnosisKind.UNKNOWN
