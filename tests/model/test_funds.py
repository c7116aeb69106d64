"""Fund profiles: every folder loads, keeps its own promises, and is found by what a text says."""

from __future__ import annotations

from pathlib import Path

import pytest

from xianbiao.model import funds
from xianbiao.model.errors import DataFileError
from xianbiao.model.funds import FundProfile, fund_in, load_funds
from xianbiao.model.indicators import Indicator, IndicatorLibrary

PROFILES = {fund.key: fund for fund in load_funds()}
LIBRARIES = {f"{f.key}/{lib.key}": (f, lib) for f in PROFILES.values() for lib in f.libraries}
HARDSHIP, RURAL = PROFILES["hardship"], PROFILES["rural_revitalisation"]

each_fund = pytest.mark.parametrize("fund", PROFILES.values(), ids=PROFILES)
each_library = pytest.mark.parametrize(("fund", "library"), LIBRARIES.values(), ids=LIBRARIES)


def test_both_funds_of_the_package_load() -> None:
    assert list(PROFILES) == ["hardship", "rural_revitalisation"]


@each_fund
def test_a_fund_has_what_a_workbook_needs(fund: FundProfile) -> None:
    assert fund.name
    assert fund.income_account
    assert fund.tags
    assert fund.libraries
    assert fund.form.required_fields[0] == "项目名称"


@each_fund
def test_the_codes_are_of_item_level_in_order_and_each_there_once(fund: FundProfile) -> None:
    for codes in fund.codes.values():
        numbers = [c.code for c in codes]
        assert numbers == sorted(set(numbers))
        assert all(len(n) == 7 and n.isdigit() for n in numbers)
        assert len({c.name for c in codes}) == len(codes)
        assert {c.certainty for c in codes} <= {"读", "通知", "记"}


@each_fund
def test_a_code_belongs_to_the_expenditure_class(fund: FundProfile) -> None:
    above = fund.expenditure_class.split()[0]
    assert all(c.code.startswith(above) for codes in fund.codes.values() for c in codes)


@each_fund
def test_the_labels_of_a_form_lead_to_each_other(fund: FundProfile) -> None:
    form = fund.form
    assert set(form.parents) <= set(form.level2.values())
    assert set(form.level2.values()) - set(form.parents) == set()


@each_library
def test_every_label_of_a_library_is_a_label_of_the_form(
    fund: FundProfile, library: IndicatorLibrary
) -> None:
    for indicator in library.indicators:
        assert indicator.level1 in fund.form.level1.values()
        assert fund.form.parents[indicator.level2] == indicator.level1


@each_library
def test_no_indicator_is_there_twice(fund: FundProfile, library: IndicatorLibrary) -> None:
    keys = [key for indicator in library.indicators for key in indicator.keys]
    assert len(keys) == len(set(keys))


@each_library
def test_a_library_keeps_each_class_together(fund: FundProfile, library: IndicatorLibrary) -> None:
    def classes(indicators: tuple[Indicator, ...]) -> list[tuple[str, str]]:
        return [(i.level1, i.level2) for i in indicators]

    listed = classes(library.indicators)
    runs = [c for i, c in enumerate(listed) if i == 0 or listed[i - 1] != c]
    assert len(runs) == len(set(runs))


@each_library
def test_a_library_is_found_by_its_own_names(fund: FundProfile, library: IndicatorLibrary) -> None:
    assert fund.library_for([i.name for i in library.indicators]) is library


