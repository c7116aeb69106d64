"""Expressions taken from what was kept answer like those that `re` compiles."""

from __future__ import annotations

import marshal
import re
from pathlib import Path

import pytest

from xianbiao.model.kept_expressions import KeptExpressions

WRITTEN: list[tuple[str | bytes, int]] = [
    ("附件(\\d+)", 0),
    ("(?P<year>\\d{4})年(?P<month>\\d+)?", 0),
    ("(?i)abc|[一-龥]+", 0),
    ("^a.b$", re.MULTILINE | re.DOTALL),
    (r"(?<![\w.$])县(?![\w.(])", re.IGNORECASE),
    (rb"<c r=\"([A-Z]+)(\d+)\"", re.DOTALL),
]
TEXT = "附件12 2024年3月 ABC 县 a\nb 2023年"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where expressions may be kept."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    return tmp_path / "__pycache__" / "expressions.data"


def kept(place: Path) -> KeptExpressions:
    """Expressions of an earlier process, as a new one finds them."""
    before = KeptExpressions(place)
    for written, flags in WRITTEN:
        before.compile(written, flags)
    before.keep()
    return KeptExpressions(place)


def facts(pattern: re.Pattern[str] | re.Pattern[bytes]) -> object:
    text = TEXT if isinstance(pattern.pattern, str) else b'<c r="AB12" s="3"/>'
    found = [(m.span(), m.groups(), m.groupdict()) for m in pattern.finditer(text)]  # type: ignore[arg-type]
    return found, pattern.pattern, pattern.flags, pattern.groups, dict(pattern.groupindex)


@pytest.mark.parametrize(("written", "flags"), WRITTEN, ids=[str(w) for w, _ in WRITTEN])
def test_one_that_was_kept_is_the_one_compiled(
    written: str | bytes, flags: int, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected, found = re.compile(written, flags), kept(place)
    monkeypatch.setattr(re, "compile", lambda *_: pytest.fail("compiled again"))
    assert facts(found.compile(written, flags)) == facts(expected)


def test_text_and_bytes_and_other_flags_are_other_expressions(place: Path) -> None:
    later = kept(place)
    assert later.compile(b"(?i)abc", 0).search(b"ABC")
    assert not later.compile("^a.b$", 0).search("a\nb")
    assert later.compile("附件(\\d+)", re.ASCII).flags & re.ASCII


@pytest.mark.parametrize("junk", [b"", b"\0", b"junk", b"i\x01\0\0\0"])
def test_what_is_broken_is_compiled_anew(place: Path, junk: bytes) -> None:
    kept(place)
    place.write_bytes(junk)
    assert facts(KeptExpressions(place).compile(*WRITTEN[0])) == facts(re.compile(*WRITTEN[0]))


def test_numbers_that_make_no_sense_are_not_taken(place: Path) -> None:
    kept(place)
    stamp, known = marshal.loads(place.read_bytes())
    flags, _, *rest = known["附件(\\d+)", 0]
    known["附件(\\d+)", 0] = (flags, b"\xff\xff\0\0", *rest)
    place.write_bytes(marshal.dumps((stamp, known)))
    assert facts(KeptExpressions(place).compile(*WRITTEN[0])) == facts(re.compile(*WRITTEN[0]))


def test_those_of_another_python_are_not_taken(place: Path) -> None:
    kept(place)
    (version, *matcher), known = marshal.loads(place.read_bytes())
    known["附件(\\d+)", 0] = known["^a.b$", int(re.MULTILINE | re.DOTALL)]
    place.write_bytes(marshal.dumps(((f"{version}!", *matcher), known)))
    assert facts(KeptExpressions(place).compile(*WRITTEN[0])) == facts(re.compile(*WRITTEN[0]))


def test_nothing_is_kept_where_python_is_asked_to_keep_nothing(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    kept(place)
    assert not place.exists()


def test_a_wrong_one_is_an_error_each_time(place: Path) -> None:
    later = kept(place)
    for _ in range(2):
        with pytest.raises(re.error):
            later.compile("(", 0)
