"""C30: what 其中 names in the running text adds up to the amount before it."""

from __future__ import annotations

import pytest

from xianbiao.model.findings import Severity

from .build import found, letter, notice

ERROR, HINT = Severity.ERROR, Severity.HINT


@pytest.mark.parametrize(
    ("body", "severity"),
    [
        ("现下达你区资金2016万元，其中：中央资金1845万元，省级资金171万元（详见附表）。", None),
        ("现下达你区资金2016万元，其中：中央资金1854万元，省级资金171万元（详见附表）。", ERROR),
        ("现下达你区资金8167万元（其中：中央补助6399万元，省级补助1768万元），统筹使用。", None),
        ("现下达你区资金8167万元（其中：中央补助6399万元，省级补助1786万元），统筹使用。", ERROR),
        ("现下达你区资金8167万元（其中中央补助6399万元、省级补助1668万元），统筹使用。", ERROR),
        ("现下达你区资金0.2亿元，其中中央资金1,500万元、自治区资金500万元。", None),
        ("现下达你区资金0.2亿元，其中中央资金1,500万元、自治区资金5000000元。", None),
        ("现下达你区资金0.2亿元，其中中央资金1,500万元、自治区资金50000元。", ERROR),
        ("现下达你区资金100万元，其中：城市低保60万元、农村低保50万元。", HINT),
        ("现下达你区资金100万元，其中：城市低保60万元、农村低保30万元。", None),
        ("现下达你区资金100万元，其中：中央资金60万元。", None),
        ("现下达你区资金100万元，其中：中央资金60万元（其中低保50万元），省级资金40万元。", None),
        ("现下达你区资金100万元，其中：直达资金80万元，中央资金60万元。", None),
        ("现下达你区资金100万元，其中：提前下达60万元，此次下达50万元。", None),
        ("现下达你区资金100万元，其中：中央资金 万元，省级资金40万元。", None),
        ("现下达你单位资金170万元。其中：120万元用于添置床位，50万元用于修缮房屋。", None),
        ("现下达你单位资金170万元。其中：125万元用于添置床位，50万元用于修缮房屋。", HINT),
        ("现下达你单位资金170万元。其中：120万元用于添置床位，40万元用于修缮房屋。", None),
        (
            "现下达资金46.5万元，其中：甲项34万元、乙项9万元（子一5万元、子二4万元）、丙项4万元。",
            HINT,
        ),
        (
            "现下达资金46.5万元，其中：甲项34万元、乙项9万元（子一5万元、子二4万元）、丙项3.5万元。",
            None,
        ),
        ("人均100元，其中：中央资金60元，省级资金30元，另有市级。", ERROR),
    ],
)
def test_parts_by_source_make_up_the_amount(body: str, severity: Severity | None) -> None:
    faults = [f for f in found("C30", notice(*letter(body))) if "相加" in f.message]
    assert [f.severity for f in faults] == ([severity] if severity else [])


def test_the_difference_is_explained() -> None:
    body = "现下达你区资金2016万元，其中：中央资金1854万元，省级资金171万元。"
    (fault,) = [f for f in found("C30", notice(*letter(body))) if "相加" in f.message]
    assert (fault.left, fault.right) == (2016, 2025)
    assert "中央资金 1854、省级资金 171" in fault.message
    assert fault.cause is not None