@pytest.mark.parametrize(
    ("year", "name"),
    [
        (2019, "其他扶贫支出"),
        (2021, "其他扶贫支出"),
        (2023, "其他巩固脱贫衔接乡村振兴支出"),
        (2024, "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
        (2030, "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
        (None, "其他巩固脱贫攻坚成果衔接乡村振兴支出"),
    ],
)
def test_codes_are_those_of_the_year_else_of_the_version_before(
    year: int | None, name: str
) -> None:
    assert {c.code: c.name for c in RURAL.codes_for(year)}["2130599"] == name


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("关于提前下达 2024 年中央财政困难群众救助补助资金预算的通知", "hardship"),
        ("关于下达2025年中央财政衔接推进乡村振兴补助资金的通知", "rural_revitalisation"),
        ("中央财政衔接推进乡村振兴补助\n资金分配表", "rural_revitalisation"),
        ("困难群众救助补助资金与财政衔接推进乡村振兴补助资金", None),
        ("城乡居民基本养老保险补助资金", None),
        ("乡村振兴", None),
        ("", None),
    ],
)
def test_a_text_names_one_fund_or_none(text: str, key: str | None) -> None:
    found = fund_in(text)
    assert (found.key if found else None) == key


def test_a_library_must_fit_half_of_the_names_and_half_of_itself() -> None:
    newest = HARDSHIP.libraries[0]
    names = [i.name for i in newest.indicators]
    half = names[: (len(names) + 1) // 2]
    assert HARDSHIP.library_for(half) is newest
    assert HARDSHIP.library_for(half[:-3]) is None
    assert HARDSHIP.library_for([*names, *(f"另外的指标之{n}" for n in range(30))]) is None


def test_a_library_of_another_fund_is_never_taken() -> None:
    assert RURAL.library_for([i.name for i in HARDSHIP.libraries[0].indicators]) is None
    assert HARDSHIP.library_for([]) is None


FUND = """
name = "试验资金"
aliases = []
project_code = ""
income_account = "1100000 试验收入"
expenditure_class = "208"
tags = []
purposes = ""
beneficiaries = []
goals = []
goals_source = ""
[form]
title = "绩效目标表"
source = "试验"
required_fields = ["项目名称"]
[form.level1]
"产出指标" = "产出指标"
[form.level2]
"数量指标" = "数量指标"
[form.parents]
"数量指标" = "产出指标"
"""
CODES = '[year.2024]\ncodes = [{ code = "2080000", name = "试验", certainty = "记" }]\n'
LIBRARY = 'title = "试验"\nyear = 2024\nsource = "试验"\nindicator = []\n'
SOUND = {"fund.toml": FUND, "codes.toml": CODES, "library_2024.toml": LIBRARY}


def loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> FundProfile:
    """The profile in a folder of its own, with files replaced, or left out where None."""
    folder = tmp_path / "data" / "funds" / "trial"
    folder.mkdir(parents=True)
    for name, text in (SOUND | {f"{k}.toml": v for k, v in changed.items()}).items():
        if text is not None:
            (folder / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(funds, "DATA", tmp_path / "data")
    (profile,) = load_funds.__wrapped__()
    return profile


def test_a_folder_is_all_that_a_new_fund_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = loaded(tmp_path, monkeypatch)
    assert (profile.key, profile.name) == ("trial", "试验资金")
    assert [c.code for c in profile.codes_for(2025)] == ["2080000"]


@pytest.mark.parametrize(
    ("file", "text", "named"),
    [
        ("fund", "name = ", "trial/fund.toml"),
        ("codes", "[year.2024", "trial/codes.toml"),
        ("codes", None, "trial/codes.toml"),
        ("library_2024", "不是表格", "trial/library_2024.toml"),
        ("fund", FUND.replace("aliases = []\n", ""), "aliases"),
        ("fund", FUND.replace("tags = []", 'tags = "01"'), "01"),
        ("codes", CODES.replace("2024", '"今年"'), "今年"),
        ("codes", CODES.replace("certainty", "sure"), "certainty"),
        ("library_2024", LIBRARY.replace("indicator = []", ""), "indicator"),
    ],
    ids=[
        "half a line",
        "half a heading",
        "no such file",
        "no TOML",
        "key missing",
        "word for a list",
        "year in words",
        "key of a code misspelt",
        "no indicators",
    ],
)
def test_a_malformed_profile_is_refused_and_named(
    file: str, text: str | None, named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataFileError, match="trial") as caught:
        loaded(tmp_path, monkeypatch, **{file: text})
    assert named in str(caught.value)
