"""xianbiao fn: the same functions on values from the command line."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys

import pytest

from xianbiao.cli import main
from xianbiao.functions.calling import NAMES
from xianbiao.functions.catalogue import load_help


@pytest.mark.parametrize(
    ("arguments", "printed", "code"),
    [
        (["XB_SHARE", "100", "3,3,4"], "30\t30\t40", 0),
        (["xb_share", "100", "3;3;4"], "30\n30\n40", 0),
        (["XB_SHARE", "100", "[[3],[3],[4]]"], "30\n30\n40", 0),
        (["XB_SHARE", "0.05", "1,1", "--json"], "[[0.03, 0.02]]", 0),
        (["--json", "XB_SHARE", "100", "3,3,4"], "[[30, 30, 40]]", 0),
        (["XB_CHECK", "5198", "829,529,693,579,912,803,853"], "✔平", 0),
        (["XB_CHECK", "5189", "829,529,693,579,912,803,853"], "✘差 −9", 1),
        (["XB_CHECK", "5189", "829,2000万"],
         "#明细第2列“2000万”不是数，请只写数字，单位和文字写在别处", 2),
        (["XB_DIFF", "-5", "-3,-2"], "0", 0),
        (["XB_DIFF", "5", "2,,3"], "0", 0),
        (["XB_TARGET", "≥95%", "90%"], "未达标", 1),
        (["XB_DUE", "2021-12-22", "3个工作日"], "2021-12-27", 0),
        (["XB_DUE", "2021-12-22", "3个工作日", "--json"], '[["2021-12-27"]]', 0),
        (["XB_UNITCODE", "木垒县,昌吉市"], "652328\t652301", 0),
        (["XB_CAPITAL", '["1,000"]'], "壹仟万元整", 0),
        (["XB_SHARE", "100", "[1, null, 1]", "--json"], "[[50, null, 50]]", 0),
    ],
)  # fmt: skip
def test_a_function_answers(
    arguments: list[str], printed: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fn", *arguments]) == code
    assert capsys.readouterr().out == printed + "\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["XB_NOTHING", "1"], "没有“XB_NOTHING”这个函数"),
        (["XB_CAPITAL", "1,000"], "“1,000”里的逗号会被当作分列"),
        (["XB_CAPITAL", "[1"], "这个值不是 JSON"),
        (["XB_DIFF", "-", "-"], "标准输入只能给一个参数"),
    ],
)
def test_a_call_that_cannot_be_read_is_refused(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fn", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_a_table_is_read_from_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("昌吉市\t529\n木垒县\t853\n"))
    assert main(["fn", "XB_TIE", "-", '[["昌吉市", 529], ["木垒哈萨克自治县", 835]]']) == 0
    assert capsys.readouterr().out.splitlines()[1:] == [
        "昌吉市\t529\t529\t0",
        "木垒县（右表：木垒哈萨克自治县）\t853\t835\t18",
    ]


def test_without_a_function_every_function_is_explained(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["fn"]) == 0
    printed = capsys.readouterr().out
    for function in load_help():
        assert f"{function.usage}    {function.title}\n  {function.doc}\n" in printed


@pytest.mark.parametrize("name", NAMES)
def test_without_values_the_function_is_explained(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fn", name]) == 0
    assert capsys.readouterr().out.startswith(f"{name}(")


def test_the_examples_of_the_help_are_answered_as_in_a_cell(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for function in load_help():
        for example in function.examples:
            given = [json.dumps(g if isinstance(g, list) else [g]) for g in example.given]
            main(["fn", function.name, *given, "--json"])
            printed = json.loads(capsys.readouterr().out)
            assert flat(printed) == flat(example.gives), example.formula


def flat(value: object) -> list[object]:
    """The cells of an answer one after another, "" for nothing."""
    if isinstance(value, list):
        return [cell for each in value for cell in flat(each)]
    return ["" if value is None else value]


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("from xianbiao.cli import main; main(['fn', 'XB_SHARE', '100', '3,3,4'])", []),
        ("from xianbiao.functions.calling import call; call('XB_WHY', 3, [1, 1])", []),
        ("from xianbiao.functions.calling import call; call('XB_UNIT', '木垒县')", []),
        ("import xianbiao.excel.functions as f; f.XB_WHY([[3]], [[1, 1]])", ["xlwings"]),
    ],
)
def test_a_call_imports_no_heavy_library(code: str, allowed: list[str]) -> None:
    heavy = "{'pandas', 'numpy', 'openpyxl', 'lxml', 'xlwings', 'xlsxwriter', 'formualizer'}"
    program = f"import sys; {code}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.stdout.splitlines()[-1] == str(allowed)
