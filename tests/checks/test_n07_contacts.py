"""N07: telephone numbers and mail addresses."""

from __future__ import annotations

import pytest

from .build import found, letter, notice


def told(body: str) -> list[str]:
    return [f.message for f in found("N07", notice(*letter(body)))]


@pytest.mark.parametrize(
    "contact",
    [
        "联系电话：0994-2345678。", "联系电话：0731-58215033、58215034。",
        "电话：（0994）2345678。",
        "电话：010 68551234。", "手机：13812345678。", "热线电话12345。", "电话400-123-4567。",
        "邮箱：czj_sb@xj.gov.cn。", "电子邮箱jmczsbk@jiangmen.gov.cn）。", "请将电话登记在册。",
    ],
)  # fmt: skip
def test_contacts_that_can_be_reached_are_silent(contact: str) -> None:
    assert told(contact) == []


@pytest.mark.parametrize(
    ("contact", "words"),
    [
        ("联系电话：0994-234567。", "有 10 位数字"),
        ("联系电话：0994-234567890。", "有 13 位数字"),
        ("手机：1381234567。", "有 10 位数字"),
        ("邮箱：czj_sbxj.gov.cn。", "不完整"),
        ("邮箱：czj@xj。", "不完整"),
    ],
)
def test_contacts_that_cannot_are_told(contact: str, words: str) -> None:
    (message,) = told(contact)
    assert words in message
