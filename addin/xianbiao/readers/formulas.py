"""Values of formulas where a workbook stores none, or none that can be trusted."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.expressions import expression
from xianbiao.model.refs import Ref
from xianbiao.readers.engine import basis_of, computed_engine, keep, loaded
from xianbiao.readers.followers import followers_in, is_light, without
from xianbiao.readers.number_formats import from_serial, is_date_format, to_serial
from xianbiao.readers.package import STRICT, WORKBOOK, Package
from xianbiao.readers.sheet_contents import SheetCell
from xianbiao.readers.sheet_xml import Sheet, SheetReader, formulas_of

Address = tuple[str, str]
"""Sheet and cell."""

_ASKS = expression(rb'<(?:\w+:)?calcPr\b[^>]*\bfullCalcOnLoad="(?:1|true)"')
_LINK = expression(r"\[[^\[\]]+\][^\[\]!,;()]*!")
_FUNCTION = expression(r"([A-Za-z_][A-Za-z0-9_.]*)\(")
_KINDS = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Value": "#VALUE!",
    "Ref": "#REF!",
    "Num": "#NUM!",
    "Null": "#NULL!",
}
ERRORS = frozenset(_KINDS.values())
"""What a cell shows whose formula comes to nothing."""
_LONGEST = 80


class _Uncomputed:
    """Stands for the value of a formula that the engine cannot compute."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def computed_values(
    package: Package, reader: SheetReader, sheets: Sequence[Sheet], *, is_working: bool
) -> dict[Address, object]:
    """The values that formulas have in place of the stored ones; none where those hold good.

    A workbook that asks for calculation when it is opened has not been calculated by who wrote
    it. Of a working workbook of ours, what only follows from the other sheets is left as it is
    stored. Raises UnreadableFile for a formula on a shown sheet without any value.
    """
    cells = formulas_of(sheets)
    if not cells:
        return {}
    asks = bool(_ASKS.search(package.part(WORKBOOK)))
    usable = {a for a, c in cells.items() if c.is_stored and not (asks and not c.value)}
    if len(usable) == len(cells) and not asks:
        return {}
    aside = frozenset[str]()
    if is_working and (aside := followers_in(package, reader, cells)):
        cells = {a: c for a, c in cells.items() if not (a[0] in aside or is_light(c.formula or ""))}

    def data() -> bytes:
        if STRICT in package.part(WORKBOOK):
            from xianbiao.readers.strict import usual_book

            return usual_book(package)
        return without(package, reader, aside) if aside else package.data

    basis = basis_of(package, reader, sheets, aside)
    engine = computed_engine(basis, data)
    if engine is None and not aside:
        from xianbiao.readers.even_names import evenly_named

        even = evenly_named(package)
        engine = None if even is None else loaded(even)
    if engine is None:
        results = _computed_without_links(data(), cells, usable)
    else:
        results = _values(engine, cells)
        if not any(isinstance(value, _Uncomputed) for value in results.values()):
            keep(basis, engine)
    good = {
        a: value
        for a, value in results.items()
        if not (isinstance(value, _Uncomputed) or (a in usable and value in ERRORS))
    }
    hidden = {sheet.title for sheet in sheets if sheet.is_hidden}
    faulty = [a for a in cells if a not in good and a not in usable and a[0] not in hidden]
    if faulty:
        raise _uncomputable(package.file, faulty, cells, results)
    return good


def _values(engine: Any, cells: Mapping[Address, SheetCell]) -> dict[Address, object]:
    read = engine.get_value
    return {
        a: _value(read(a[0], cell.row + 1, cell.column + 1), cell.number_format)
        for a, cell in cells.items()
    }


def _computed_without_links(
    data: bytes, cells: Mapping[Address, SheetCell], usable: Collection[Address]
) -> dict[Address, object]:
    """The values of a workbook that the engine refuses for its links to others."""
    linked = {a for a, cell in cells.items() if _LINK.search(cell.formula or "")}
    engine = loaded(_without(data, {a: cells[a].value if a in usable else None for a in linked}))
    if engine is None:
        return {a: _Uncomputed("Link") for a in cells}
    return _values(engine, {a: cell for a, cell in cells.items() if a not in linked}) | {
        a: _Uncomputed("Link") for a in linked
    }


def _without(data: bytes, values: Mapping[Address, object]) -> bytes:
    """A copy of the workbook, for the engine alone, with values in place of some formulas."""
    import openpyxl

    book: Any = openpyxl.load_workbook(io.BytesIO(data))
    for (sheet, place), value in values.items():
        book[sheet][place] = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _value(value: object, number_format: str) -> object:
    """A result as the reader of workbooks would give it: dates by the number format."""
    if isinstance(value, dict):
        kind = str(value.get("kind", ""))
        return _KINDS.get(kind) or _Uncomputed(kind)
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value or (None if value == "" else value)
    is_date = is_date_format(number_format)
    if isinstance(value, dt.date):
        if is_date:
            whole = not isinstance(value, dt.datetime)
            return dt.datetime(value.year, value.month, value.day) if whole else value
        value = to_serial(value)
    if isinstance(value, int | float):
        if is_date:
            return from_serial(value)
        return int(value) if float(value).is_integer() else value
    return _Uncomputed("Array")


def _uncomputable(
    file: str,
    faulty: Iterable[Address],
    cells: Mapping[Address, SheetCell],
    results: Mapping[Address, object],
) -> UnreadableFile:
    """The error for the formula that is likeliest to be the cause, not one that rests on it."""
    reasons = {a: _reason(cells[a].formula or "", results.get(a)) for a in faulty}
    order = ("引用别的工作簿", "有不认识的函数", "写法不完整", "循环引用", "")
    (sheet, cell), reason = min(reasons.items(), key=lambda item: order.index(item[1]))
    text = f"={cells[sheet, cell].formula}"
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    others = f"，另有 {len(reasons) - 1} 格算不出" if len(reasons) > 1 else ""
    return UnreadableFile(
        "公式算不出来，也没有存着的值",
        ref=Ref(file, sheet, cell),
        found=shown + (f"（{reason}）" if reason else "") + others,
        todo="在 Excel 或 WPS 里打开、重算并保存",
    )


def _reason(text: str, result: object) -> str:
    kind = result.kind if isinstance(result, _Uncomputed) else ""
    if _LINK.search(text):
        return "引用别的工作簿"
    if kind == "Name" and any(not _is_known(name) for name in _FUNCTION.findall(text)):
        return "有不认识的函数"
    return {"Error": "写法不完整", "Circ": "循环引用"}.get(kind, "")


def _is_known(function: str) -> bool:
    import formualizer

    engine: Any = formualizer.Workbook()
    engine.add_sheet("A")
    engine.set_formula("A", 1, 1, f"={function}()")
    return bool(engine.evaluate_cell("A", 1, 1) != {"type": "Error", "kind": "Name"})
