"""Rules are loaded for what a notice holds, and nothing that all rules would find is missed."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from importlib import resources
from pathlib import Path

import pytest

import xianbiao.checks
from support.evaluations import STANDARD
from support.grids import grid_of as drawn
from support.shape_figures import make
from xianbiao.checks import LOOKS_AT, check, rules, rules_for, title_of
from xianbiao.export.importing import import_notice
from xianbiao.model.notices import Notice, Part
from xianbiao.model.places import load_places
from xianbiao.model.records import replace
from xianbiao.readers import read_notice
from xianbiao.sheets.blank import blank_notice, fund_called
from xianbiao.sheets.recognise.notice import recognise

from .build import FORM, HEAD, SIGNED, TABLE, TITLE, TO, form, letter, notice
from .test_tables_of_any_shape import ALL, grid_of

PACKAGE = Path(xianbiao.checks.__file__).parent
ODD_BODY = "现下达你县资金600。联系电话：0994-23456。请于2024年6月30前报邵阳市财政局。"
COPIED = "全年100万元，扣除已下达的30万元，本次下达60万元。5个县（市）用好优抚对象补助资金。"
TEXTS = ("changji-2023-70.txt", "bazhou-2021-96.txt")


@cache
def demonstrated(file: str) -> Notice:
    """One of the two real notices."""
    with resources.as_file(resources.files("xianbiao.demo") / file) as path:
        return read_notice([path])


def small_notices() -> Iterator[Notice]:
    """Notices that lack one part or another."""
    yield notice(*letter("现下达你县资金____万元。", "二、请专款专用。"), *TABLE)
    yield notice(*HEAD, TITLE, TO, "请认真及时及时拨付。", *SIGNED, "抄送：本局国库科。", *TABLE)
    yield notice(TITLE, *TABLE)
    yield notice(*HEAD, TITLE, *TABLE, *FORM)
    yield notice(*HEAD, TITLE, "1 昌吉市 829", "2 阜康市 200", "3 奇台县 300")
    yield notice(*HEAD, TITLE, "附件1：", "县市\t情况", "昌吉市\t好", "阜康市\t好")
    yield notice(*letter(ODD_BODY, tail=(*SIGNED, "抄送：国库科、国库科。")), *odd_forms())
    yield notice(*letter(COPIED), *TABLE)
    yield blank_notice("allocation", "652300", fund_called("hardship"), 2025)
    yield evaluated("96%|<|15|15", "94%|<|15|15")
    yield evaluated("94.52%|9.45", "92.54%|9.54")


def odd_forms() -> list[str]:
    """A form of another project with a share that is over the whole."""
    lines = form(name="补助发放及时率", value="≥950%")
    return [line.replace("困难群众救助补助资金", "医疗服务能力提升资金") for line in lines]


def evaluated(before: str, after: str) -> Notice:
    """A self-evaluation with one or two faults."""
    text = STANDARD.removeprefix("\n").replace(before, after).replace("|<|100|98.45", "|<|95|98.45")
    return recognise("表.xlsx", [drawn(text)], load_places())


def books(folder: Path) -> Iterator[Notice]:
    """Working workbooks made of the real notices and of an empty one, read again."""
    empty = blank_notice("adjustment", "652300", fund_called("hardship"), 2025)
    made = [*map(demonstrated, TEXTS), empty]
    for number, one in enumerate(made):
        path = folder / f"{number}.xlsx"
        import_notice(one, check(one), path)
        yield read_notice([path])


def test_texts_lose_no_finding() -> None:
    for one in [*map(demonstrated, TEXTS), *small_notices()]:
        assert check(one) == check(one, rules())


def test_workbooks_lose_no_finding(tmp_path: Path) -> None:
    for one in books(tmp_path):
        assert check(one) == check(one, rules())


@pytest.mark.parametrize("seed", range(20))
def test_tables_of_any_shape_lose_no_finding(seed: int) -> None:
    one = recognise("表.xlsx", [make(seed).grid], load_places())
    assert check(one) == check(one, rules())


@pytest.mark.parametrize("text", [t.replace("0\n", "7\n", 1).replace("|50|", "|57|") for t in ALL])
def test_wrong_tables_of_any_shape_lose_no_finding(text: str) -> None:
    one = recognise("表.xlsx", [grid_of(text)], load_places())
    assert one.readings
    assert check(one) == check(one, rules()) != []


def without(one: Notice, part: str) -> Notice:
    """The notice without one of its parts."""
    if part == "body":
        kept = [p for p in one.passages if p.part is not Part.BODY]
        return replace(one, passages=kept)
    return replace(one, **{part: None if part in ("superior", "addressees", "copies") else []})


@pytest.mark.parametrize("module", [name for name, parts in LOOKS_AT.items() if parts])
def test_a_rule_finds_nothing_where_its_parts_are_missing(module: str) -> None:
    own = [r for r in rules() if r.run.__module__ == f"xianbiao.checks.{module}"]
    assert own
    found = 0
    for one in [*map(demonstrated, TEXTS), *small_notices()]:
        found += len(check(one, own))
        bare = one
        for part in LOOKS_AT[module]:
            bare = without(bare, part)
        assert check(bare, own) == []
        assert not {r.code for r in own} & {r.code for r in rules_for(bare)}
    assert found or module in ("c14_superior", "c70_codes") or module.startswith("g")


def test_every_module_with_a_rule_is_listed() -> None:
    registering = {
        path.stem
        for path in PACKAGE.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
        for mark in node.decorator_list
        if isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id == "rule"
    }
    assert registering == set(LOOKS_AT)


def test_all_rules_come_by_code_however_many_were_loaded_before() -> None:
    """In a fresh process: one rule by its title, then all of them."""
    script = (
        "from xianbiao.checks import registry, rules, title_of\n"
        "assert registry.registered() == []\n"
        "assert title_of('C30') == '正文金额'\n"
        "print(' '.join(r.code for r in rules()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    codes = done.stdout.split()
    assert codes == sorted(codes) == [r.code for r in rules()]
    assert title_of("C30") == "正文金额"
    assert title_of("没有") == ""
