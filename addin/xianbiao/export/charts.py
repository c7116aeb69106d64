"""Writes planned charts as native ones that follow their cells."""

from __future__ import annotations

from typing import Any

from xianbiao.sheets.chart import Chart, ChartKind
from xianbiao.sheets.styles import HEI, SONG

_GREY = "#D9D9D9"
_SMALL = {"name": SONG, "size": 9}


def put_chart(book: Any, sheet: Any, chart: Chart) -> None:
    """Put one chart on an XlsxWriter sheet; a blank amount leaves a gap."""
    drawn = book.add_chart({"type": chart.kind.value})
    for series in chart.series:
        options: dict[str, Any] = {
            "name": series.name,
            "categories": series.names_ref,
            "values": series.values_ref,
            "fill": {"color": series.colour},
            "border": {"color": "#404040", "width": 0.5},
            "gap": 60,
        }
        if chart.labels:
            options["data_labels"] = {"value": True, "font": _SMALL}
        drawn.add_series(options)
    drawn.set_title({"name": chart.title, "name_font": {"name": HEI, "size": 14, "bold": False}})
    bars = chart.kind is ChartKind.BAR
    names = {"num_font": _SMALL, "label_position": "low", "reverse": bars, "interval_unit": 1}
    values = {
        "num_font": _SMALL,
        "num_format": "#,##0.##",
        "major_gridlines": {"visible": True, "line": {"color": _GREY}},
        "name_font": _SMALL | {"bold": False},
    }
    if chart.axis:
        values["name"] = chart.axis
    drawn.set_x_axis(names)
    drawn.set_y_axis(values)
    if len(chart.series) > 1:
        drawn.set_legend({"position": "top", "font": _SMALL})
    else:
        drawn.set_legend({"none": True})
    drawn.set_size({"width": chart.width, "height": chart.height})
    placed = {"object_position": 2, "description": chart.description or chart.title}
    sheet.insert_chart(chart.row, chart.column, drawn, placed)
