"""Accounts (科目) and tags that notices name in their text: codes with their names by year."""

from __future__ import annotations

from functools import cache

from xianbiao.model.data_files import DATA, DataTable, read_data
from xianbiao.model.records import Record


class Account(Record, frozen=True):
    """A code with its full name, and the budget years in which it is known to bear it.

    `last` is None where no later name was seen.
    """

    code: str
    name: str
    first: int
    last: int | None
    source: str

    def is_of(self, year: int) -> bool:
        """Whether the code is known to bear this name in a year."""
        return self.first <= year and (self.last is None or year <= self.last)


@cache
def load_accounts() -> tuple[Account, ...]:
    """Every account of the package, in the order of the file.

    Raises DataFileError where the file is malformed, or gives a code two names in one year.
    """
    data = read_data(DATA, "accounts.toml")
    found = tuple(_account(row) for row in data.tables("account"))
    seen: dict[str, list[Account]] = {}
    for account in found:
        for other in seen.setdefault(account.code, []):
            if account.is_of(other.first) or other.is_of(account.first):
                raise data.fault("account", f"里 {account.code} 在同一年度有两个名称")
        seen[account.code].append(account)
    return found


@cache
def accounts_of(year: int) -> dict[str, Account]:
    """The accounts whose names are known for a budget year, by code."""
    return {a.code: a for a in load_accounts() if a.is_of(year)}


def _account(row: DataTable) -> Account:
    last = row.whole("to", 0)
    first = row.whole("from")
    if not row.text("code").isdigit() or not row.text("source"):
        raise row.fault("code", "应当全是数字，并写明 source")
    if last and last < first:
        raise row.fault("to", f"应当不早于 {first}")
    return Account(row.text("code"), row.text("name"), first, last or None, row.text("source"))
