"""Which column of a table says what a recipient gets by this notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.tables import RecognisedTable, TableColumn

_NOW = expression(r"[本此这]次|本批|现(?:下达|安排|拨付)|本年(?:下达|安排|分配|拨付)|实[发拨]")
_COMPARISON = expression(r"增减|增长|[较比与同](?:上|去)年|同比|变[动化]")
_BATCHES = ("提前下达", "预拨", "清算", "结算", "收回")
_YEAR = expression(r"(20\d\d)年")
_BEFORE = expression(r"上年|去年|基数")
_SPENT = expression(r"(?:支出|执行|使用|完成|到位)(?:金额|资金|数|额)?$")
_CONVERTED = "换算成"


def final_of(table: RecognisedTable, columns: Mapping[int, int]) -> int | None:
    """The column with what a recipient gets; None where none is said to be it.

    Where a table tells 本次下达 from what was handed out before, that is what this notice sends;
    else it is the column that all others lead to. What was given in years before, what was
    spent, and the same amount in another unit are not meant. A settled column is always the one.
    """
    settled = next((c for c in table.columns if c.is_final), None)
    if settled is not None:
        return columns[settled.index]
    compared = _compared(table)
    money = [c for c in table.money if not c.is_part and c.index not in compared]
    if len(money) == 1:
        return columns[money[0].index]
    for chosen in (money, table.money):
        now = {c.index for c in chosen if _NOW.search("·".join(c.path))}
        within = {t for s in table.column_sums if s.result in now for t in s.terms}
        if len(now - within) == 1:
            return columns[next(iter(now - within))]
        if len(now) > 1 and (whole := _whole_of(table, now)) is not None:
            return columns[whole]
    if (titled := _of_title(table, money)) is not None:
        return columns[titled]
    summed = {t for s in table.column_sums if s.result not in compared for t in s.terms}
    results = dict.fromkeys(s.result for s in table.column_sums if s.result not in compared)
    tops = [r for r in results if r not in summed]
    tops = [t for t in tops if table.column(t).meaning.is_money]
    if (top := _widest(table, tops)) is not None:
        return columns[top]
    left = given_now(table, money)
    return columns[left[0].index] if len(left) == 1 else None


def _widest(table: RecognisedTable, tops: Sequence[int]) -> int | None:
    """The one total that takes in all that the others add up: 合计·小计 beside each 小计."""
    terms: dict[int, set[int]] = {}
    for one in table.column_sums:
        if not one.minus:
            terms.setdefault(one.result, set()).update(one.terms)
    parts = {top: _parts(top, terms) for top in tops}
    whole = [t for t in tops if all(parts[t] >= parts[other] for other in tops)]
    return whole[0] if len(whole) == 1 else None


def _parts(column: int, terms: Mapping[int, set[int]]) -> set[int]:
    """The single columns that a total adds up in the end."""
    found: set[int] = set()
    seen, queue = {column}, [column]
    while queue:
        at = queue.pop()
        below = terms.get(at, set()) - seen
        found |= set() if terms.get(at) else {at}
        seen |= below
        queue.extend(below)
    return found


def given_now(table: RecognisedTable, money: Sequence[TableColumn]) -> list[TableColumn]:
    """The amounts without those of years before, what was spent, and conversions of others."""
    title = table.title.stripped if table.title else ""
    years = [int(y) for y in _YEAR.findall(title)]
    converted = {r.amount for r in table.rates if _CONVERTED in r.stated}

    def is_meant(column: TableColumn) -> bool:
        name = "".join(column.path)
        named = [int(y) for y in _YEAR.findall(name)]
        is_old = bool(_BEFORE.search(name)) or bool(years and named and max(named) < max(years))
        return not is_old and not _SPENT.search(name) and column.index not in converted

    return [c for c in money if is_meant(c)]


def _whole_of(table: RecognisedTable, now: set[int]) -> int | None:
    """The one column that adds up what this notice sends and nothing of before."""
    found = [s.result for s in table.column_sums if set(s.terms) <= now and not s.minus]
    return found[0] if len(set(found)) == 1 else None


def _compared(table: RecognisedTable) -> set[int]:
    """The columns that say by how much one year exceeds another: nobody gets that."""
    return {
        s.result
        for s in table.column_sums
        if len(s.minus) == 1
        and len(s.terms) == 2
        and _COMPARISON.search("".join(table.column(s.result).path))
    }


def _of_title(table: RecognisedTable, money: Sequence[TableColumn]) -> int | None:
    """The one amount that bears the batch of the title, or the later of two years compared."""
    title = table.title.stripped if table.title else ""
    for batch in _BATCHES:
        named = [c.index for c in money if batch in "".join(c.path)]
        if batch in title and len(named) == 1 and len(money) > 1:
            return named[0]
    compared = _compared(table)
    later = {
        term
        for s in table.column_sums
        if s.result in compared
        for term in s.terms
        if term not in s.minus
    }
    return later.pop() if len(later) == 1 else None
