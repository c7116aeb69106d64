"""Function codes (支出功能分类科目): the name that a code bears in a year."""

from __future__ import annotations

import re

from xianbiao.functions.answers import Answer, Answers, cell_by_cell
from xianbiao.functions.blocks import CellBlock
from xianbiao.functions.inputs import CellInput, CellProblem, quote
from xianbiao.model.codes import FunctionCode
from xianbiao.model.funds import load_funds
from xianbiao.model.indicators import plain

_ITEM_LEVEL = re.compile(r"\d{7}")
_UNVERIFIED = "记"
_YEAR = re.compile(r"((?:19|20)\d\d)年?")


def subject(code: CellBlock, year: CellBlock) -> Answers:
    """XB_SUBJECT: the name of each 7-digit code, "" for a blank.

    Without a year the newest list counts. A year without a list of its own is answered from
    the one that `FundProfile.codes_for` chooses, which the answer names.
    """
    return cell_by_cell(_subject, code, year)


def _subject(code: CellInput, year: CellInput) -> Answer:
    wanted, wanted_year = plain(code.text()), _year(year)
    if not wanted:
        return None
    if not _ITEM_LEVEL.fullmatch(wanted):
        named = [c.code for c, _ in _every(wanted_year) if plain(c.name) == wanted]
        if named:
            raise CellProblem(f"{code.where}“{quote(wanted)}”是科目名称，代码是 {named[0]}")
        raise CellProblem(f"{code.where}“{quote(wanted)}”不是 7 位项级科目代码")
    found = [(c, listed) for c, listed in _every(wanted_year) if c.code == wanted]
    if not found:
        when = f"{wanted_year}年" if wanted_year else ""
        raise CellProblem(
            f"没有{when}科目 {wanted}；只收本产品所带资金的科目，其他的请查当年政府收支分类科目"
        )
    return "／".join(dict.fromkeys(_shown(c, listed, wanted_year) for c, listed in found))


def _shown(code: FunctionCode, listed: int, year: int | None) -> str:
    notes = [f"按{listed}年科目"] if year is not None and listed != year else []
    notes += ["未核实"] if code.certainty == _UNVERIFIED else []
    return code.name + (f"（{'，'.join(notes)}）" if notes else "")


def _every(year: int | None) -> list[tuple[FunctionCode, int]]:
    """Every fund's codes that count in a year, each with the year of its list."""
    every = []
    for fund in load_funds():
        codes = fund.codes_for(year)
        listed = next((y for y, known in sorted(fund.codes.items()) if known is codes), 0)
        every += [(code, listed) for code in codes]
    return every


def _year(cell: CellInput) -> int | None:
    text = plain(cell.text())
    if not text:
        return None
    year = _YEAR.fullmatch(text)
    if year is None:
        raise CellProblem(f"{cell.where}应当是四位年份，例如 2024，实际是“{quote(text)}”")
    return int(year[1])
