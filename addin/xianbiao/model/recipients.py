"""Recipients (接收单位): who gets money, whether it is a place with a code or an institution."""

from __future__ import annotations

from enum import Enum

from xianbiao.model.expressions import expression
from xianbiao.model.records import Record

_REMARK = expression(r"(?:[(（][^()（）]*[)）]|[*※#△☆]+)+$")


class RecipientKind(Enum):
    """A place of GB/T 2260, or anything else that gets money (开发区, 救助站, 福利院, 本级)."""

    PLACE = "县市区"
    INSTITUTION = "单位"


class Recipient(Record, frozen=True):
    """One recipient of an allocation, in the order of the table.

    `name` is the name as printed; `full_name` and `code` come from the list of places and are
    the printed name and None for an institution.
    """

    order: int
    name: str
    full_name: str
    code: str | None
    kind: RecipientKind
    aliases: tuple[str, ...] = ()

    def is_called(self, name: str) -> bool:
        """Whether a name means this recipient, exactly, by printed name, full name or alias."""
        wanted = squeeze(name)
        return wanted in {squeeze(n) for n in (self.name, self.full_name, *self.aliases)}


def squeeze(name: str) -> str:
    """A name without any blanks (tables print 睢 县 for 睢县)."""
    return "".join(name.split()).replace("\u3000", "")


def without_remark(name: str) -> str:
    """A name without what is noted behind it: 临渭区（含高新区） and 临渭区* are 临渭区."""
    return _REMARK.sub("", name)
