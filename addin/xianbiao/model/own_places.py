"""The places of a user's own file (自备的地名文件), added to those of the package."""

from __future__ import annotations

import tomllib
from collections.abc import Container
from pathlib import Path
from typing import Any

from xianbiao.model.errors import DataFileError, words_of
from xianbiao.model.expressions import expression
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Ref

_CODE = expression(r"[1-9]\d{5}")


def add_places(names: dict[str, list[str]], path: Path) -> None:
    """Add the `[[place]]` tables of a TOML file to the names of each code.

    A known code takes the new name and keeps its old ones. Raises DataFileError when the file
    is missing or malformed.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise _malformed(path, "地名文件无法读取", "核对路径，并保存为 UTF-8 编码") from error
    except tomllib.TOMLDecodeError as error:
        raise _malformed(path, f"地名文件写错了（{words_of(error)}）", "改正后再试") from error
    rows = data.get("place")
    if set(data) != {"place"} or not isinstance(rows, list):
        raise _malformed(path, "地名文件只能由若干 [[place]] 组成", "改正后再试")
    for number, row in enumerate(rows, start=1):
        if fault := _fault(row, names):
            raise _malformed(path, f"第{number}个 [[place]] {fault}", "改正后再试")
        full = [squeeze(row["name"])] if "name" in row else []
        aliases = map(squeeze, row.get("aliases", []))
        names[row["code"]] = [*full, *names.get(row["code"], []), *aliases]


def _fault(row: Any, known: Container[str]) -> str | None:
    if not isinstance(row, dict) or not set(row) <= {"code", "name", "aliases"}:
        return "只能有 code、name、aliases 三项"
    code, name, aliases = row.get("code"), row.get("name"), row.get("aliases", [])
    if not isinstance(code, str) or not _CODE.fullmatch(code):
        return "的 code 应当是加引号的六位数字"
    if not (_is_name(name) or (name is None and code in known)):
        return "的 name 应当是至少两个字的名称"
    if not isinstance(aliases, list) or not all(map(_is_name, aliases)):
        return "的 aliases 应当是一组名称，每个至少两个字"
    return None


def _is_name(value: object) -> bool:
    return isinstance(value, str) and len(squeeze(value)) >= 2


def _malformed(path: Path, summary: str, todo: str) -> DataFileError:
    return DataFileError(summary, ref=Ref(str(path)), todo=todo)
