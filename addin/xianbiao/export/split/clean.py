"""A file of one recipient holds no name and no figure of another."""

from __future__ import annotations

from decimal import Decimal

from xianbiao.export.package.archive import Member
from xianbiao.export.package.cells import Replaced
from xianbiao.export.package.figures import figures_in, number
from xianbiao.export.package.leak import LeakScan, Owner
from xianbiao.export.split.leak_places import place_of
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.sharing import Sharing
from xianbiao.export.split.splitter import Share
from xianbiao.model.errors import ExportRefused
from xianbiao.sheets.split_plan import SplitPlan

_SHOWN_LEAKS = 5


def scan_for(
    splitter: Sharing, plan: SplitPlan, shares: dict[int, Share], options: SplitOptions
) -> LeakScan:
    """The scan that knows the names and figures of every recipient."""
    owners = []
    for index in range(len(plan.recipients)):
        share = shares.get(index)
        names = tuple(n for n in plan.names(index) if len(n) > 1)
        if share is None:
            owners.append(Owner(names, frozenset(), frozenset()))
            continue
        sums = {v for s in share.sums.values() for v in s.values() if v is not None}
        filled = _filled(share)
        called = {value for name in names for value in figures_in(name)}
        own = share.own_amounts
        owners.append(Owner(names, own, own | share.numbers | sums | filled | called))
    totals = {
        value
        for at, table in enumerate(plan.tables)
        for row in table.adding_rows
        for value in splitter.totals(at).row(row).values.values()
        if value is not None
    }
    return LeakScan(owners, plan.common_words, totals, _allowed(options))


def _allowed(options: SplitOptions) -> list[Decimal]:
    """The figures that may stand in every file. Raises ExportRefused for what is no figure."""
    found = {text: number(text) for text in options.allowed}
    if odd := [text for text, value in found.items() if value is None]:
        raise ExportRefused(
            "可以公开的不是数",
            found="、".join(odd),
            expected="例如 --allow 1.5 300",
            todo="照文件里的数写，不带单位",
        )
    return [value for value in found.values() if value is not None]


def _filled(share: Share) -> frozenset[Decimal]:
    found: set[Decimal] = set()
    for cut in share.cut.sheets:
        for row in cut.puts.values():
            for put in row.values():
                if isinstance(put, Replaced):
                    found |= set(figures_in(put.new))
    return frozenset(found)


def require_clean(
    scan: LeakScan, members: list[Member], share: Share, splitter: Sharing, file: str
) -> None:
    """Raise ExportRefused where a file holds names or figures of other recipients."""
    recipient = splitter.plan.recipients[share.recipient]
    found = scan.found(members, share.recipient)
    if found:
        told = [f"{place_of(splitter.source, share.cut, leak)}：{leak.fault}" for leak in found]
        told = list(dict.fromkeys(told))
        more = f"；另有 {len(told) - _SHOWN_LEAKS} 处" if len(told) > _SHOWN_LEAKS else ""
        is_figure = any(number(leak.word) is not None for leak in found)
        allow = "；确实可以公开的数用命令导出，加 --allow 列出" if is_figure else ""
        raise ExportRefused(
            f"{file} 含有其他单位的内容，未导出",
            found="；".join(told[:_SHOWN_LEAKS]) + more,
            expected=f"只含{recipient.name}的名称和金额",
            todo=f"在原表的这些地方删去或改写，或移到该单位自己的行里{allow}",
        )
