"""Which tables of a clerk's workbook are divided among recipients, and which are for everybody."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from xianbiao.model.errors import UnreadableTable
from xianbiao.model.tables import LOOK, RecognisedTable
from xianbiao.sheets.recognise.tables.layout import PLAIN
from xianbiao.sheets.recognise.tables.split import Key, key_of
from xianbiao.sheets.recognise.tables.words import words


class UnclearTable(UnreadableTable):
    """A table that cannot be divided: whose its rows are would be a guess.

    `common` is its sheet where it may go to everybody: it names no known recipient.
    """

    def __init__(self, table: RecognisedTable, *, names_recipients: bool) -> None:
        self.common = None if names_recipients else table.sheet
        everybody = f"；人人都要的表，问到时选“是”（命令：--common {self.common}）"
        super().__init__(
            "这张表没有认清，不能分给各单位",
            ref=table.ref,
            found="；".join(d.text for d in table.doubts if d.is_fatal),
            expected="一个单位一行（或连同下面的明细行），有金额列",
            todo=f"{LOOK}{everybody if self.common else ''}",
        )


def divided_tables(
    tables: Iterable[RecognisedTable], common: Collection[str]
) -> list[RecognisedTable]:
    """The tables that hold a row, or a lane, for each of several recipients.

    Beside a table of places, one that names neither places nor institutions (the money of each
    item) is no recipient's. A table that was not understood, such as one of head counts alone, is
    divided where each of its names is a place or stands in a table that was understood. One that
    names none of them, such as a list of rates, stays what all other texts of its sheet are.
    A table of a single place or known recipient is divided where it stands with one of several.
    Raises UnclearTable where it names both: whose its rows are would be a guess.
    """
    tables = list(tables)
    several = [t for t in tables if len(t.recipients) > 1 and t.sheet not in common]
    clear = [t for t in several if t.is_understood]
    if any(sum(bool(code) for code, _ in _keys(t)) * 2 > len(_keys(t)) for t in clear):
        several = [t for t in several if t not in clear or _has_recipients(t)]
    known = {key for t in several if t.is_understood for key in _keys(t)}
    found = []
    for table in several:
        keys = _keys(table)
        theirs = {key for key in keys if key[0] or key in known}
        if table.is_understood or (theirs == keys and table.layout == PLAIN):
            found.append(table)
        elif theirs or not known:
            raise UnclearTable(table, names_recipients=bool(theirs))
    sheets = {t.sheet for t in found}
    single = [t for t in tables if t.sheet in sheets and _is_of_one(t, known)]
    return [t for t in tables if t in found or t in single] if single else found


def _is_of_one(table: RecognisedTable, known: Collection[Key]) -> bool:
    """Whether a table that was understood has the row of one recipient alone."""
    if len(table.recipients) != 1 or not table.is_understood or table.layout != PLAIN:
        return False
    return bool(table.money) and all(key[0] or key in known for key in _keys(table))


def _has_recipients(table: RecognisedTable) -> bool:
    """Whether a table names a place, or an institution by what such are called."""
    return any(code or words().institution.search(name) for code, name in _keys(table))


def _keys(table: RecognisedTable) -> set[Key]:
    return {key_of(row.recipient) for row in table.recipients if row.recipient is not None}
