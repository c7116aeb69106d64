"""The functions through xlwings' own Windows pipeline: wrappers, conversion, call.

COM alone is played, see support/windows_stub.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support.udf_client import MISSING, Excel, started_excel
from xianbiao.excel.wrappers import wrapper_source
from xianbiao.functions.catalogue import load_help

ERRORS = {
    "#NULL!": -2146826288,
    "#DIV/0!": -2146826281,
    "#VALUE!": -2146826273,
    "#REF!": -2146826265,
    "#NAME?": -2146826259,
    "#NUM!": -2146826252,
    "#N/A": -2146826246,
    "#SPILL!": -2146826243,
    "#CALC!": -2146826238,
}
RESERVED = """
and as boolean byref byte byval call case cdate const currency date debug declare dim do double
each else elseif empty end enum eqv error event exit false for friend function get global gosub
goto if imp implements in input integer is let like lock long loop lset me mod new next not
nothing null object on open option optional or paramarray preserve print private property public
put raiseevent redim rem resume return rset seek select set single static step stop string sub
then to true type unlock until variant wend while with withevents write xor
"""


@pytest.fixture(scope="module")
def excel() -> Iterator[Excel]:
    with started_excel() as found:
        yield found


def column(*cells: Any) -> dict[str, Any]:
    """A range of one column."""
    return {"range": [[cell] for cell in cells]}


def cell(value: Any) -> dict[str, Any]:
    """A range of one cell."""
    return {"range": [[value]]}


def wrappers(source: str) -> dict[str, tuple[str, str, str]]:
    """Each function of a VBA module: its parameters, and module and arguments that it calls."""
    found = {}
    for name, parameters, body in re.findall(
        r"^(?:Public )?Function (XB_\w+)\((.*?)\)\n(.*?)^End Function", source, re.M | re.S
    ):
        called = re.search(rf'"{name}", Array\((.*?)\)', body)
        assert called, body
        found[name] = (parameters, called[1], name)
    return found


def test_the_wrappers_of_the_add_in_are_those_of_xlwings(excel: Excel) -> None:
    own, theirs = wrappers(wrapper_source()), wrappers(excel.ask("source"))
    assert own == theirs
    assert list(own) == [f.name for f in load_help()]


def test_the_wrappers_call_the_module_that_xlwings_would_call(excel: Excel) -> None:
    modules = set(re.findall(r'CallUDF\("([^"]+)"', excel.ask("source")))
    assert modules == {re.search(r'PYTHON_MODULE As String = "(.*?)"', wrapper_source())[1]}  # type: ignore[index]


def test_the_committed_module_is_the_generated_one(repo: Path) -> None:
    committed = (repo / "macros" / "XbFunctions.bas").read_text(encoding="ascii")
    assert committed == wrapper_source()


def test_no_parameter_is_a_word_that_vba_reserves() -> None:
    names = {a.name.lower() for f in load_help() for a in f.arguments}
    assert not names & set(RESERVED.split())


def test_excel_is_told_category_and_descriptions(excel: Excel) -> None:
    described = excel.ask("described")
    for function in load_help():
        info = described[function.name]
        assert info["category"] == "县表"
        assert info["doc"] == function.doc
        assert info["args"] == [[a.name, a.doc, a.optional] for a in function.arguments]
        assert max(map(len, [info["doc"], *(doc for _, doc, _ in info["args"])])) <= 255
    assert set(described) == {f.name for f in load_help()}


def test_no_function_is_volatile_or_asynchronous_or_called_in_the_wizard(excel: Excel) -> None:
    for info in excel.ask("described").values():
        assert (info["volatile"], info["async_mode"], info["call_in_wizard"]) == (
            False,
            None,
            False,
        )


@pytest.mark.parametrize(
    ("name", "arguments", "cells"),
    [
        ("XB_CHECK", [cell(5189), column(829, 529, 693, 579, 912, 803, 853), MISSING], "✘差 −9"),
        ("XB_CHECK", [5198, column(829, 529, 693, 579, 912, 803, 853), 0.01], "✔平"),
        ("XB_CHECK", [{"range": [[3, 8]]}, {"range": [[1, 3], [2, 4]]}, MISSING],
         ["✔平", "✘差 +1"]),
        ("XB_CHECK", [cell(None), column(1, 2), MISSING], "○待填"),
        ("XB_DIFF", [cell(0.3), column(0.1, 0.1)], 0.1),
        ("XB_WHY", [cell(5189), column(5198)],
         "相差 9，是 9 的倍数，疑为相邻数字换位：98 误写为 89；核对原件后改为 5198"),
        ("XB_ADJUST", [column(600, 100), column(86, None), column(686, None)], [["✔"], ["○待填"]]),
        ("XB_TIE", [{"range": [["昌吉市", 529]]}, {"array": [["昌吉市", 520]]}, MISSING],
         [["单位", "左表", "右表", "差额"], ["昌吉市", 529.0, 520.0, 9.0]]),
        ("XB_UNIT", [column("木垒县", "", "巴州"), MISSING],
         [["木垒哈萨克自治县"], [""], ["巴音郭楞蒙古自治州"]]),
        ("XB_UNITCODE", ["木垒县", MISSING], "652328"),
        ("XB_SUBJECT", [cell(2081901), cell(2024)], "城市最低生活保障金支出"),
        ("XB_TARGETOK", [cell("不低于95％")], "✔百分比 ≥95%"),
        ("XB_TARGET", [column("≥95%", "≥95%"), column("97%", None)], [["达标"], ["待填"]]),
        ("XB_SHARE", [cell(100), column(3, 3, 4), MISSING, MISSING, MISSING],
         [[30.0], [30.0], [40.0]]),
        ("XB_SHARE", [100, {"range": [[8, None, 1, 1]]}, 0, 20, 50], [50.0, "", 25.0, 25.0]),
        ("XB_CAPITAL", [cell(5198), MISSING], "伍仟壹佰玖拾捌万元整"),
        ("XB_DOCNO", [cell("昌州财社(2023)第070号")], "昌州财社〔2023〕70号"),
        ("XB_DUE", [cell({"date": "2021-12-22"}), cell("3个工作日"), MISSING],
         {"date": "2021-12-27", "zone": "UTC"}),
    ],
)  # fmt: skip
def test_a_function_gives_its_cells_their_values(
    excel: Excel, name: str, arguments: list[Any], cells: Any
) -> None:
    assert excel.call(name, *arguments) == cells


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("as_range", [True, False], ids=["range", "array"])
def test_an_error_value_of_excel_is_a_message_and_never_a_pass(
    excel: Excel, error: str, as_range: bool
) -> None:
    cells = [[829], [{"error": ERRORS[error]}]]
    parts = {"range": cells} if as_range else {"array": cells}
    answer = excel.call("XB_CHECK", cell(829), parts, MISSING)
    assert answer == f"#明细第2行是错误值 {error}，请先改正该格"


def test_an_error_value_as_a_bare_argument_is_a_message(excel: Excel) -> None:
    answer = excel.call("XB_CAPITAL", {"error": ERRORS["#N/A"]}, MISSING)
    assert answer == "#金额是错误值 #N/A，请先改正该格"


def test_an_unknown_error_value_is_refused_too(excel: Excel) -> None:
    answer = excel.call("XB_DIFF", cell(1), column(1, {"error": -2146826200}))
    assert answer == "#明细第2行是错误值 #ERROR，请先改正该格"


def test_every_example_of_the_help_is_answered_alike_by_excel(excel: Excel) -> None:
    for function in load_help():
        for example in function.examples:
            lacking = len(function.arguments) - len(example.given)
            given = [_range(g) for g in example.given] + [MISSING] * lacking
            answer = excel.call(function.name, *given)
            assert _flat(answer) == _flat(example.gives), (function.name, example.formula)


def test_a_call_imports_nothing_heavy_of_its_own(excel: Excel) -> None:
    excel.call("XB_CHECK", cell(1), column(1), MISSING)
    excel.call("XB_WHY", cell(1), column(2))
    imported = {name.split(".")[0] for name in excel.ask("modules")}
    assert not imported & {"openpyxl", "lxml", "xlsxwriter", "formualizer"}


def _range(value: Any) -> dict[str, Any]:
    rows = value if isinstance(value, list) else [[value]]
    return {"range": rows if isinstance(rows[0], list) else [rows]}


def _flat(value: Any) -> list[Any]:
    """The cells of a result one after another; a date as its text."""
    if isinstance(value, list):
        return [cell for each in value for cell in _flat(each)]
    return [value["date"] if isinstance(value, dict) else value]
