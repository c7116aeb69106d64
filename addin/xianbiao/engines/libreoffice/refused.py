"""What the engine refuses: members of xlwings that LibreOffice or its interface does not have."""

from __future__ import annotations

from xianbiao.model.errors import XianbiaoError

_INSTEAD = "在 Excel 或 WPS 里做这一步"


class NotInLibreOffice(XianbiaoError, NotImplementedError):
    """A member of xlwings that this engine does not serve; nothing was changed."""


def refused(what: str, todo: str = _INSTEAD) -> NotInLibreOffice:
    """The error for a member that is not served, named in the words of the clerk."""
    return NotInLibreOffice(f"LibreOffice 引擎不支持{what}", todo=todo)
