"""What was changed or left out of recipients' files because it named others, for the clerk."""

from __future__ import annotations

from enum import Enum

from xianbiao.export.few import few

_SHOWN = 3


class Change(Enum):
    """What became of something, as a sentence about the cells of the clerk's own workbook."""

    LIST = "{places}的下拉选项只留本单位的，以及不指哪个单位的"
    LIST_CELLS = "{places}（下拉选项所在的格）里别的单位的名称去掉"
    LIST_WRITTEN = (
        "{places}的下拉选项取自{detail}，在单位文件里直接写出，只留本单位的，以及不指哪个单位的"
    )
    LIST_GONE = "{places}的下拉选项去掉：{detail}"
    VALIDATION_GONE = "{places}的数据有效性去掉：{detail}"
    PROMPT = "{places}的输入提示写着别的单位，去掉"
    ERROR = "{places}的出错提示写着别的单位，去掉"
    FORMAT = "{places}的条件格式里，几个单位的条件只留本单位"
    FORMAT_OTHERS = "{places}的条件格式里，写着别的单位的规则去掉，只留与本单位有关的"
    FORMAT_GONE = "{places}的条件格式去掉：引用的格不在单位文件里"
    FILTER = "{places}的筛选条件里，别的单位去掉（原来隐藏的行仍隐藏）"
    FILTER_GONE = "{places}的筛选条件去掉，筛选按钮保留"
    LINK = "{places}的超链接去掉（字保留）：{detail}"
    LINK_TEXT = "{places}的超链接的提示文字写着别的单位，去掉"
    COMMENT = "{places}的批注写着别的单位，去掉"
    HEADER = "的{places}写着别的单位，去掉"
    NAME = "名称管理器里写着别的单位的名称只留给那个单位：{places}"


class Told:
    """Collects what was done, each thing once however many files it is done in."""

    def __init__(self) -> None:
        self._found: dict[tuple[Change, str, str], dict[str, None]] = {}

    def add(self, change: Change, sheet: str, place: str, detail: str = "") -> None:
        """Remember a change at a place of a sheet, "" for the workbook."""
        self._found.setdefault((change, sheet, detail), {})[place] = None

    def notes(self) -> list[str]:
        """One sentence for each kind of change, sheets where the same was done together."""
        alike: dict[tuple[Change, str, str], list[str]] = {}
        for (change, sheet, detail), places in self._found.items():
            shown = few([place.replace(" ", "、") for place in places], _SHOWN, "处")
            alike.setdefault((change, shown, detail), []).append(sheet)
        return [
            _sheets(sheets) + change.value.format(places=places, detail=detail)
            for (change, places, detail), sheets in alike.items()
        ]


def _sheets(names: list[str]) -> str:
    return few([f"「{name}」" for name in names if name], _SHOWN, "张表")
