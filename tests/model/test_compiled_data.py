"""What data files hold is kept beside them and never outlives a change of a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xianbiao.model.compiled_data import compiled, toml_values


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data file in a folder where things may be kept."""
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    path = tmp_path / "words.toml"
    path.write_text('words = ["甲", "乙"]\n', encoding="utf-8")
    return path


def kept(source: Path) -> list[Path]:
    return list((source.parent / "__pycache__").glob("*.data"))


def test_a_file_is_read_once_and_its_values_are_those_of_the_file(source: Path) -> None:
    assert toml_values(source) == toml_values(source) == {"words": ["甲", "乙"]}
    assert len(kept(source)) == 1


def test_what_was_made_is_not_made_again(source: Path) -> None:
    made: list[int] = []
    for _ in range(3):
        assert compiled("x", [source], lambda: made.append(1) or {"a": (1, None)}) == {
            "a": (1, None)
        }
    assert made == [1]


def test_a_changed_file_is_read_anew(source: Path) -> None:
    toml_values(source)
    status = source.stat()
    source.write_text('words = ["甲", "丙"]\n', encoding="utf-8")
    os.utime(source, ns=(status.st_atime_ns, status.st_mtime_ns + 1))
    assert toml_values(source) == {"words": ["甲", "丙"]}


def test_a_source_that_only_says_how_to_read_counts_too(source: Path, tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("1", encoding="utf-8")
    assert compiled("x", [source, module], lambda: 1) == 1
    module.write_text("22", encoding="utf-8")
    assert compiled("x", [source, module], lambda: 2) == 2


@pytest.mark.parametrize("junk", [b"", b"\0", b"junk", b"\xf3\x01", b"i\x01\0\0\0"])
def test_what_is_kept_and_broken_is_made_anew(source: Path, junk: bytes) -> None:
    toml_values(source)
    (file,) = kept(source)
    file.write_bytes(junk)
    assert toml_values(source) == {"words": ["甲", "乙"]}
    assert file.read_bytes() != junk


def test_where_nothing_may_be_kept_the_file_is_read(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert toml_values(source) == {"words": ["甲", "乙"]}
    assert kept(source) == []
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (source.parent / "__pycache__").write_text("a file stands where the folder would")
    assert toml_values(source) == {"words": ["甲", "乙"]}


def test_values_that_cannot_be_kept_are_given_all_the_same(source: Path) -> None:
    value = object()
    assert compiled("x", [source], lambda: value) is value
    assert kept(source) == []


def test_a_missing_or_malformed_file_is_told_and_nothing_kept(source: Path) -> None:
    source.write_text("words = [", encoding="utf-8")
    with pytest.raises(ValueError, match="Invalid value"):
        toml_values(source)
    source.unlink()
    with pytest.raises(FileNotFoundError):
        toml_values(source)
    assert kept(source) == []
