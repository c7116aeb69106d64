"""The range of the engine, put together from its parts."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xianbiao.engines.libreoffice.range_edits import RangeEdits
from xianbiao.engines.libreoffice.range_formats import RangeFormats
from xianbiao.engines.libreoffice.range_links import RangeLinks
from xianbiao.engines.libreoffice.range_search import RangeSearch
from xianbiao.engines.libreoffice.range_sizes import RangeSizes
from xianbiao.engines.libreoffice.range_values import RangeValues
from xianbiao.engines.libreoffice.refused import refused


class Range(
    RangeValues,
    RangeSearch,
    RangeFormats,
    RangeSizes,
    RangeEdits,
    RangeLinks,
    base_classes.Range,
):
    """A block of cells on a live sheet."""

    @property
    def max_cells_per_read(self) -> int:
        """A read of this many cells stays well under a second and within memory."""
        return 4_000_000

    @property
    def max_cells_per_write(self) -> int:
        """A write of this many cells goes over the bridge at once."""
        return 1_000_000

    @property
    def characters(self) -> Any:
        raise refused("单元格内部分文字的格式")

    @property
    def conditional_formats(self) -> Any:
        raise refused("条件格式")

    @property
    def data_validation(self) -> Any:
        raise refused("数据有效性")

    @property
    def comment(self) -> None:
        """LibreOffice has no threaded comments, so no cell has one."""
        return

    def add_comment(self, text: str) -> Any:
        raise refused("带回复的批注", "改用批注（add_note）")

    def copy_picture(self, appearance: str, format: str) -> None:
        raise refused("把单元格复制成图片")

    def to_png(self, path: str) -> None:
        raise refused("把单元格存成图片", "导出 PDF")

    def to_pdf(self, path: str, quality: str | None = None) -> None:
        raise refused("把单元格导出 PDF", "设好打印区域后导出工作簿")
