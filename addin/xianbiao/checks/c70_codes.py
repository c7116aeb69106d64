"""C70, C71: function codes have the names of their year and stand in order."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.account_names import accounts_bear_their_names
from xianbiao.checks.code_pairs import codes_of_odd_length, pairs_agree
from xianbiao.checks.code_years import accounts_of_another_year
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.accounts import accounts_of
from xianbiao.model.codes import CodeRow, FunctionCode
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice

_NOTE = expression(r"\(.*?\)")
_ITEM_LEVEL = 7


@rule("C70", "科目代码与名称对照", Severity.ERROR, "代码和名称各说各的，县里就会记错科目")
def names_belong_to_codes(notice: Notice) -> Iterator[Fault]:
    """Each code is in the year's list and bears its name; a shortened name is a hint.

    So are accounts of the running text that are not of the budget year, or bear another name;
    codes of no level, and codes and names that stand together in two ways.
    """
    yield from accounts_of_another_year(notice)
    yield from accounts_bear_their_names(notice)
    yield from codes_of_odd_length(notice)
    yield from pairs_agree(notice)
    known = _known(notice)
    is_whole = notice.fund is not None and bool(known)
    for table in notice.code_tables:
        seen: dict[str, CodeRow] = {}
        for row in table.rows:
            code = plain(row.code.text)
            if code and code in seen:
                yield Fault(
                    row.code.ref,
                    f"科目代码 {code} 重复，{seen[code].code.ref.where()}已有",
                    left=code,
                    suggestion="核对代码，删去重复的一行",
                )
            seen.setdefault(code, row)
            if is_whole or code in known or not code or len(code) != _ITEM_LEVEL:
                yield from _row(row, code, known)


def _known(notice: Notice) -> dict[str, FunctionCode]:
    """The codes of the fund in its year; of another fund, accounts of the year that are known."""
    if notice.fund is not None:
        return {c.code: c for c in notice.fund.codes_for(notice.budget_year)}
    accounts = accounts_of(notice.budget_year or 0).values()
    return {a.code: FunctionCode(a.code, a.name, a.source) for a in accounts}


def _row(row: CodeRow, code: str, known: dict[str, FunctionCode]) -> Iterator[Fault]:
    name = _NOTE.sub("", plain(row.name.text))
    if not code:
        yield Fault(
            row.name.ref,
            f"“{row.name.stripped}”没有科目代码",
            severity=Severity.HINT,
            suggestion="查当年政府收支分类科目，填七位代码",
        )
        return
    if code not in known:
        by_name = next((c for c in known.values() if _is_short(name, plain(c.name))), None)
        if not code.isdigit() or len(code) != _ITEM_LEVEL:
            what = f"科目代码“{code}”不是七位的项级代码"
        else:
            what = f"科目代码 {code} 不在本年度的科目表里"
        yield Fault(
            row.code.ref,
            f"{what}（{row.name.stripped}）",
            left=code,
            right=by_name.code if by_name else None,
            suggestion=(
                f"按名称应为 {by_name.code} {by_name.name}" if by_name else "查当年政府收支分类科目"
            ),
        )
        return
    official = plain(known[code].name)
    if name == official:
        return
    short = _is_short(name, official)
    yield Fault(
        row.name.ref,
        f"{code} 的名称写“{row.name.stripped}”，"
        f"{'未用全称' if short else '与科目表不符'}“{known[code].name}”",
        left=row.name.stripped,
        right=known[code].name,
        severity=Severity.HINT if short else Severity.ERROR,
        suggestion=f"改为“{known[code].name}”" if short else "核对代码或名称",
        repair=Repair(row.name.ref, known[code].name) if short else None,
    )


def _is_short(name: str, official: str) -> bool:
    """Whether a printed name is the official one, shortened at its end or in its middle."""
    if len(name) < 4 or len(name) > len(official):
        return False
    rest = iter(official)
    return official.startswith(name[:4]) and all(c in rest for c in name)


@rule("C71", "科目代码升序", Severity.HINT, "按代码排列，便于逐项核对")
def codes_ascend(notice: Notice) -> Iterator[Fault]:
    """Rows whose code is lower than that of the row above."""
    for table in notice.code_tables:
        highest = ""
        for row in table.rows:
            code = plain(row.code.text)
            if code.isdigit() and code < highest:
                yield Fault(
                    row.code.ref,
                    f"科目 {code} 排在 {highest} 之后",
                    left=code,
                    right=highest,
                    suggestion="按代码从小到大排列",
                )
            highest = max(highest, code)
