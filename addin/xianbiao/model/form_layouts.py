"""Layouts of target forms (绩效表式样): the words of a form, as one region printed them."""

from __future__ import annotations

from functools import cache

from xianbiao.model.data_files import DATA, DataTable, read_data
from xianbiao.model.forms import FundRole
from xianbiao.model.records import Record

COLUMNS = 5
"""How many columns the indicators of a form take: 绩效指标, three levels, 指标值."""


class HeadCell(Record, frozen=True):
    """One field of a form's head: its name, and its value as printed, "" to be filled in.

    `is_local` marks an office of the area itself: the form of another area does not take it.
    """

    name: str
    value: str
    is_local: bool


class FundLabel(Record, frozen=True):
    """One line of 资金情况: what it is, and its printed words."""

    role: FundRole
    label: str


class Correction(Record, frozen=True):
    """A word that a form prints wrongly, what is written instead, and on what that rests."""

    printed: str
    written: str
    basis: str


class FormLayout(Record, frozen=True):
    """The words of one form from top to bottom; `region` and `year` None fit any.

    `goals` are quoted as printed; new forms write them with the `corrections`. `library` is
    the key of the indicator library that belongs to the form, "" for the newest of the fund.
    """

    key: str
    title: str
    source: str
    region: str | None
    year: int | None
    library: str
    subtitle: str
    head: tuple[tuple[HeadCell, ...], ...]
    funds_label: str
    funds: tuple[FundLabel, ...]
    goals_label: str
    goals: tuple[str, ...]
    header: tuple[str, ...]
    corrections: tuple[Correction, ...]

    def written(self, text: str) -> str:
        """A printed text with the corrections."""
        for correction in self.corrections:
            text = text.replace(correction.printed, correction.written)
        return text

    def fits(self, region: str | None, year: int | None) -> bool:
        """Whether the form is the region's own and of the year or before it."""
        if self.region is None or self.region != region:
            return False
        return year is None or self.year is None or self.year <= year


@cache
def standard_layout() -> FormLayout:
    """The words that forms of any fund share, for a region whose own form is not known."""
    return read_layout(read_data(DATA, "standard_form.toml").table("layout"), "standard")


def read_layout(data: DataTable, key: str) -> FormLayout:
    """A layout from its table; raises DataFileError naming file and key."""
    header = data.strings("header")
    if len(header) != COLUMNS:
        raise data.fault("header", f"应当有 {COLUMNS} 列，实际有 {len(header)} 列")
    return FormLayout(
        key=key,
        title=data.text("title"),
        source=data.text("source"),
        region=data.text("region") if "region" in data else None,
        year=data.whole("year") if "year" in data else None,
        library=data.text("library", ""),
        subtitle=data.text("subtitle"),
        head=tuple(tuple(_head(cell) for cell in row) for row in data.rows("head")),
        funds_label=data.text("funds_label"),
        funds=tuple(_fund_label(line) for line in data.tables("funds")),
        goals_label=data.text("goals_label"),
        goals=data.strings("goals", []),
        header=header,
        corrections=tuple(_correction(c) for c in data.tables("corrections"))
        if "corrections" in data
        else (),
    )


def _head(cell: DataTable) -> HeadCell:
    is_local = cell.values.get("local", False) is True
    return HeadCell(cell.text("name"), cell.text("value", ""), is_local)


def _fund_label(line: DataTable) -> FundLabel:
    name = line.text("role")
    if name not in FundRole.__members__:
        raise line.fault("role", f"应当是 {'、'.join(FundRole.__members__)} 之一，实际是 {name}")
    return FundLabel(FundRole[name], line.text("label"))


def _correction(data: DataTable) -> Correction:
    return Correction(data.text("printed"), data.text("written"), data.text("basis"))
