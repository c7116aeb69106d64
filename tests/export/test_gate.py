"""What may not leave: a recipient in two rows, a form that contradicts, a second form that does."""

from __future__ import annotations

from pathlib import Path

import pytest
import sample

from xianbiao.checks import check
from xianbiao.export.deliver import export_counties
from xianbiao.model.errors import ExportRefused
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace


def listed_twice(notice: Notice) -> None:
    """呼图壁县 stands in two rows, and the total holds it twice."""
    table = notice.allocation
    assert table is not None
    assert table.total is not None
    row = table.rows[2]
    again = replace(row, name=sample.text("呼图壁县", 67, 2), ref=sample.at(67))
    table.rows.append(again)
    table.total.amounts[2] = sample.read_amount("5891", sample.at(59, 3))


def second_form(notice: Notice) -> None:
    """阜康市 gets another form, of another amount, after its right one."""
    right = next(f for f in notice.forms if f.region == "阜康市")
    wrong = sample.read_amount("592", sample.at(500, 3))
    other = replace(
        right,
        subtitle=sample.text("(2024年度 阜康市)", 496),
        funds=[replace(f, amount=wrong, label=sample.text("下达", 500)) for f in right.funds[:1]],
        funds_ref=sample.at(500),
        ref=sample.at(495),
    )
    recipients = {r.name: r for r in notice.recipients}
    for form in notice.forms:
        form.recipient = recipients.get(form.region)
    notice.forms.append(replace(other, recipient=recipients["阜康市"]))


@pytest.mark.parametrize("only", [None, "阜康市", "呼图壁县"])
def test_a_recipient_in_two_rows_is_refused(
    changji: Notice, tmp_path: Path, only: str | None
) -> None:
    listed_twice(changji)
    with pytest.raises(ExportRefused, match="呼图壁县在分配表里有两行") as refused:
        export_counties(changji, [], tmp_path / "out", only=only)
    assert "第62行、第67行" in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_an_error_in_the_second_form_of_a_recipient_blocks(changji: Notice, tmp_path: Path) -> None:
    second_form(changji)
    findings = [f for f in check(changji) if f.ref.line == 500 and f.rule == "C01"]
    assert findings
    with pytest.raises(ExportRefused, match="阜康市绩效表“下达金额”592"):
        export_counties(changji, findings, tmp_path / "out", only="阜康市")
    assert len(export_counties(changji, findings, tmp_path / "out", only="昌吉市").files) == 1


def test_an_error_at_the_recipients_row_of_the_table_blocks(
    changji: Notice, tmp_path: Path
) -> None:
    finding = Finding("C01", Severity.ERROR, sample.at(60, 3), "分配表空白")
    with pytest.raises(ExportRefused, match="C01"):
        export_counties(changji, [finding], tmp_path / "out", only="昌吉市")
    assert len(export_counties(changji, [finding], tmp_path / "out", only="阜康市").files) == 1


def test_a_lost_form_blocks_its_recipient_only(changji: Notice, tmp_path: Path) -> None:
    changji.missing_sheets = ["阜康市", "图表"]
    findings = [f for f in check(changji) if f.rule == "T04"]
    assert len(findings) == 2
    with pytest.raises(ExportRefused, match="工作表“阜康市”不见了"):
        export_counties(changji, findings, tmp_path / "out")
    assert len(export_counties(changji, findings, tmp_path / "out", only="昌吉市").files) == 1
