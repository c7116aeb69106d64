"""Says on the error stream what of a workbook or document was not checked."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xianbiao.model.notices import Notice


def say_what_is_unread(notice: Notice) -> None:
    """Name the hidden sheets, which are never checked, and what else was not read."""
    if notice.hidden_sheets:
        print(f"未核对隐藏工作表：{'、'.join(notice.hidden_sheets)}", file=sys.stderr)
    for remark in notice.remarks:
        print(remark, file=sys.stderr)
