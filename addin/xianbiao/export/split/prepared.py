"""What every export of a clerk's workbook begins with: the shares of those who are served."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from xianbiao.export.only import no_such_recipient
from xianbiao.export.package.leak import LeakScan
from xianbiao.export.package.source import SourceBook
from xianbiao.export.split.amount_rule import amount_notes, blank_notes
from xianbiao.export.split.clean import scan_for
from xianbiao.export.split.dividing import sharing_of
from xianbiao.export.split.options import SplitOptions
from xianbiao.export.split.sharing import Sharing
from xianbiao.export.split.splitter import Share
from xianbiao.model.errors import ExportRefused, XianbiaoError
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.model.tables import LOOK
from xianbiao.sheets.split_plan import SplitPlan

Progress = Callable[[str, int, int], None]
"""Told the recipient whose file is done, how many are done, and how many there are."""
IsCancelled = Callable[[], bool]


class ExportCancelled(XianbiaoError):
    """The clerk stopped the export; nothing was written."""


def nothing_to_give(file: str) -> ExportRefused:
    """The error for a workbook of which no recipient would get anything."""
    return ExportRefused(
        "没有认出可以拆给单位的行或表",
        ref=Ref(file),
        expected="一张每个单位一行、有表头的表，或以单位命名的工作表",
        todo=f"{LOOK}；认错的在“认表”的“改为”里选对，或把工作表改名为单位名称",
    )


class Prepared(Record, frozen=True):
    """The shares of all recipients by their index, those who are served now, and the scan.

    `notes` tell the clerk where the amounts come from.
    """

    plan: SplitPlan
    splitter: Sharing
    shares: Mapping[int, Share]
    served: tuple[int, ...]
    scan: LeakScan
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, source: SourceBook, plan: SplitPlan, options: SplitOptions, only: str | None
    ) -> Prepared:
        """Add up everybody's rows, for all recipients or `only` one.

        Raises ExportRefused where nothing can be given out or a total of the source is not the
        sum of its rows, UnknownRecipient where `only` is nobody.
        """
        splitter = sharing_of(source, plan, options)
        shares = {i: splitter.share(i) for i in plan.served()}
        if not shares:
            raise nothing_to_give(source.file)
        _require_totals(splitter, plan, shares)
        served = tuple(_chosen(plan, list(shares), only, source.file))
        scan = scan_for(splitter, plan, shares, options)
        notes = amount_notes(plan, [s.source for i in served if (s := shares[i]).sums])
        notes += blank_notes(plan, [shares[i].amount for i in served])
        return cls(plan, splitter, shares, served, scan, tuple(notes))

    def each(self, progress: Progress | None, cancelled: IsCancelled | None) -> Iterator[int]:
        """Those who are served, one after another; each is told when its work is done.

        Raises ExportCancelled where `cancelled` says so.
        """
        for done, index in enumerate(self.served, start=1):
            if cancelled is not None and cancelled():
                file = self.splitter.source.file
                raise ExportCancelled("已取消，没有写出文件", ref=Ref(file))
            yield index
            if progress is not None:
                progress(self.plan.recipients[index].name, done, len(self.served))


def total_of(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that there are; None where there is none."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None


def _require_totals(splitter: Sharing, plan: SplitPlan, shares: Mapping[int, Share]) -> None:
    """Raise ExportRefused where a total of the source is not the sum of the recipients' rows."""
    for at in range(len(plan.tables)):
        added: dict[int, Decimal | None] = {}
        for share in shares.values():
            for column, value in share.sums.get(at, {}).items():
                if value is not None:
                    added[column] = (added.get(column) or Decimal(0)) + value
        splitter.totals(at).require_total(added)


def _chosen(plan: SplitPlan, served: list[int], only: str | None, file: str) -> list[int]:
    """The recipients asked for. Raises UnknownRecipient where `only` is none of them."""
    if only is None:
        return served
    found = [i for i in served if plan.recipients[i].is_called(only)]
    if not found:
        raise no_such_recipient(only, [plan.recipients[i] for i in served], file)
    return found
