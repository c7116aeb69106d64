"""Settings: those of a workbook (sheet 县表设置) over those of the person (a file)."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xianbiao.excel.books import sheet_called
from xianbiao.excel.ranges import read_values, used_area
from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.records import Record, replace
from xianbiao.model.refs import Ref
from xianbiao.sheets.side_sheets import CONF_SHEET

if TYPE_CHECKING:
    import xlwings as xw

USER_FILE_VARIABLE = "XIANBIAO_SETTINGS"
LABELS = {
    "user": "用户",
    "region": "地区代码",
    "fund": "资金",
    "export_folder": "导出文件夹",
    "open_after_export": "导出后打开",
}
"""The settings with the words by which a clerk writes them."""


class Settings(Record, frozen=True):
    """What need not be asked each time.

    `user` signs the log; `region` and `fund` are offered for new workbooks (a code, a key or a
    name); `export_folder` is where county files go, asked for where it is empty.
    """

    user: str = ""
    region: str = ""
    fund: str = "hardship"
    export_folder: str = ""
    open_after_export: bool = True


def user_file() -> Path:
    """The file of the person's settings, lines `词 = 值` with the words of `LABELS`."""
    named = os.environ.get(USER_FILE_VARIABLE)
    if named:
        return Path(named)
    home = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
    return (Path(home) if home else Path.home() / ".config") / "xianbiao" / "设置.txt"


def user_log() -> Path:
    """The log of what was done in workbooks that are none of ours."""
    return user_file().with_name("日志.txt")


def load_settings(book: xw.Book | None = None) -> Settings:
    """The settings that hold for a workbook; the conf sheet overrides the file.

    Raises DataFileError for a key that is no setting, and for a line that is none.
    """
    settings = _over(Settings(), _from_file(user_file()), Ref(str(user_file())))
    if book is not None:
        settings = _over(settings, _from_sheet(book), Ref(book.name, CONF_SHEET))
    if settings.user:
        return settings
    return replace(settings, user=_login())


def _from_file(path: Path) -> Mapping[str, object]:
    """The lines `词 = 值`; blank lines and those that begin with # count for nothing."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        found = words_of(error)
        raise DataFileError("设置文件读不出来", ref=Ref(str(path)), found=found) from error
    values: dict[str, object] = {}
    for number, line in enumerate(_decoded(data, path).splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        key, sign, value = line.partition("=")
        if not sign:
            raise DataFileError(
                "设置文件里有一行看不懂",
                ref=Ref(str(path), line=number),
                found=line.strip(),
                expected="词 = 值，例如 用户 = 张三",
            )
        values[key.strip()] = value.strip()
    return values


def _decoded(data: bytes, path: Path) -> str:
    """The text of the file: UTF-8, or what an old 记事本 writes."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DataFileError(
        "设置文件不是文字", ref=Ref(str(path)), todo="用记事本重新保存，编码选 UTF-8"
    )


def _from_sheet(book: xw.Book) -> Mapping[str, object]:
    sheet = sheet_called(book, CONF_SHEET)
    if sheet is None:
        return {}
    rows = read_values(sheet, used_area(sheet))
    return {str(row[0]): row[1] for row in rows if len(row) > 1 and row[0] and row[1] is not None}


def _over(settings: Settings, values: Mapping[str, object], ref: Ref) -> Settings:
    names = {label: name for name, label in LABELS.items()}
    known = set(Settings.__struct_fields__)
    for key, value in values.items():
        name = names.get(key, key)
        if name not in known:
            raise DataFileError(
                "没有这项设置", ref=ref, found=key, expected="、".join(LABELS.values())
            )
        changes: dict[str, Any] = {name: _text(value)}
        if isinstance(getattr(settings, name), bool):
            changes[name] = _truth(value)
        settings = replace(settings, **changes)
    return settings


def _text(value: object) -> str:
    """A cell holds the code 652300 as a binary number."""
    return (str(int(value)) if isinstance(value, float) else str(value)).strip()


def _truth(value: object) -> bool:
    return str(value).strip().lower() in ("true", "1", "1.0", "是", "yes")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "（未知用户）"
