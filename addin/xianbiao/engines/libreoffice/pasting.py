"""Copies of ranges: everything, or only values, formulas, formats, widths or notes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xianbiao.engines.libreoffice.formulas import shifted
from xianbiao.engines.libreoffice.guarded import expect_unlocked
from xianbiao.engines.libreoffice.refused import refused

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.ranges import Range

_WITH_FORMATS = ("formulas_and_number_formats", "values_and_number_formats")


def paste(
    source: Any,
    target: Any,
    what: str,
    operation: str | None = None,
    skip_blanks: bool = False,
    transpose: bool = False,
) -> None:
    """Copy a range to the place that begins with the first cell of another.

    `what` is one of xlwings' words: all, values, formulas, formats, column_widths, the number
    formats with values or formulas. A target of several whole copies of the source is filled.
    """
    if operation is not None:
        raise refused("粘贴时运算")
    rows, columns = source.shape[::-1] if transpose else source.shape
    for part in _parts(target, rows, columns):
        expect_unlocked(part)
        match what:
            case "all" | "all_using_source_theme" | "all_merging_conditional_formats":
                _copy_all(source, part, skip_blanks, transpose)
            case "values" | "values_and_number_formats":
                _copy_block(part, source.raw_value, source, skip_blanks, transpose)
            case "formulas" | "formulas_and_number_formats":
                _copy_formulas(source, part, skip_blanks, transpose)
            case "formats":
                _copy_formats(source, part, transpose)
            case "column_widths":
                for number in range(columns):
                    part(1, number + 1).column_width = source(1, number + 1).column_width
            case _:
                raise refused(f"这种粘贴（{what}）")
        if what in _WITH_FORMATS:
            _copy_number_formats(source, part, transpose)


def _parts(target: Range, rows: int, columns: int) -> list[Range]:
    """The blocks to be filled: several where the target holds whole copies, else one."""
    high, wide = target.shape
    down = high // rows if high % rows == 0 and wide % columns == 0 else 1
    across = wide // columns if high % rows == 0 and wide % columns == 0 else 1
    return [
        target.at(
            target.row + row * rows,
            target.column + column * columns,
            target.row + (row + 1) * rows - 1,
            target.column + (column + 1) * columns - 1,
        )
        for row in range(max(1, down))
        for column in range(max(1, across))
    ]


def _copy_all(source: Range, part: Range, skip_blanks: bool, transpose: bool) -> None:
    same_book = source.sheet.book is part.sheet.book
    if same_book and not transpose and not skip_blanks:
        part.sheet.uno.copyRange(part.uno_corner, source.uno_address)
        return
    _copy_formats(source, part, transpose)
    _copy_formulas(source, part, skip_blanks, transpose)


def _copy_formulas(source: Range, part: Range, skip_blanks: bool, transpose: bool) -> None:
    """Formulas go along with their place, as copies in Excel do."""
    rows, columns = part.row - source.row, part.column - source.column
    formulas = source.formula
    lines = [[formulas]] if isinstance(formulas, str) else formulas
    values = source.raw_value if len(source) > 1 else [[source.raw_value]]
    if transpose and any(text.startswith("=") for line in lines for text in line):
        raise refused("转置公式", "只转置数值")
    block = [
        [
            shifted(text, rows, columns) if text.startswith("=") else values[row][column]
            for column, text in enumerate(line)
        ]
        for row, line in enumerate(lines)
    ]
    _copy_block(part, block, source, skip_blanks, transpose)


def _copy_block(part: Range, block: Any, source: Range, skip_blanks: bool, transpose: bool) -> None:
    """Write values, a text as the text it was."""
    lines = [[block]] if len(source) == 1 and not isinstance(block, list) else block
    lines = [[_kept(value) for value in line] for line in lines]
    if transpose:
        lines = [list(line) for line in zip(*lines, strict=True)]
    if not skip_blanks:
        part.raw_value = lines
        return
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            if value not in (None, ""):
                part(row + 1, column + 1).raw_value = value


def _kept(value: Any) -> Any:
    """A value that entering leaves as it is: a text that looks like a number stays one."""
    if isinstance(value, str) and type(value) is str and not value.startswith("="):
        return f"'{value}"
    return value


def _copy_formats(source: Range, part: Range, transpose: bool) -> None:
    """Formats alone: copied with everything beside the sheet's contents, cell by look."""
    if transpose or source.sheet.book is not part.sheet.book:
        _copy_looks(source, part, transpose)
        return
    formulas = part.formula
    lines = ((formulas,),) if isinstance(formulas, str) else formulas
    values = part.cells.getDataArray()
    part.sheet.uno.copyRange(part.uno_corner, source.uno_address)
    part.raw_value = [
        [
            text if text.startswith("=") and value != text else _kept(value)
            for text, value in zip(texts, line, strict=True)
        ]
        for texts, line in zip(lines, values, strict=True)
    ]


_LOOK = (  # sorted, as UNO asks
    "BottomBorder2",
    "CellBackColor",
    "CellProtection",
    "CharColor",
    "CharFontName",
    "CharFontNameAsian",
    "CharHeight",
    "CharHeightAsian",
    "CharPosture",
    "CharPostureAsian",
    "CharWeight",
    "CharWeightAsian",
    "HoriJustify",
    "HoriJustifyMethod",
    "IsTextWrapped",
    "LeftBorder2",
    "NumberFormat",
    "ParaIndent",
    "RightBorder2",
    "TopBorder2",
    "VertJustify",
    "VertJustifyMethod",
)


def _copy_looks(source: Range, part: Range, transpose: bool) -> None:
    """Formats to another book or turned: property by property, once for each look."""
    same_document = source.sheet.book is part.sheet.book
    looks = source.cells.getUniqueCellFormatRanges()
    for number in range(looks.Count):
        look = looks.getByIndex(number)
        values = dict(zip(_LOOK, look.getPropertyValues(_LOOK), strict=True))
        if not same_document:
            code = source.sheet.book.formats.code(values["NumberFormat"])
            values["NumberFormat"] = part.sheet.book.formats.key(code)
        for address in look.RangeAddresses:
            top, left = address.StartRow + 1 - source.row, address.StartColumn + 1 - source.column
            bottom = address.EndRow + 1 - source.row
            right = address.EndColumn + 1 - source.column
            if transpose:
                top, left, bottom, right = left, top, right, bottom
            block = part.at(
                part.row + top, part.column + left, part.row + bottom, part.column + right
            )
            block.cells.setPropertyValues(_LOOK, tuple(values.values()))


def _copy_number_formats(source: Range, part: Range, transpose: bool) -> None:
    if transpose:
        raise refused("转置时带数字格式")
    formats, target_formats = source.sheet.book.formats, part.sheet.book.formats
    for row in range(source.shape[0]):
        for column in range(source.shape[1]):
            code = source(row + 1, column + 1).number_format
            key = target_formats.key(code) if code else formats.key("General")
            part(row + 1, column + 1).cells.NumberFormat = key
