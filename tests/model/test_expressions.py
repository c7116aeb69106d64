"""Regular expressions that are compiled at their first use answer like those compiled at once."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys

import pytest

import xianbiao
from xianbiao.model.expressions import expression

OPTIONAL = ("xianbiao.engines", "xianbiao.excel", "xianbiao.warm", "xianbiao.__main__")
"""Parts that need a program or a terminal when they are imported."""

TEXTS = ("", "附件1", "附件1、附件22：表", "a\nb", "没有")


@pytest.mark.parametrize("written", ["附件(\\d+)", "(?P<letter>[ab])", "^$"])
@pytest.mark.parametrize("flags", [0, re.MULTILINE])
@pytest.mark.parametrize("text", TEXTS)
def test_it_answers_like_one_compiled_at_once(written: str, flags: int, text: str) -> None:
    later, now = expression(written, flags), re.compile(written, flags)

    def spans(found: re.Match[str] | None) -> object:
        return found and (found.span(), found.groups(), found.groupdict())

    assert spans(later.search(text)) == spans(now.search(text))
    assert spans(later.match(text, 1)) == spans(now.match(text, 1))
    assert spans(later.fullmatch(text)) == spans(now.fullmatch(text))
    assert list(map(spans, later.finditer(text))) == list(map(spans, now.finditer(text)))
    assert later.findall(text) == now.findall(text)
    assert later.split(text, 1) == now.split(text, 1)
    assert later.sub("-", text) == now.sub("-", text)
    assert later.subn(lambda m: m.group() * 2, text) == now.subn(lambda m: m.group() * 2, text)
    known = (later.pattern, later.flags, later.groups, dict(later.groupindex))
    assert known == (now.pattern, now.flags, now.groups, dict(now.groupindex))


def test_it_reads_bytes_too() -> None:
    found = expression(rb"<row r=\"(\d+)\"").search(b'<row r="12">')
    assert found is not None
    assert found[1] == b"12"


def test_it_is_compiled_once_and_only_when_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    real = re.compile

    def watched(written: str, flags: int) -> re.Pattern[str]:
        compiled.append(written)
        return real(written, flags)

    monkeypatch.setattr("xianbiao.model.expressions.re.compile", watched)
    later = expression("县|市")
    assert compiled == []
    assert later.search("阜康市")
    assert later.findall("县市") == ["县", "市"]
    assert compiled == ["县|市"]


def test_a_wrong_one_is_an_error_where_it_is_used() -> None:
    later = expression("(")
    with pytest.raises(re.error):
        later.search("")
    with pytest.raises(AttributeError):
        expression("a").unknown  # type: ignore[attr-defined]  # noqa: B018


def test_every_expression_of_the_package_can_be_compiled() -> None:
    """In a fresh process, which holds no other expressions."""
    modules = [
        module.name
        for module in pkgutil.walk_packages(xianbiao.__path__, "xianbiao.")
        if not module.name.startswith(OPTIONAL)
    ]
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]: importlib.import_module(name)\n"
        "from xianbiao.checks.wording import load_wording\n"
        "load_wording()\n"
        "from xianbiao.model.expressions import compile_all\n"
        "print(compile_all())"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *modules], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) > 100
