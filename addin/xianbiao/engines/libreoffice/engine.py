"""What xlwings asks of an engine as a whole: its name, its applications, its value conversion."""

from __future__ import annotations

from typing import Any

from xianbiao.engines.libreoffice.apps import Apps
from xianbiao.engines.libreoffice.convert import cleaned, prepare


class Engine:
    """The engine that `xlwings.engines["libreoffice"]` wraps."""

    name = "libreoffice"
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps(self)

    @staticmethod
    def prepare_xl_data_element(value: Any, options: dict[str, Any]) -> Any:
        """A value on its way to a cell."""
        return prepare(value)

    @staticmethod
    def clean_value_data(
        data: Any,
        datetime_builder: Any,
        empty_as: Any,
        number_builder: Any,
        err_to_str: bool,
    ) -> list[list[Any]]:
        """Values on their way from cells, rows of columns."""
        return cleaned(data, datetime_builder, empty_as, number_builder, err_to_str)
