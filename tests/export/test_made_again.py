"""What an export leaves for the next changes no byte of it, and is bound to what files hold."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import sample

from xianbiao.export import county, deliver, scan
from xianbiao.export.county import CountyFiles, county_bytes
from xianbiao.export.deliver import export_counties
from xianbiao.export.facts import facts_of
from xianbiao.export.secrets import AllSecrets
from xianbiao.export.stored_values import StoredValues
from xianbiao.model.notices import Notice
from xianbiao.model.records import replace
from xianbiao.model.remembered import Remembered


def exported(notice: Notice, out: Path) -> dict[str, bytes]:
    export_counties(notice, [], out)
    return {path.name: path.read_bytes() for path in out.glob("*.xlsx")}


def raised(notice: Notice, row: int, by: int) -> Notice:
    """The notice with an amount of one row and of the total raised."""
    table = notice.tables[0]
    assert table.total is not None
    for line in (table.rows[row], table.total):
        line.amounts.update(
            {i: replace(a, value=a.value + by) for i, a in line.amounts.items() if a.value}
        )
    table.controls.clear()
    return notice


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The rows whose file was made since, not taken from what is kept."""
    rows: list[int] = []
    make = CountyFiles.bytes_of

    def counted(files: CountyFiles, notice: Notice, table: object, index: int) -> bytes:
        rows.append(index)
        return make(files, notice, table, index)  # type: ignore[arg-type]

    monkeypatch.setattr(CountyFiles, "bytes_of", counted)
    return rows


def test_the_same_notice_gives_the_same_files_without_making_them(
    tmp_path: Path, made: list[int]
) -> None:
    first = exported(sample.changji(), tmp_path / "first")
    assert len(made) == len(first)
    made.clear()
    assert exported(sample.changji(), tmp_path / "second") == first
    assert made == []


def test_a_changed_amount_gives_the_files_that_a_fresh_process_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(sample.changji(), tmp_path / "before")
    after = exported(raised(sample.changji(), 1, 7), tmp_path / "after")
    monkeypatch.setattr(county, "_FILES", Remembered[object, bytes](9))
    monkeypatch.setattr(county, "_STENCILS", [])
    deliver._read_back.cache_clear()
    scan._TOLD.clear()
    for remembered in (scan._pieces, scan._piece, scan._met, scan._stands_alone):
        remembered.cache_clear()
    assert exported(raised(sample.changji(), 1, 7), tmp_path / "fresh") == after
    assert after != exported(sample.changji(), tmp_path / "again")


def test_a_changed_amount_makes_no_file_but_that_of_its_row(
    tmp_path: Path, made: list[int]
) -> None:
    before = exported(sample.changji(), tmp_path / "before")
    made.clear()
    after = exported(raised(sample.changji(), 1, 13), tmp_path / "after")
    assert made == [1]
    assert [name for name in before if after[name] != before[name]] == [sorted(before)[1]]


def test_a_package_searched_before_is_searched_for_other_secrets() -> None:
    notice = sample.changji()
    data, secrets = (
        county_bytes(notice, notice.tables[0], 0),
        AllSecrets(notice, notice.tables[0]).of(0),
    )
    assert scan.leaks(data, secrets) == []
    amount = replace(secrets, amounts=secrets.amounts | {Decimal(829)})
    total = replace(secrets, totals=secrets.totals | {Decimal(829)})
    named = replace(secrets, names=(*secrets.names, "昌吉市"), common=())
    for others in (amount, total, named):
        assert scan.leaks(data, others)
    assert scan.leaks(data, secrets) == []


def test_facts_differ_where_anything_in_a_notice_does() -> None:
    def facts(change: Callable[[Notice], object]) -> bytes:
        notice = sample.changji()
        change(notice)
        return facts_of(notice)

    same = facts(lambda _: None)
    assert facts(lambda _: None) == same
    assert facts(lambda n: raised(n, 0, 1)) != same
    assert facts(lambda n: setattr(n, "tag", "另一个标识")) != same
    assert facts(lambda n: n.forms.pop()) != same


def test_an_engine_that_broke_off_is_not_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:

        def cut_off(*_: object) -> None:
            raise KeyboardInterrupt

        patch.setattr(StoredValues, "after", cut_off)
        with pytest.raises(KeyboardInterrupt):
            exported(sample.changji(), tmp_path / "cut off")
    kept = exported(sample.changji(), tmp_path / "kept")
    monkeypatch.setattr(county, "_FILES", Remembered[object, bytes](9))
    monkeypatch.setattr(county, "_STENCILS", [])
    assert exported(sample.changji(), tmp_path / "fresh") == kept


def test_the_result_used_longest_ago_is_forgotten() -> None:
    kept, calls = Remembered[int, Decimal](2), list[int]()

    def asked(source: int) -> Decimal:
        return kept.of(source, lambda: calls.append(source) or Decimal(source))  # type: ignore[func-returns-value]

    assert [asked(n) for n in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert calls == [1, 2, 3, 2]
