"""A county's file is made of what concerns it, and stays the same when only others change."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from importlib import resources

import pytest

from xianbiao.demo.run import NOTICES
from xianbiao.model.amounts import read_amount
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref, Text
from xianbiao.readers import read_notice
from xianbiao.sheets.layout.county import county_book
from xianbiao.sheets.layout.county_own import common_part, own_part
from xianbiao.sheets.plan import SheetPlan

MINE, OTHER = 1, 2


@pytest.fixture(params=NOTICES)
def notice(request: pytest.FixtureRequest) -> Notice:
    with resources.as_file(resources.files("xianbiao.demo") / request.param) as source:
        return read_notice([source])


def parts(notice: Notice, index: int = MINE) -> tuple[object, object]:
    """What the file of one recipient is known by."""
    table = notice.tables[0]
    return common_part(notice, table), own_part(notice, table, index)


def book(notice: Notice, index: int) -> list[SheetPlan]:
    """The sheets made of what concerns the recipient of one row."""
    table = notice.tables[0]
    own = own_part(notice, table, index).joined(common_part(notice, table))
    return county_book(own, own.tables[0], index)


def test_what_concerns_a_recipient_gives_the_whole_of_its_file(notice: Notice) -> None:
    table = notice.tables[0]
    for index in range(len(table.rows)):
        assert book(notice, index) == county_book(notice, table, index)


@pytest.mark.parametrize(
    "change",
    [
        lambda n: n.forms.clear(),
        lambda n: n.code_tables.clear(),
        lambda n: n.entries.clear(),
        lambda n: n.attachments.clear(),
        lambda n: setattr(n, "fund", None),
        lambda n: setattr(n, "area", None),
        lambda n: setattr(n, "superior", None),
        lambda n: setattr(n, "budget_year", None),
        lambda n: n.tables[0].equations.clear(),
        lambda n: n.tables[0].units.clear(),
        lambda n: setattr(n, "forms", [f for f in n.forms if not f.is_prefecture]),
        lambda n: n.tables[0].rows.__setitem__(
            MINE, replace(n.tables[0].rows[MINE], recipient=None, name=Text("", Ref("")))
        ),
    ],
    ids=range(12),
)
def test_it_does_so_for_notices_that_lack_something(
    notice: Notice, change: Callable[[Notice], object]
) -> None:
    change(notice)
    table = notice.tables[0]
    for index in (0, MINE, len(table.rows) - 1):
        assert book(notice, index) == county_book(notice, table, index)


def raised(notice: Notice, index: int) -> None:
    """Another amount in every column of a row, and in the total."""
    table = notice.tables[0]
    for row in (table.rows[index], table.total):
        if row is not None:
            row.amounts.update(
                {i: read_amount(Decimal(777) + i, a.ref) for i, a in row.amounts.items()}
            )


def elsewhere(notice: Notice) -> None:
    """The same row, read from another line."""
    table = notice.tables[0]
    table.rows[MINE] = replace(table.rows[MINE], ref=Ref("别的文件", line=999))
    notice.file = "别的文件"


def retargeted(notice: Notice, index: int) -> None:
    """Another value of the first target in the form of a recipient."""
    recipient = notice.tables[0].rows[index].recipient
    form = notice.form_for(recipient) if recipient is not None else None
    if form is not None:
        form.placed[0] = replace(form.placed[0], value="改过")


@pytest.mark.parametrize(
    "change",
    [lambda n: raised(n, OTHER), elsewhere, lambda n: retargeted(n, OTHER)],
    ids=["amount", "place", "target"],
)
def test_what_changes_for_others_changes_nothing_for_it(
    notice: Notice, change: Callable[[Notice], object]
) -> None:
    before, file = parts(notice), county_book(notice, notice.tables[0], MINE)
    change(notice)
    assert parts(notice) == before
    assert county_book(notice, notice.tables[0], MINE) == file


def test_its_own_changes_are_seen(notice: Notice) -> None:
    before = parts(notice)
    raised(notice, MINE)
    changed = parts(notice)
    assert changed != before
    notice.number = Text("另一个文号", Ref(""))
    assert parts(notice) != changed


def test_nothing_of_another_recipient_is_in_it(notice: Notice) -> None:
    raised(notice, OTHER)
    own = own_part(notice, notice.tables[0], MINE).joined(common_part(notice, notice.tables[0]))
    assert "777" not in repr(own.tables)
    assert notice.tables[0].rows[OTHER].name.stripped not in repr(own.tables)
