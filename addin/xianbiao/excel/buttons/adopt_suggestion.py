"""采纳建议: carries out the proposed repair of the current finding, after asking."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xianbiao.excel.books import file_of, sheet_called
from xianbiao.excel.checked import checked
from xianbiao.excel.desk import Desk
from xianbiao.excel.dialogs import Question
from xianbiao.excel.finding_list import current_number, findings_on, listing_name
from xianbiao.excel.progress import Cancelled
from xianbiao.excel.ranges import read_formulas
from xianbiao.model.amounts import format_amount
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.findings import Finding, Repair
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area, position
from xianbiao.sheets.fill.findings import ADOPTED, ListedFinding, result_patch
from xianbiao.sheets.fill.repair import repaired, source_of
from xianbiao.sheets.patch import patch_at

if TYPE_CHECKING:
    import xlwings as xw

LABEL = "采纳建议"


def adopt_suggestion(book: xw.Book, desk: Desk) -> None:
    """Check anew, show the old and the new contents, and write them when the clerk agrees.

    Raises XianbiaoError when no finding is current, when it no longer holds, or when its
    suggestion is no definite change.
    """
    listed = _current(book)
    repair = _repair(book, desk, listed)
    place, old = _cell_to_change(book, repair)
    new = repaired(old, repair, place)
    text = (
        f"{listed.rule} {listed.message}\n{place.where()}\n原来：{_shown(old)}\n改为：{_shown(new)}"
    )
    if not desk.dialogs.confirm(Question("adopt", text)):
        raise Cancelled(f"没有改，{place.where()}仍是原来的内容")
    row, column = position(place.cell or "")
    patch = patch_at(place.sheet or "", row, column, [[new]])
    desk.apply(
        book, f"{LABEL} {listed.rule}", [patch, result_patch(listing_name(book), listed, ADOPTED)]
    )
    desk.dialogs.tell(f"{place.where()}已改为“{_shown(new)}”；点“撤销上一步”可以退回")


def _shown(value: object) -> str:
    """Contents for a message."""
    if isinstance(value, Decimal):
        return format_amount(value)
    return str(value) if value not in (None, "") else "（空）"


def _current(book: xw.Book) -> ListedFinding:
    number = current_number(book)
    found = next((f for f in findings_on(book) if f.number == number), None)
    if found is None:
        raise XianbiaoError("还没有选中哪一处", ref=Ref(file_of(book)), todo="先点“下一处”")
    return found


def _repair(book: xw.Book, desk: Desk, listed: ListedFinding) -> Repair:
    """The repair of the finding as the workbook stands now."""
    if listed.sheet and sheet_called(book, listed.sheet) is None:
        raise XianbiaoError(
            "这一处改不了",
            ref=Ref(file_of(book), listed.sheet),
            found="这张表不见了或改了名",
            todo="把表名改回来，或重新点“全面核对”",
        )
    with desk.progress(book, "读取") as advance:
        found = [f for f in checked(book, advance).findings if _is(f, listed)]
    place = Ref(file_of(book), listed.sheet or None, listed.cell or None)
    if not found:
        raise XianbiaoError("这一处已经改过，不再有错", ref=place, todo="重新点“全面核对”")
    repair = next((f.repair for f in found if f.repair is not None), None)
    if repair is None:
        raise XianbiaoError(
            "这一处没有可以直接采纳的改法",
            ref=place,
            found=listed.message,
            todo=found[0].suggestion or "核对原件后手工改",
        )
    return repair


def _is(finding: Finding, listed: ListedFinding) -> bool:
    here = (finding.rule, finding.ref.sheet or "", finding.ref.cell or "")
    return here == (listed.rule, listed.sheet, listed.cell) and finding.message == listed.message


def _cell_to_change(book: xw.Book, repair: Repair) -> tuple[Ref, object]:
    """The cell that holds the contents, and what is entered there now.

    A cell that only repeats another one leads there.
    """
    place = repair.ref
    for _ in range(3):
        sheet = sheet_called(book, place.sheet or "")
        if sheet is None or place.cell is None:
            raise XianbiaoError("找不到要改的格", ref=place, todo="重新点“全面核对”")
        row, column = position(place.cell)
        ((entered,),) = read_formulas(sheet, Area(row, column, row, column))
        source = source_of(entered)
        if source is None:
            return place, entered
        place = Ref(place.file, source.sheet, source.cell)
    return place, entered
