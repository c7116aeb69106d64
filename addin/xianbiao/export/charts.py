"""Writes planned charts as native ones that follow their cells."""

from __future__ import annotations

from typing import Any

from xianbiao.sheets.chart import Chart, ChartKind
from xianbiao.sheets.styles import HEI, SONG

_GREY = "#D9D9D9"
_SMALL = {"name": SONG, "size": 9}
_TITLE = {"name": HEI, "size": 14, "bold": False}
_HEAD, _FOOT = 90, 15


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
    bars = chart.kind is ChartKind.BAR
    title: dict[str, Any] = {"name": chart.title, "name_font": _TITLE}
    legend: dict[str, Any] = {"none": True}
    if len(chart.series) > 1:
        legend = {"position": "top", "font": _SMALL}
    names = {"num_font": _SMALL, "label_position": "low", "reverse": bars, "interval_unit": 1}
    values: dict[str, Any] = {
        "num_font": _SMALL,
        "num_format": "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": _GREY}},
        "name_font": _SMALL | {"bold": False},
    }
    if chart.axis and not bars:
        values["name"] = chart.axis
    if chart.from_zero:
        values["min"] = 0
    if bars:
        _lay_out(drawn, chart, title, legend)
        drawn.set_x_axis(values)
        drawn.set_y_axis(names)
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(values)
    drawn.set_title(title)
    drawn.set_legend(legend)
    drawn.set_size({"width": chart.width, "height": chart.height})
    placed = {"object_position": 2, "description": chart.description or chart.title}
    sheet.insert_chart(chart.row, chart.column, drawn, placed)


def _lay_out(drawn: Any, chart: Chart, title: dict[str, Any], legend: dict[str, Any]) -> None:
    """Keep title, legend and axis together on top, however high the chart is."""
    whole = chart.height
    title["layout"] = {"x": 0.38, "y": 10 / whole}
    if len(chart.series) > 1:
        legend["layout"] = {"x": 0.38, "y": 40 / whole, "width": 0.3, "height": 20 / whole}
    inner = {"x": 0.2, "y": _HEAD / whole, "width": 0.75, "height": 1 - (_HEAD + _FOOT) / whole}
    drawn.set_plotarea({"layout": inner})
