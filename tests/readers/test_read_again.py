"""A workbook that was read before in another state reads as one that is read for the first time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from xianbiao.checks import check
from xianbiao.demo.run import NOTICES
from xianbiao.export.importing import import_notice
from xianbiao.model.errors import UnreadableFile
from xianbiao.model.remembered import Remembered
from xianbiao.readers import (
    engine,
    formulas,
    package,
    read_notice,
    sheet_contents,
    sheet_rows,
    xlsx,
)
from xianbiao.readers.sheet_rows import read_rows, read_strings
from xianbiao.readers.xlsx import read_xlsx
from xianbiao.readers.xml_pieces import Pieces
from xianbiao.sheets.grid import Grid
from xianbiao.sheets.layout import keys

DEMO = Path(formulas.__file__).parents[1] / "demo"
Edit = Callable[[Any], None]


def forget() -> None:
    """As in a process that has just started."""
    kept = (package._INFLATED, sheet_contents._KNOWN, sheet_contents._ROWS, xlsx._LAID)
    for memory in kept:
        memory.clear()  # type: ignore[attr-defined]
    for pieces in (sheet_rows._ROWS, sheet_rows._TEXTS):
        pieces._known.clear()  # type: ignore[attr-defined]
    engine._LAST.clear()
    xlsx._grids.cache_clear()


def said(grids: list[Grid]) -> list[object]:
    """All that grids say, values with their kinds."""
    return [(g, [[(type(c.value), repr(c.value)) for c in row] for row in g.rows]) for g in grids]


@pytest.fixture(scope="module", params=NOTICES)
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A working workbook as an editor saves it that computes nothing; its long lists cut short."""
    path = tmp_path_factory.mktemp("book") / "工作簿.xlsx"
    notice = read_notice([DEMO / request.param])
    import_notice(notice, check(notice), path)
    changed = openpyxl.load_workbook(path)
    for sheet in (keys.CALENDAR_SHEET, keys.READING_SHEET):
        changed[sheet].delete_rows(3, changed[sheet].max_row)
    changed.save(path)
    return path


def annex(book: Any) -> Any:
    """The sheet of the allocation table."""
    return next(sheet for sheet in book if sheet.title.startswith("附件"))


def typed(value: object) -> Edit:
    """Put a value over the last amount of the allocation table."""

    def edit(book: Any) -> None:
        sheet = annex(book)
        place = max(
            (c.row, c.column) for row in sheet for c in row if isinstance(c.value, int | float)
        )
        sheet.cell(*place).value = value

    return edit


def renamed(book: Any) -> None:
    book[keys.PARAMETERS_SHEET]["B6"] = "改过的文字 <&>"


def inserted(book: Any) -> None:
    book[keys.LIBRARY_SHEET].insert_rows(2)


def over_formula(book: Any) -> None:
    sheet = book[keys.REGISTER_SHEET]
    next(c for row in sheet for c in row if c.data_type == "f").value = 7


def other_formula(book: Any) -> None:
    sheet = annex(book)
    cell = next(c for row in sheet for c in row if str(c.value).startswith("=SUM"))
    cell.value = f"{cell.value}+1"


def formatted(book: Any) -> None:
    for row in annex(book):
        for cell in row:
            cell.number_format = '0"人"'


def merged(book: Any) -> None:
    annex(book).merge_cells("A6:B7")
    annex(book).row_dimensions[8].hidden = True


def widened(book: Any) -> None:
    annex(book).cell(3, annex(book).max_column + 2).value = "旁注"


def narrowed(book: Any) -> None:
    annex(book).delete_cols(annex(book).max_column)


def reordered(book: Any) -> None:
    """Other words before all others, so that every shared string gets another number."""
    book.worksheets[0]["A1"] = "另一个开头"


def one(value: object) -> Edit:
    """Put a value beside the table: 1 and TRUE are equal and are not the same."""

    def edit(book: Any) -> None:
        annex(book).cell(annex(book).max_row, 1).value = value

    return edit


def dated(book: Any) -> None:
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904


def dropped(book: Any) -> None:
    del book[keys.LEDGER_SHEET]


EDITS: list[Edit] = [
    typed(12345),
    typed(0.1),
    typed("十二"),
    typed("12"),
    typed("=1+1"),
    typed(" 两端 "),
    typed("#N/A"),
    typed(True),
    typed(None),
    renamed,
    inserted,
    over_formula,
    other_formula,
    formatted,
    merged,
    widened,
    narrowed,
    reordered,
    dated,
    dropped,
]


