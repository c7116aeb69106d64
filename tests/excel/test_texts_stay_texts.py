"""A text that begins like a formula or a number comes back as that text, whatever wrote it."""

import copy
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from support.desk import desk_with
from support.fake_book import FakeBook
from xianbiao.excel.apply import apply
from xianbiao.excel.live import read_grid
from xianbiao.excel.press import press
from xianbiao.excel.ranges import read_formulas, read_values, write
from xianbiao.excel.undo import changed_since, last_step, take_back
from xianbiao.export.workbook import write_workbook
from xianbiao.model.findings import Repair
from xianbiao.model.refs import Ref
from xianbiao.sheets.addresses import Area
from xianbiao.sheets.fill.repair import repaired, source_of
from xianbiao.sheets.patch import patch_at
from xianbiao.sheets.plan import Formula, SheetPlan
from xianbiao.sheets.styles import Style

PLACE = Area(40, 0, 40, 0)
REST = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), max_codepoint=0xFFFD), max_size=20
) | st.sampled_from(["SUM(A1:A9)", "1+1", "HYPERLINK(\"#'附件1'!A1\")", "附件1!C6", "5", "N/A"])
TEXTS = st.builds(str.__add__, st.sampled_from([*"=+-@'#", "＝"]), REST)
quick = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@pytest.fixture
def small(loaded: dict[str, FakeBook]) -> FakeBook:
    """A book with the sheets that are asked here, quick to copy."""
    book = copy.copy(loaded["changji-2023-70"])
    book.sheets = copy.copy(book.sheets)
    book.sheets.all = [copy.deepcopy(book.sheets["台账"])]
    book.sheets.active = book.sheets.all[0]
    for sheet in book.sheets.all:
        sheet.book = book
        sheet.api.ProtectContents = False
    book.sheets.book = book
    return book


def entered(book: FakeBook) -> object:
    return read_formulas(book.sheets["台账"], PLACE)[0][0]


@given(text=TEXTS)
@example(text="=1+1")
@quick
def test_a_text_is_written_and_read_as_itself(small: FakeBook, text: str) -> None:
    sheet = small.sheets["台账"]
    write(sheet, PLACE, [[text]])
    assert read_values(sheet, PLACE) == [[text]]
    assert entered(small) == text
    (cell,) = read_grid(sheet, "a.xlsx", PLACE).rows[0]
    assert not cell.is_formula


@given(text=TEXTS, later=TEXTS)
@example(text="=1+1", later="=1+1")
@quick
def test_undo_brings_back_a_text_and_a_formula_each_as_what_it_was(
    small: FakeBook, text: str, later: str
) -> None:
    sheet = small.sheets["台账"]
    for old, new in ((text, Formula("=1+1")), (Formula("=1+1"), text), (text, later)):
        write(sheet, PLACE, [[old]])
        before = small.picture()
        apply(small, [patch_at("台账", 40, 0, [[new]])], button="填", user="张三", time="12:00")
        assert entered(small) == new
        assert changed_since(small, last_step(small)) == []
        take_back(small, last_step(small))
        assert entered(small) == old
        assert small.picture() == before


@given(text=TEXTS, shown=st.sampled_from(["=1+1", 2.0, None]))
@quick
def test_a_formula_put_in_place_of_its_own_text_is_a_change(
    small: FakeBook, text: str, shown: object
) -> None:
    sheet = small.sheets["台账"]
    write(sheet, PLACE, [["=1+1"]])
    apply(small, [patch_at("台账", 40, 0, [[text]])], button="填", user="张三", time="12:00")
    cell = sheet.cell(41, 1)
    cell.entered, cell.value, cell.is_text = "=1+1", shown, False
    assert entered(small) == Formula("=1+1")
    assert len(changed_since(small, last_step(small))) == 1
    take_back(small, last_step(small))
    assert entered(small) == "=1+1"


@given(text=TEXTS)
@quick
def test_a_suggestion_keeps_a_text_a_text(text: str) -> None:
    here = Ref("a.xlsx", "附件1", "A2")
    assert source_of(text) is None
    assert repaired(text, Repair(here, "=1+1"), here) == "=1+1"
    assert repaired(f"{text}转移支出", Repair(here, "转移支付", "转移支出"), here) == (
        f"{text}转移支出".replace("转移支出", "转移支付")
    )


@given(texts=st.lists(TEXTS, min_size=1, max_size=8))
@quick
def test_a_file_holds_texts_as_texts(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    plan = SheetPlan("表")
    for row, text in enumerate(texts):
        plan.put(row, 0, text, Style.TEXT)
    path: Path = tmp_path_factory.mktemp("texts") / "a.xlsx"
    write_workbook([plan], path)
    sheet = openpyxl.load_workbook(path)["表"]
    cells = [sheet.cell(row, 1) for row in range(1, len(texts) + 1)]
    assert [(cell.data_type, cell.value) for cell in cells] == [("s", text) for text in texts]


def test_a_check_and_its_undo_leave_a_text_like_a_formula_a_text(
    changji: FakeBook,
) -> None:
    form = changji.sheets["附件3"]
    cell = form.cell(7, 5)
    cell.entered = cell.value = "=5189"
    cell.is_text = True
    before = changji.picture()
    desk, dialogs = desk_with()
    assert press("check_all", changji, desk), dialogs.warned
    assert press("undo_last", changji, desk), dialogs.warned
    assert changji.picture() == before
    assert not cell.has_formula
