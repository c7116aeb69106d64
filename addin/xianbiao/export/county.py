"""The package for one recipient, as bytes, and the name of its file."""

from __future__ import annotations

from pathlib import Path

from xianbiao.export.facts import facts_of
from xianbiao.export.package.archive import read_archive
from xianbiao.export.package.pieces import repacked
from xianbiao.export.placing import refuse_existing
from xianbiao.export.stencil import NoStencil, Stencil
from xianbiao.export.workbook import workbook_bytes, write_workbook
from xianbiao.model.allocation import AllocationTable
from xianbiao.model.expressions import expression
from xianbiao.model.funds import FundProfile
from xianbiao.model.notices import Notice
from xianbiao.model.remembered import Remembered
from xianbiao.sheets.blank import blank_county
from xianbiao.sheets.layout.context import recipient_of
from xianbiao.sheets.layout.county import county_book
from xianbiao.sheets.layout.county_own import OwnPart, common_part, own_part

LONGEST_NAME = 255
"""The most bytes that a file name may have on the file systems in use."""

_FORBIDDEN = expression(r'[\\/:*?"<>|\x00-\x1f]')


def county_bytes(notice: Notice, table: AllocationTable, index: int) -> bytes:
    """The file for the recipient of one row of the table."""
    return CountyFiles().bytes_of(notice, table, index)


class CountyFiles:
    """Makes the files of one export; those of one shape cost little after the first."""

    def __init__(self, stencils: list[Stencil] | None = None) -> None:
        self._stencils = [] if stencils is None else stencils
        self.written = 0
        """How many files were written and computed from the ground up."""

    def bytes_of(self, notice: Notice, table: AllocationTable, index: int) -> bytes:
        """The file for the recipient of one row: the same bytes whatever was made before."""
        plans = county_book(notice, table, index)
        for stencil in self._stencils:
            cut = stencil.cut(plans)
            if cut is not None:
                return cut
        self.written += 1
        try:
            stencil = Stencil(plans)
        except NoStencil:
            return repacked(read_archive(workbook_bytes(plans), ""))
        self._stencils.append(stencil)
        return stencil.own()


_STENCILS: list[Stencil] = []
_MOST_STENCILS = 6
_FILES = Remembered[object, bytes](128)


class KeptFiles:
    """The files of one notice, which use what earlier exports in this process left.

    A file is made of what concerns its recipient and known again by it, so that it stays the
    same when only others' amounts have changed. The notice may not change meanwhile.
    """

    def __init__(self, notice: Notice, table: AllocationTable) -> None:
        del _STENCILS[:-_MOST_STENCILS]
        self._notice, self._table = notice, table
        self._common = common_part(notice, table)
        self._facts = facts_of(self._common)
        self._files = CountyFiles(_STENCILS)

    def bytes_of(self, index: int) -> bytes:
        """The file for the recipient of one row, by its own facts: never another's."""
        own = own_part(self._notice, self._table, index)
        return _FILES.of((self._facts, facts_of(own)), lambda: self._made(own))

    def _made(self, own: OwnPart) -> bytes:
        notice = own.joined(self._common)
        return self._files.bytes_of(notice, notice.tables[0], own.index)


def write_blank_county(county: str, fund: FundProfile, year: int, batch: str, out: Path) -> str:
    """Write the file of a county before anything is allocated; returns the county's name.

    Raises XianbiaoError for a code that is no county, and ExportRefused when the file exists.
    """
    refuse_existing(out)
    notice, index = blank_county(county, fund, year, batch)
    table = notice.tables[0]
    write_workbook(county_book(notice, table, index), out)
    return recipient_of(table.rows[index], index + 1)


def county_name(notice: Notice, table: AllocationTable, index: int) -> str:
    """`{order:02d}_{recipient}_{文号}.xlsx`, with `_` for characters no file name may hold."""
    row = table.rows[index]
    order = order_of(table, index)
    number = notice.number.stripped if notice.number else ""
    name = f"{order:02d}_{recipient_of(row, order)}_{number}"
    return _FORBIDDEN.sub("_", name).rstrip(". ") + ".xlsx"


def order_of(table: AllocationTable, index: int) -> int:
    """The order of a row's recipient in the table, from 1."""
    recipient = table.rows[index].recipient
    return recipient.order if recipient else index + 1