@pytest.mark.parametrize("edit", EDITS, ids=lambda e: e.__qualname__.partition(".")[0])
def test_a_changed_workbook_reads_as_for_the_first_time(
    book: Path, tmp_path: Path, edit: Edit
) -> None:
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(book.read_bytes())
    forget()
    before = said(read_xlsx(path))
    first = path.read_bytes()
    changed = openpyxl.load_workbook(path)
    edit(changed)
    changed.save(path)
    again = said(read_xlsx(path))
    forget()
    assert again == said(read_xlsx(path))
    assert again != before or edit in (renamed, dated)
    path.write_bytes(first)
    assert said(read_xlsx(path)) == before


def test_values_that_are_equal_but_of_another_kind_are_read_anew(
    book: Path, tmp_path: Path
) -> None:
    path = tmp_path / "工作簿.xlsx"
    saved, found = [], []
    forget()
    for value in (1, True, "1", 1):
        changed = openpyxl.load_workbook(book)
        one(value)(changed)
        changed.save(path)
        saved.append(path.read_bytes())
        found.append(said(read_xlsx(path)))
    for data, again in zip(saved, found, strict=True):
        forget()
        path.write_bytes(data)
        assert again == said(read_xlsx(path))
    assert found[0] == found[-1]
    assert len({str(f) for f in found}) == 3


