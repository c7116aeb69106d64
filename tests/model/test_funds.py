"""Fund profiles: every folder loads, keeps its own promises, and is found by what a text says."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest

from xianbiao.model import funds
from xianbiao.model.errors import DataFileError
from xianbiao.model.form_layouts import standard_layout
from xianbiao.model.funds import FundProfile, fund_in, load_funds
from xianbiao.model.indicators import Indicator, IndicatorLibrary, plain
from xianbiao.readers import read_notice

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
[titles]
allocation = "{year}年试验资金分配表"
advance = "{year}年提前下达试验资金分配表"
batch = "{year}年试验资金（{batch}）分配表"
adjustment = "{year}年试验资金调整分配表"
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


LAYOUT = """
title = "试验资金绩效目标表"
source = "试验"
region = "652300"
year = 2024
library = "library_2024"
subtitle = "（{year} {region}）"
head = [[{ name = "项目名称", value = "{fund}" }, { name = "主管部门", local = true }]]
funds_label = "资金"
funds = [{ role = "TOTAL", label = "总额" }]
goals_label = "目标"
goals = ["一项目标。"]
header = ["指标", "一级", "二级", "三级", "值"]
corrections = [{ printed = "一项", written = "第一项", basis = "试验" }]
"""


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("fund", "name = ", ("trial/fund.toml", "TOML")),
        ("codes", "[year.2024", ("trial/codes.toml", "TOML")),
        ("codes", None, ("trial/codes.toml", "没有这个文件")),
        ("library_2024", "不是表格", ("trial/library_2024.toml", "TOML")),
        ("fund", FUND.replace("aliases = []\n", ""), ("trial/fund.toml", "“aliases”")),
        ("fund", FUND.replace("tags = []", 'tags = "01"'), ("trial/fund.toml", "“tags”", "01")),
        ("fund", FUND.replace('title = "绩效', 'tile = "绩效'), ("fund.toml", "“form.title”")),
        ("fund", FUND.replace("{batch}", ""), ("fund.toml", "“titles.batch”", "{batch}")),
        ("codes", CODES.replace("2024", '"今年"'), ("trial/codes.toml", "“year.今年”")),
        (
            "codes",
            CODES.replace("certainty", "sure"),
            ("trial/codes.toml", "“year.2024.codes[1].certainty”"),
        ),
        (
            "library_2024",
            LIBRARY.replace("indicator = []", ""),
            ("trial/library_2024.toml", "“indicator”"),
        ),
        (
            "library_2024",
            LIBRARY.replace("[]", '[{ name = "甲", level1 = "乙", level2 = "丙" }]'),
            ("trial/library_2024.toml", "“indicator[1].standard”"),
        ),
        (
            "library_2024",
            LIBRARY.replace("[]", '[{name="甲",level1="",level2="",standard="",tier="省"}]'),
            ("“indicator[1].tier”", "all、prefecture、multi"),
        ),
        (
            "library_2024",
            LIBRARY.replace("[]", '[{name="甲",level1="",level2="",standard="",tier="multi"}]'),
            ("缺少“indicator[1].tier_basis”",),
        ),
        ("form_2024", LAYOUT.replace(', label = "总额"', ""), ("“funds[1].label”",)),
        ("form_2024", LAYOUT.replace('"TOTAL"', '"ALL"'), ("“funds[1].role”", "TOTAL")),
        ("form_2024", LAYOUT.replace('name = "主管部门", ', ""), ("“head[1][2].name”",)),
        ("form_2024", LAYOUT.replace(', "值"]', "]"), ("“header”", "5 列")),
        ("form_2024", LAYOUT.replace("library_2024", "library_1999"), ("“library”", "1999")),
        ("form_2024", LAYOUT.replace("2024\n", '"二〇二四"\n'), ("“year”", "整数")),
    ],
)
def test_a_malformed_profile_is_refused_with_file_and_key(
    file: str,
    text: str | None,
    said: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(DataFileError, match="trial") as caught:
        loaded(tmp_path, monkeypatch, **{file: text})
    assert all(words in str(caught.value) for words in said), str(caught.value)


def test_a_layout_is_the_form_of_its_region_from_its_year_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    standard = standard_layout()
    profile = loaded(tmp_path, monkeypatch, form_2024_652300=LAYOUT)
    own = profile.layouts[0]
    assert [profile.layout_for("652300", year) for year in (2024, 2030, None)] == [own] * 3
    for region, year in (("652300", 2023), ("652800", 2025), (None, 2025)):
        assert profile.layout_for(region, year) is standard
    assert [(c.name, c.is_local) for c in own.head[0]] == [("项目名称", False), ("主管部门", True)]
    assert own.written(own.goals[0]) == "第一项目标。"


NOTICES = resources.files("xianbiao.demo")
PRINTED = [
    ("form_2024_652300", "changji-2023-70.txt", "昌吉州"),
    ("form_2021_652800", "bazhou-2021-96.txt", "巴州"),
]
"""The layouts that quote a notice, with the notice and the area of its first form."""


@pytest.mark.parametrize(("key", "file", "region"), PRINTED)
def test_a_layout_quotes_the_form_of_its_notice_word_for_word(
    key: str, file: str, region: str
) -> None:
    layout = next(own for own in HARDSHIP.layouts if own.key == key)
    with resources.as_file(NOTICES / file) as path:
        form = next(f for f in read_notice([path]).forms if f.region == region)
    cells = [cell for line in layout.head for cell in line]
    assert [(c.name, c.value) for c in cells] == [
        (f.name.stripped, f.value.stripped) for f in form.fields
    ]
    assert {c.name for c in cells if c.is_local} == {
        f.name.stripped for f in form.fields if region in f.value.text
    }
    assert [(f.role, plain(f.label)) for f in layout.funds] == [
        (f.role, plain(f.label.text)) for f in form.funds
    ]
    assert form.goals_label is not None
    assert form.goals is not None
    assert layout.goals_label == form.goals_label.stripped
    printed = re.sub(r"</?p>", "", form.goals.text)
    assert [g.strip() for g in re.split(r"\d\. ?", printed) if g.strip()] == list(layout.goals)
    assert list(layout.header) == [h.stripped for h in form.header]
    assert form.subtitle is not None
    subtitle = layout.subtitle.format(year=layout.year, region=region)
    assert subtitle == form.subtitle.stripped
    assert form.library is not None
    assert form.library.key == layout.library
    assert len(form.library.indicators) == (21 if layout.year == 2024 else 20)
