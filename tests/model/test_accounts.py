"""Accounts that texts name: each with its years and source, never two names in one year."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianbiao.model import accounts
from xianbiao.model.accounts import accounts_of, load_accounts
from xianbiao.model.errors import DataFileError
from xianbiao.model.funds import load_funds

ROW = '[[account]]\ncode = "{0}"\nname = "甲支出"\nfrom = {1}\nto = {2}\nsource = "{3}"\n'


def test_every_account_has_its_years_and_its_source() -> None:
    assert len(load_accounts()) > 50
    for account in load_accounts():
        assert account.name
        assert account.source
        assert 2010 < account.first < 2030


@pytest.mark.parametrize(
    ("year", "name"),
    [(2020, None), (2021, "贫困地区转移支付收入"), (2022, "欠发达地区转移支付收入")],
)
def test_a_code_has_the_name_of_the_year(year: int, name: str | None) -> None:
    account = accounts_of(year).get("1100231")
    assert (account.name if account else None) == name


def test_funds_and_accounts_agree() -> None:
    for fund in load_funds():
        for year, codes in fund.codes.items():
            known = accounts_of(year)
            for code in codes:
                assert code.code not in known or known[code.code].name == code.name


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            ROW.format("2081", 2021, 2022, "某文") + ROW.format("2081", 2022, 2023, "某文"),
            "两个名称",
        ),
        (ROW.format("208A", 2021, 2022, "某文"), "全是数字"),
        (ROW.format("2081", 2021, 2022, ""), "source"),
        (ROW.format("2081", 2022, 2021, "某文"), "不早于 2022"),
    ],
)
def test_a_wrong_file_is_refused(
    text: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "accounts.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(accounts, "DATA", tmp_path)
    with pytest.raises(DataFileError, match=words):
        load_accounts.__wrapped__()
