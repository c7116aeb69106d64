"""N08: targets that cannot be meant."""

from __future__ import annotations

import pytest

from xianbiao.model.findings import Severity

from .build import TABLE, form, found, letter, notice


def told(name: str, value: str) -> list[tuple[str, Severity]]:
    made = notice(*letter("请办理。"), *TABLE, *form(name=name, value=value))
    return [(f.message, f.severity) for f in found("N08", made)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("补助发放及时率", "≥95%"),
        ("补助发放及时率", "100%"),
        ("任务完成率", "≥120%"),
        ("收入增长率", "≥150%"),
        ("城镇登记失业率", "≤5.5%"),
        ("资金下达时限", "≤30日"),
        ("工程使用年限", "≥10年"),
        ("受益群众满意度", "90%～95%"),
        ("受益群众满意度", "≥80%"),
    ],
)
def test_targets_that_make_sense_are_silent(name: str, value: str) -> None:
    assert told(name, value) == []


@pytest.mark.parametrize(
    ("name", "value", "words", "severity"),
    [
        ("补助发放及时率", "≥950%", "超过 100%", Severity.ERROR),
        ("受益群众满意度", "≤90%", "越高越好", Severity.ERROR),
        ("城镇登记失业率", "≥5.5%", "越低越好", Severity.ERROR),
        ("资金下达时限", "≥30日", "时限应当是上限", Severity.ERROR),
        ("资金下达时限", "≤30年", "以年计", Severity.HINT),
        ("受益群众满意度", "≥9%", "低于 50%", Severity.HINT),
    ],
)
def test_targets_that_cannot_be_meant_are_told(
    name: str, value: str, words: str, severity: Severity
) -> None:
    ((message, grave),) = told(name, value)
    assert words in message
    assert grave is severity
