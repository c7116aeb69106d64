"""Values of formulas where a workbook stores none, or none that can be trusted."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

from xianbiao.model.errors import UnreadableFile
from xianbiao.model.refs import Ref

Address = tuple[str, str]
"""Sheet and cell."""

_ASKS = re.compile(rb'<(?:\w+:)?calcPr\b[^>]*\bfullCalcOnLoad="(?:1|true)"')
_LINK = re.compile(r"\[[^\[\]]+\][^\[\]!,;()]*!")
_FUNCTION = re.compile(r"([A-Za-z_][A-Za-z0-9_.]*)\(")
_ERRORS = {
    "Div": "#DIV/0!",
    "Na": "#N/A",
    "Value": "#VALUE!",
    "Ref": "#REF!",
    "Num": "#NUM!",
    "Null": "#NULL!",
}
_LONGEST = 80


class _Uncomputed:
    """Stands for the value of a formula that the engine cannot compute."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


def computed_values(file: str, data: bytes, stored: Any, formulas: Any) -> dict[Address, object]:
    """The values that formulas have in place of the stored ones; none where those hold good.

    `stored` and `formulas` are the workbook as read with values and with formulas. A workbook
    that asks for calculation when it is opened has not been calculated by who wrote it.
    Raises UnreadableFile for a formula on a shown sheet without any value.
    """
    cells = {
        (sheet.title, cell.coordinate): cell
        for sheet in formulas.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    if not cells:
        return {}
    asks = _asks_for_calculation(data)
    kept = {a: stored[a[0]][a[1]] for a in cells}
    usable = {a for a, cell in kept.items() if _is_stored(cell) and not (asks and not cell.value)}
    if len(usable) == len(cells) and not asks:
        return {}
    texts = {a: _text(cell) for a, cell in cells.items()}
    results = _computed(data, formulas, cells, {a: kept[a].value for a in usable})
    good = {
        a: value
        for a, value in results.items()
        if not (isinstance(value, _Uncomputed) or (a in usable and value in _ERRORS.values()))
    }
    hidden = {sheet.title for sheet in formulas.worksheets if sheet.sheet_state != "visible"}
    faulty = [a for a in cells if a not in good and a not in usable and a[0] not in hidden]
    if faulty:
        raise _uncomputable(file, faulty, texts, results)
    return good


def _asks_for_calculation(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return bool(_ASKS.search(package.read("xl/workbook.xml")))


def _is_stored(cell: Any) -> bool:
    """Whether a value is stored; an empty text is one, though it reads as nothing."""
    return cell.value is not None or cell.data_type == "str"


def _text(cell: Any) -> str:
    """The formula as typed; array formulas are kept in an object."""
    return str(getattr(cell.value, "text", None) or cell.value)


def _computed(
    data: bytes, formulas: Any, cells: Mapping[Address, Any], stored: Mapping[Address, object]
) -> dict[Address, object]:
    engine = _engine(data)
    if engine is None:
        for address, cell in cells.items():
            if _LINK.search(_text(cell)):
                cell.value = stored.get(address)
        buffer = io.BytesIO()
        formulas.save(buffer)
        engine = _engine(buffer.getvalue())
    if engine is None:
        return {a: _Uncomputed("Link") for a in cells}
    return {
        a: _Uncomputed("Link")
        if cell.data_type != "f"
        else _value(engine.get_value(a[0], cell.row, cell.column), cell.number_format)
        for a, cell in cells.items()
    }


def _engine(data: bytes) -> Any:
    """The workbook with every formula computed, None when the engine refuses it as a whole."""
    import formualizer

    try:
        engine: Any = formualizer.load_workbook_bytes(data)
        engine.evaluate_all()
    except (formualizer.ExcelEvaluationError, OSError, ValueError, RuntimeError):
        return None
    return engine


def _value(value: object, number_format: str) -> object:
    """A result as the reader of workbooks would give it: dates by the number format."""
    from openpyxl.styles.numbers import is_date_format
    from openpyxl.utils.datetime import from_excel, to_excel

    if isinstance(value, dict):
        kind = str(value.get("kind", ""))
        return _ERRORS.get(kind) or _Uncomputed(kind)
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value or (None if value == "" else value)
    is_date = is_date_format(number_format)
    if isinstance(value, dt.date):
        if is_date:
            whole = not isinstance(value, dt.datetime)
            return dt.datetime(value.year, value.month, value.day) if whole else value
        value = to_excel(value)
    if isinstance(value, int | float):
        if is_date:
            return from_excel(value)
        return int(value) if float(value).is_integer() else value
    return _Uncomputed("Array")


def _uncomputable(
    file: str,
    faulty: Iterable[Address],
    texts: Mapping[Address, str],
    results: Mapping[Address, object],
) -> UnreadableFile:
    """The error for the formula that is likeliest to be the cause, not one that rests on it."""
    reasons = {a: _reason(texts[a], results.get(a)) for a in faulty}
    order = ("引用别的工作簿", "有不认识的函数", "写法不完整", "循环引用", "")
    (sheet, cell), reason = min(reasons.items(), key=lambda item: order.index(item[1]))
    text = texts[sheet, cell]
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
