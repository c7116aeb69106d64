"""A difference is left to the row that causes it only where that row is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianbiao.checks import check
from xianbiao.model.findings import Finding, Severity
from xianbiao.readers import read_notice

HEAD = """某财社〔2024〕5号
关于下达2024年困难群众救助补助资金预算的通知
附件1：
2024年困难群众救助补助资金分配表
单位：万元
县市\t合计\t中央\t自治区
"""
RIGHT = ("乙县|240|200|40", "丙县|180|150|30", "丁县|180|150|30")


def told(tmp_path: Path, *rows: str) -> list[str]:
    """The names before the colon in what the sums across find."""
    return [f.message.split("：")[0] for f in found(tmp_path, *rows) if f.rule == "C08"]


def found(tmp_path: Path, *rows: str) -> list[Finding]:
    """All that is found in the rows below the head."""
    path = tmp_path / "通知.txt"
    path.write_text(HEAD + "\n".join(rows).replace("|", "\t"), encoding="utf-8")
    return check(read_notice([path]))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["合计|720|600|120", "甲县|120|100|20"], []),
        (["合计|725|600|120", "甲县|125|100|20"], ["甲县"]),
        (["合计|731|500|100", "甲县|131||"], ["合计"]),
        (["合计|731|500|100", "甲县|131|0|0"], ["甲县"]),
        (["合计|725|600|120", "甲县|120|100|20"], []),
    ],
)
def test_a_total_is_told_unless_its_rows_are(
    rows: list[str], expected: list[str], tmp_path: Path
) -> None:
    assert told(tmp_path, *rows, *RIGHT) == expected


def test_a_total_that_is_wrong_down_and_across_is_told_once(tmp_path: Path) -> None:
    told_of = found(tmp_path, "合计|725|600|120", "甲县|120|100|20", *RIGHT)
    errors = [f for f in told_of if f.severity is Severity.ERROR and f.rule != "C02"]
    assert [(f.rule, f.left, f.right) for f in errors] == [("C03", 725, 720)]
    assert len({(f.ref, f.cause) for f in told_of if f.rule in ("C02", "C03")}) == 1