def test_what_follows_a_typed_number_is_computed_without_loading_the_workbook_again(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "工作簿.xlsx"
    path.write_bytes(book.read_bytes())
    loads: list[int] = []
    load = engine.loaded

    def counted(data: bytes) -> Any:
        loads.append(len(data))
        return load(data)

    monkeypatch.setattr(engine, "loaded", counted)
    forget()
    for amount in (1, 250, 0.25, 250):
        changed = openpyxl.load_workbook(path)
        typed(amount)(changed)
        changed.save(path)
        read_xlsx(path)
    assert len(loads) == 1
    changed = openpyxl.load_workbook(path)
    other_formula(changed)
    changed.save(path)
    read_xlsx(path)
    assert len(loads) == 2


def saved(path: Path, amount: float, formula: str) -> Path:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"], sheet["A2"] = amount, formula
    book.save(path)
    return path


def value(path: Path) -> object:
    return read_xlsx(path)[0].rows[1][0].value


def test_a_formula_that_changes_by_itself_is_always_computed_anew(tmp_path: Path) -> None:
    forget()
    first = value(saved(tmp_path / "表.xlsx", 1, "=A1*0+TODAY()"))
    assert isinstance(first, int | float)
    assert engine._LAST == []
    assert value(saved(tmp_path / "表.xlsx", 2, "=A1*2")) == 4
    assert len(engine._LAST) == 1
    assert value(saved(tmp_path / "表.xlsx", 3, "=A1*2")) == 6


def test_an_engine_that_broke_off_is_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget()
    assert value(saved(tmp_path / "表.xlsx", 1, "=A1*2")) == 2
    with monkeypatch.context() as patch:

        def cut_off(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(formulas, "_values", cut_off)
        with pytest.raises(KeyboardInterrupt):
            read_xlsx(saved(tmp_path / "表.xlsx", 5, "=A1*2"))
    assert engine._LAST == []
    assert value(saved(tmp_path / "表.xlsx", 6, "=A1*2")) == 12


def test_a_part_that_is_damaged_later_is_found(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet().write("A1", 123456)
    assert read_xlsx(path)[0].rows[0][0].value == 123456
    data = bytearray(path.read_bytes())
    at = zipfile.ZipFile(path).getinfo("xl/worksheets/sheet1.xml").header_offset + 60
    data[at] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(UnreadableFile):
        read_xlsx(path)


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ROWS = '<row r="1"><c r="A1"><v>1</v></c></row><row><c t="s"><v>0</v></c><c><f>A1</f></c></row>'


def sheet(rows: str, head: str = "", root: str = MAIN, tail: str = "") -> bytes:
    return f"{head}<worksheet {root}><sheetData>{rows}</sheetData>{tail}</worksheet>".encode()


PLAIN = [
    sheet(ROWS),
    sheet(ROWS, head='<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'),
    sheet(f"\n{ROWS}\n"),
    sheet(
        ROWS.replace("<row>", '<row x:dyDescent="0.2">'),
        root=f'{MAIN} xmlns:x="urn:x" x:Ignorable="x"',
    ),
    sheet(ROWS, tail='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'),
]
ODD = [
    sheet(""),
    sheet(ROWS.replace("</row>", "<!-- <row/> --></row>", 1)),
    sheet(ROWS.replace("<f>A1</f>", '<f><![CDATA["<row "]]></f>')),
    sheet(ROWS.replace("<c r=", "<row/><c r=")),
    sheet(ROWS.replace("<row>", "<other/><row>")),
    sheet(ROWS.replace("<row>", "<?pi <row ?><row>")),
    sheet(ROWS, head='<?xml version="1.0" encoding="ISO-8859-1"?>'),
    sheet(ROWS).replace(b"<sheetData>", b"<sheetData >"),
    sheet(ROWS, tail="<extLst><sheetData/></extLst>"),
    sheet(ROWS).decode().encode("utf-16"),
    f"<x:worksheet {MAIN.replace('xmlns', 'xmlns:x')}><x:sheetData/></x:worksheet>".encode(),
]


def whole(part: bytes, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    """The rows of a part, parsed in one go."""
    with monkeypatch.context() as patch:
        patch.setattr(Pieces, "read", lambda *_: None)
        _, root, rows = read_rows(part)
        return [e.tag for e in root], list(rows)


@pytest.mark.parametrize("part", PLAIN + ODD, ids=range(len(PLAIN + ODD)))
def test_rows_read_piece_by_piece_are_those_of_the_whole(
    part: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = whole(part, monkeypatch)
    for _ in range(2):
        frame, root, rows = read_rows(part)
        assert ([e.tag for e in root], list(rows)) == expected
        assert (frame is None) == (
            part in ODD[1:] or b"<sheetData></sheetData>" not in (frame or b"")
        )


@pytest.mark.parametrize(
    "part",
    [
        sheet("<row><c></row>"),
        sheet(ROWS) + b"<",
        sheet(ROWS, tail="<a>"),
        sheet("<row></row><row>"),
        sheet("&none;<row/>"),
        sheet(ROWS.replace("<row>", '<row y:a="1">')),
        sheet("<row><c r='A1' r='B1'/></row>"),
    ],
    ids=range(7),
)
def test_a_broken_part_is_broken_piece_by_piece_too(part: bytes) -> None:
    for _ in range(2):
        with pytest.raises(SyntaxError):
            read_rows(part)


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 200])
def test_strings_read_in_pieces_are_those_of_the_whole(
    count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = [
        f"<si><t>甲{n}&amp;_x0041_</t></si>"
        if n % 3
        else f"<si><r><t>{n}</t></r><rPh><t>a</t></rPh></si>"
        for n in range(count)
    ]
    part = f'<?xml version="1.0"?><sst {MAIN} count="3">{"".join(items)}</sst>'.encode()
    once = list(read_strings(part))
    changed = part.replace("甲1&".encode(), "乙&".encode())
    twice = list(read_strings(changed))
    monkeypatch.setattr(Pieces, "later", lambda *_: None)
    read_strings.cache_clear()
    assert once == read_strings(part)
    assert twice == read_strings(changed)
    assert len(once) == count


def test_strings_are_read_where_they_are_asked_for_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = "".join(f"<si><t>乙{n}</t></si>" for n in range(200))
    read: list[int] = []
    piece = Pieces._piece
    monkeypatch.setattr(
        Pieces, "_piece", lambda self, cut, at: (read.append(at), piece(self, cut, at))[1]
    )
    strings = read_strings(f"<sst {MAIN}>{items}</sst>".encode())
    assert (len(strings), strings[70], strings[71], strings[199]) == (200, "乙70", "乙71", "乙199")
    assert strings[64:66] == ["乙64", "乙65"]
    assert read == [1, 3]
    with pytest.raises(IndexError):
        strings[200]


@pytest.mark.parametrize("broken", ["<si><t>丙</si>", "<si><t>&none;</t></si>", "<si>"])
def test_broken_strings_are_told_although_nobody_asks_for_them(broken: str) -> None:
    items = "".join(f"<si><t>丁{n}</t></si>" for n in range(99))
    with pytest.raises(SyntaxError):
        read_strings(f"<sst {MAIN}>{items}{broken}</sst>".encode())


def test_what_is_remembered_stays_within_its_room() -> None:
    known = Remembered[str, int](10)
    for number, name in enumerate("甲乙丙丁戊己"):
        known.keep(name, number, 2)
        known.get("甲")
    assert [known.get(name) for name in "甲乙丙丁戊己"] == [0, None, 2, 3, 4, 5]
    assert known.keep("大", 9, 3) == 9
    assert known.get("大") is None
    known.keep("己", 7, 1)
    assert known.get("己") == 7


def test_a_workbook_in_memory_is_read_to_its_end() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        archive.writestr("大.bin", b"\0" * (9 << 20))
    read = package.package_of(Path("表.xlsx"), made.getvalue())
    assert read.part("大.bin") == b"\0" * (9 << 20)
    assert read.part("xl/workbook.xml") == b"<a/>"
