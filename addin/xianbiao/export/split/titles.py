"""Names in a workbook with the sheets of all recipients: of the file, and of each sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from xianbiao.export.split.naming import FIELD, FORBIDDEN, require_short, values_of
from xianbiao.model.errors import XianbiaoError
from xianbiao.model.expressions import expression
from xianbiao.sheets.split_plan import SplitPlan

DEFAULT_BOOK = "{原名}_各单位"
BOOK_FIELDS = ("文号", "标题", "年度", "金额", "原名")
_LONGEST_TITLE = 31
"""In the units of UTF-16 in which spreadsheets count."""
_FORBIDDEN_IN_TITLES = expression(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = ("history",)


def book_name(pattern: str, plan: SplitPlan, total: Decimal | None, stem: str) -> str:
    """The file name of the workbook. Raises XianbiaoError for an unfit field or a long name."""
    unknown = [f for f in FIELD.findall(pattern) if f not in BOOK_FIELDS]
    values = values_of(plan, total, stem)
    name = FIELD.sub(lambda m: values.get(m[1], ""), pattern)
    name = FORBIDDEN.sub("_", name).strip("_- .")
    if unknown or not name:
        raise XianbiaoError(
            "一个工作簿的文件名样式里有不能用的项目",
            found="、".join(f"{{{f}}}" for f in unknown) or "空",
            expected="、".join(f"{{{f}}}" for f in BOOK_FIELDS),
            todo=f"照这样写：{DEFAULT_BOOK}",
        )
    name += ".xlsx"
    require_short(name, "用命令导出，加 --name 换一个短的样式")
    return name


class Titles:
    """Gives each sheet a title that no other has. `taken` are those of sheets that stay."""

    def __init__(self, plan: SplitPlan, taken: Iterable[str] = ()) -> None:
        self._plan = plan
        self._taken = {title.lower() for title in taken}
        self.shortened: list[str] = []
        """Titles that do not say the recipient's whole name."""

    def of(self, recipient: int, sheets: Sequence[str]) -> Mapping[str, str]:
        """The titles of a recipient's sheets by their old ones.

        The first bears the recipient's name, the others that name and their own; a sheet that
        names its recipient already keeps its title.
        """
        name = self._plan.recipients[recipient].name
        named = [s for s in sheets if self._plan.own_sheets.get(s) == recipient and name in s]
        found: dict[str, str] = {}
        is_free = name not in named
        for sheet in sorted(sheets, key=lambda s: s not in named):
            wanted = sheet if sheet in named else name if is_free else f"{name}_{sheet}"
            is_free = is_free and wanted != name
            found[sheet] = self._unique(wanted)
            if name not in found[sheet]:
                self.shortened.append(f"{name}→{found[sheet]}")
        return {sheet: found[sheet] for sheet in sheets}

    def _unique(self, wanted: str) -> str:
        plain = _FORBIDDEN_IN_TITLES.sub("_", wanted).strip("'") or "_"
        title, number = _cut(plain, ""), 1
        while title.lower() in self._taken or title.lower() in _RESERVED:
            number += 1
            title = _cut(plain, f" ({number})")
        self._taken.add(title.lower())
        return title


def _cut(text: str, ending: str) -> str:
    """A text and its ending in what a title may hold."""
    while len((text + ending).encode("utf-16-le")) // 2 > _LONGEST_TITLE:
        text = text[:-1]
    return text.rstrip("'") + ending
