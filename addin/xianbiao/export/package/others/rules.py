"""What stands around the rows of a sheet, in the file of one recipient: nothing names others."""

from __future__ import annotations

from xianbiao.export.package.elements import Element
from xianbiao.export.package.others.formats import cut_formats
from xianbiao.export.package.others.lists import Validations
from xianbiao.export.package.others.surroundings import cut_filters, cut_headers, cut_links
from xianbiao.export.package.others.whose import Whose
from xianbiao.export.package.remaining import Remaining


def cut_others(root: Element, sheet: str, remaining: Remaining, whose: Whose) -> None:
    """Cut a sheet without its rows; every place in it is still that of the source.

    What is for rows that go anyway is left to go with them.
    """
    rows = remaining.rows[sheet.lower()]
    Validations(sheet, remaining, whose).cut(root)
    cut_formats(root, sheet, rows, whose)
    cut_links(root, sheet, rows, whose)
    cut_headers(root, sheet, whose)
    if rows.is_identity:
        cut_filters(root, sheet, whose)
