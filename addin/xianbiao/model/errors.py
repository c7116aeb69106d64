"""Every error that a user may meet, under one base class, with a Chinese message."""

from __future__ import annotations

import errno
import re

from xianbiao.model.expressions import expression
from xianbiao.model.records import replace
from xianbiao.model.refs import Ref

_OS_WORDS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中间有一级是文件，不是文件夹",
    errno.EEXIST: "同名的文件或文件夹已存在",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EACCES: "没有权限，或文件正被别的程序占用",
    errno.EPERM: "没有权限",
    errno.EBUSY: "文件正被别的程序占用",
    errno.EROFS: "所在的盘只能读，不能写",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EFBIG: "文件太大",
    errno.EMFILE: "同时打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EINVAL: "名称里有不能用的字符",
    errno.ELOOP: "快捷方式循环指向自己",
}
_OS_REMEDIES = {
    errno.ENOENT: "核对文件名和所在文件夹",
    errno.EISDIR: "写文件夹里面的文件",
    errno.ENOTDIR: "核对文件名和所在文件夹",
    errno.ENAMETOOLONG: "缩短文件名或文件夹的名称",
    errno.EROFS: "换一个可以写的文件夹",
    errno.ENOSPC: "腾出空间，或换一个盘",
    errno.EDQUOT: "腾出空间，或换一个盘",
    errno.EINVAL: "换一个名称",
}
_TOML_PLACE = expression(r"at line (\d+), column (\d+)")
_HAN = expression(r"[\u4e00-\u9fa5]")


class XianbiaoError(Exception):
    """An input or a request that cannot be served; nothing was written.

    The parts are kept apart so that every front end can show them in its own way:
    `found` what stands there, `expected` what should, `todo` what the clerk does next.
    """

    def __init__(
        self,
        summary: str,
        *,
        ref: Ref | None = None,
        found: str | None = None,
        expected: str | None = None,
        todo: str | None = None,
    ) -> None:
        self.summary = summary
        self.ref = ref
        self.found = found
        self.expected = expected
        self.todo = todo
        super().__init__(self.describe())

    def tell_of(self, file: str) -> None:
        """Name this file in place of the one that was read: a copy means nothing to a clerk."""
        if self.ref is not None:
            self.ref = replace(self.ref, file=file)
            self.args = (self.describe(),)

    def do_instead(self, todo: str) -> None:
        """Say something else that the clerk can do."""
        self.todo = todo
        self.args = (self.describe(),)

    def describe(self) -> str:
        """One line: place, fault, found, expected, what to do."""
        head = self.summary
        if self.ref is not None:
            place = "" if self.ref.where() == self.ref.file else self.ref.where()
            head = f"{self.ref.file}{place}：{self.summary}"
        parts = [head]
        if self.found is not None:
            parts.append(f"实际是：{self.found}")
        if self.expected is not None:
            parts.append(f"应当是：{self.expected}")
        if self.todo is not None:
            parts.append(f"请：{self.todo}")
        return "；".join(parts)


class UnreadableFile(XianbiaoError):
    """The file is missing, damaged, protected, or of a kind that is not read."""


class UnreadableTable(XianbiaoError):
    """A table is there but cannot be understood without guessing."""


class AmbiguousTotal(UnreadableTable):
    """Two rows claim to be the total of the same table."""


class UnknownRecipient(XianbiaoError):
    """A name that is no recipient of the table, or that is probably misspelt."""


class ExportRefused(XianbiaoError):
    """An export that would send out figures which do not add up, or another county's data."""


class DataFileError(XianbiaoError):
    """A data file of the package, or one added by a user, is malformed."""


def remedy_of(error: OSError) -> str:
    """What a clerk does about what the system complains of."""
    other = "核对文件夹权限，关闭占用该文件的程序"
    return _OS_REMEDIES.get(error.errno or 0, other)


def words_of(error: Exception) -> str:
    """What the system or a library complains of, in Chinese words, without its own text."""
    match error:
        case OSError():
            if error.strerror and _HAN.search(error.strerror):
                return error.strerror
            return _OS_WORDS.get(error.errno or 0, f"系统错误 {error.errno or '不明'}")
        case ValueError() if type(error).__name__ == "TOMLDecodeError":
            found = _TOML_PLACE.search(str(error))
            place = f"第 {found.group(1)} 行第 {found.group(2)} 列" if found else "文件末尾"
            return f"{place}不合 TOML 的写法"
        case KeyError():
            return f"缺少“{error.args[0]}”" if error.args else "缺少一项"
        case UnicodeError():
            return "不是 UTF-8 编码的文字"
        case re.error():
            return "查找式写错了"
    return str(error) if _HAN.search(str(error)) else "内容不合要求"
