"""Data files of the package (资料文件) as checked values: an error names the file and the key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from xianbiao.model.compiled_data import toml_values
from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.records import Record

DATA = Path(__file__).parent / "data"
"""The folder of years, funds, places and words; a plain folder, since the package is never
run from an archive: finding it costs nothing when a clerk clicks."""


class DataTable(Record, frozen=True):
    """One table of a TOML file: `file` as it is named in messages, `path` of keys down to it."""

    file: str
    path: str
    values: dict[str, object]

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """A text; raises DataFileError when it is missing without a default, or no text."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self._wrong(key, value, "一段文字")
        return value

    def whole(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self._value(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self._wrong(key, value, "一个整数")
        return value

    def strings(self, key: str, default: list[str] | None = None) -> tuple[str, ...]:
        """A list of texts."""
        value = self._value(key, default)
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._wrong(key, value, '一组文字，例如 ["甲", "乙"]')
        return tuple(value)

    def mapping(self, key: str) -> dict[str, str]:
        """A table of texts by text."""
        table = self.table(key)
        return {name: table.text(name) for name in table.values}

    def table(self, key: str) -> DataTable:
        """The table under a key."""
        return self._table(key, self._value(key, None))

    def tables(self, key: str) -> tuple[DataTable, ...]:
        """A list of tables; an entry is named by its place, from 1."""
        return tuple(self._table(*pair) for pair in self._entries(key))

    def rows(self, key: str) -> tuple[tuple[DataTable, ...], ...]:
        """A list of lists of tables."""
        result = []
        for name, row in self._entries(key):
            if not isinstance(row, list):
                raise self._wrong(name, row, "一组表")
            cells = enumerate(row, start=1)
            result.append(tuple(self._table(f"{name}[{i}]", cell) for i, cell in cells))
        return tuple(result)

    def children(self) -> Iterator[tuple[str, DataTable]]:
        """Every key with the table under it."""
        for key in self.values:
            yield key, self.table(key)

    def fault(self, key: str, what: str) -> DataFileError:
        """The error that says what is wrong with a key."""
        return DataFileError(f"资金档案 {self.file}：“{self._full(key)}”{what}")

    def _value(self, key: str, default: object) -> object:
        if key in self.values:
            return self.values[key]
        if default is None:
            raise DataFileError(f"资金档案 {self.file}：缺少“{self._full(key)}”这一项")
        return default

    def _entries(self, key: str) -> list[tuple[str, object]]:
        value = self._value(key, None)
        if not isinstance(value, list):
            raise self._wrong(key, value, "一组表")
        return [(f"{key}[{number}]", entry) for number, entry in enumerate(value, start=1)]

    def _table(self, key: str, value: object) -> DataTable:
        if not isinstance(value, dict):
            raise self._wrong(key, value, "一个表")
        return DataTable(self.file, self._full(key), value)

    def _wrong(self, key: str, value: object, wanted: str) -> DataFileError:
        return self.fault(key, f"应当是{wanted}，实际是 {value!r}")

    def _full(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path else key


def read_data(folder: Path, name: str) -> DataTable:
    """A TOML file of a folder; raises DataFileError when it is missing or no TOML."""
    file = f"{folder.name}/{name}"
    try:
        values = toml_values(folder / name)
    except (OSError, ValueError) as error:
        raise DataFileError(f"资金档案 {file} 无法读取：{words_of(error)}") from error
    return DataTable(file, "", values)
