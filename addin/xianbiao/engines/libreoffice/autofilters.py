"""Rows hidden by what stands in their columns: the automatic filter of a range or table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.bridge import enum, filled, struct
from xianbiao.engines.libreoffice.convert import number_text, to_serial
from xianbiao.engines.libreoffice.refused import refused

if TYPE_CHECKING:
    from xianbiao.engines.libreoffice.place import Place

# com.sun.star.sheet.FilterOperator2
_EMPTY, _NOT_EMPTY, _EQUAL, _NOT_EQUAL = 0, 1, 2, 3
_COMPARISONS = {
    "equal_to": _EQUAL,
    "not_equal_to": _NOT_EQUAL,
    "greater_than": 4,
    "greater_than_or_equal": 5,
    "less_than": 6,
    "less_than_or_equal": 7,
}
_ITEMS = {8: "top_items", 9: "top_percent", 10: "bottom_items", 11: "bottom_percent"}
_NUMERIC, _STRING = 0, 1  # com.sun.star.sheet.FilterFieldType


class AutoFilter(base_classes.AutoFilter):
    """The filter over a range whose first row holds the headers; columns count from 1."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @property
    def api(self) -> Any:
        """The UNO database range that carries the filter; None before the first criterion."""
        return self._database_range(make=False)

    @property
    def criteria(self) -> list[dict[str, Any]]:
        """What each column is filtered by, in the words of xlwings."""
        by_field: dict[int, list[Any]] = {}
        for field in self._fields():
            by_field.setdefault(field.Field, []).append(field)
        return [
            _snapshot(number + 1, by_field.get(number, [])) for number in range(self.place.shape[1])
        ]

    def apply_values(self, field: int, values: list[str]) -> None:
        """Show the rows whose column holds one of these."""
        self._put(field, [(_EQUAL, [_value(value) for value in values])])

    def apply_comparison(self, field: int, operator: str, value1: Any, value2: Any) -> None:
        """Show the rows whose column compares so; None stands for a blank cell."""
        if operator == "not_between":
            raise refused("筛选“不介于”", "分两次筛选")
        if operator == "between":
            bounds = (("greater_than_or_equal", value1), ("less_than_or_equal", value2))
            self._put(field, [(_COMPARISONS[word], [_value(value)]) for word, value in bounds])
        elif value1 is None:
            self._put(field, [(_EMPTY if operator == "equal_to" else _NOT_EMPTY, [])])
        else:
            self._put(field, [(_COMPARISONS[operator], [_value(value1)])])

    def apply_top_items(self, field: int, count: int) -> None:
        """Show the rows with the greatest numbers."""
        self._put(field, [(8, [_value(str(count))])])

    def apply_bottom_items(self, field: int, count: int) -> None:
        """Show the rows with the smallest numbers."""
        self._put(field, [(10, [_value(str(count))])])

    def apply_top_percent(self, field: int, percent: float) -> None:
        """Show so many of a hundred rows, the greatest numbers."""
        self._put(field, [(9, [_value(str(percent))])])

    def apply_bottom_percent(self, field: int, percent: float) -> None:
        """Show so many of a hundred rows, the smallest numbers."""
        self._put(field, [(11, [_value(str(percent))])])

    def clear(self, field: int | None = None) -> None:
        """Filter by one column no longer, or by none."""
        kept = [old for old in self._fields() if field is not None and old.Field != field - 1]
        self._apply(kept)

    def _put(self, field: int, conditions: list[tuple[int, list[Any]]]) -> None:
        fresh = [
            struct(
                "sheet.TableFilterField3",
                enum("sheet.FilterConnection", "AND"),
                field - 1,
                operator,
                tuple(values),
            )
            for operator, values in conditions
        ]
        self._apply([old for old in self._fields() if old.Field != field - 1] + fresh)

    def _fields(self) -> list[Any]:
        database_range = self._database_range(make=False)
        if database_range is None:
            return []
        fields = list(database_range.getFilterDescriptor().getFilterFields3())
        for field in fields:  # read back, every value says that it is a number
            field.Values = tuple(_typed(value) for value in field.Values)
        return fields

    def _apply(self, fields: list[Any]) -> None:
        database_range = self._database_range(make=True)
        descriptor = database_range.getFilterDescriptor()
        descriptor.ContainsHeader = True
        descriptor.setFilterFields3(tuple(fields))
        database_range.AutoFilter = True
        database_range.refresh()
        if not fields:
            self.place.at(
                self.place.row, self.place.column, self.place.last_row, self.place.column
            ).cells.Rows.IsVisible = True

    def _database_range(self, make: bool) -> Any:
        """The range of the table here, or the sheet's own one without a name."""
        document, index = self.place.sheet.book.doc, self.place.sheet.index - 1
        table = self.place.sheet.tables.around(self.place.row, self.place.column)
        if table is not None:
            return table.api
        unnamed = document.getPropertyValue("UnnamedDatabaseRanges")
        if make:
            unnamed.setByTable(self.place.uno_address)
        return unnamed.getByTable(index) if unnamed.hasByTable(index) else None


def _typed(value: Any) -> Any:
    return _field_value(value.NumericValue) if value.IsNumeric else _field_text(value.StringValue)


def _value(value: Any) -> Any:
    """A text, a number as text, or a day as xlwings hands it on, as UNO's value of a filter."""
    if isinstance(value, dict):
        return _field_value(to_serial(dt.datetime.fromisoformat(value["value"])))
    try:
        return _field_value(float(value))
    except ValueError:
        return _field_text(value)


def _field_text(text: str) -> Any:
    return filled("sheet.FilterFieldValue", IsNumeric=False, StringValue=text, FilterType=_STRING)


def _field_value(number: float) -> Any:
    return filled(
        "sheet.FilterFieldValue",
        IsNumeric=True,
        NumericValue=number,
        StringValue=number_text(number),
        FilterType=_NUMERIC,
    )


def _text(value: Any) -> str:
    return number_text(value.NumericValue) if value.IsNumeric else str(value.StringValue)


def _snapshot(field: int, conditions: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = base_classes.empty_autofilter_criteria(field)
    if not conditions:
        return found
    first = conditions[0]
    values = [_text(value) for value in first.Values]
    words = {number: word for word, number in _COMPARISONS.items()}
    if len(conditions) == 2:
        found |= {"type": "comparison", "operator": "between", "value1": values[0]}
        found["value2"] = _text(conditions[1].Values[0])
    elif first.Operator in (_EMPTY, _NOT_EMPTY):
        word = "equal_to" if first.Operator == _EMPTY else "not_equal_to"
        found |= {"type": "comparison", "operator": word}
    elif first.Operator in _ITEMS:
        word = _ITEMS[first.Operator]
        number = first.Values[0].NumericValue
        found["type"] = word
        found["percent" if word.endswith("percent") else "count"] = (
            number if word.endswith("percent") else int(number)
        )
    elif first.Operator == _EQUAL:
        found |= {"type": "values", "values": values}
    else:
        found |= {"type": "comparison", "operator": words[first.Operator], "value1": values[0]}
    return found
