"""N07: telephone numbers and mail addresses that cannot be reached as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xianbiao.checks.paragraphs import Paragraph, paragraphs
from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Severity
from xianbiao.model.notices import Notice

_PHONE = expression(
    r"(?:电话|手机|传真|热线)[^\d，。；,;）)]{0,6}"
    r"((?:[（(]?0\d{2,3}[)）]?[\s\-－—–‐]*)?\d{3,14}(?:[-－]\d{3,9}){0,2})"
)
_RIGHT_PHONE = expression(
    r"(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:-\d{1,5})?|1[3-9]\d{9}|[48]00-?\d{3}-?\d{4}|1\d{2,5}|9\d{4,5}"
)
_SEPARATORS = str.maketrans("－—–‐", "----", " （()）\u3000")
_MAIL = expression(r"(?:邮箱|邮件地址|[Ee]-?mail)[^A-Za-z0-9@。；;]{0,6}([A-Za-z0-9][\w.@\-]{4,})")
_RIGHT_MAIL = expression(r"[\w.\-]+@[\w\-]+(?:\.[\w\-]+)+")


@rule("N07", "联系方式", Severity.HINT, "电话、邮箱错一位，就问不到人、报不上材料")
def contacts_can_be_reached(notice: Notice) -> Iterator[Fault]:
    """Telephone numbers with a digit too few or too many, and addresses without their @."""
    for unit in paragraphs(notice.body):
        yield from _phones(unit)
        for found in _MAIL.finditer(unit.text):
            if not _RIGHT_MAIL.fullmatch(found[1].rstrip(".")):
                yield Fault(
                    unit.ref_at(found.start(1)),
                    f"邮箱“{found[1]}”不完整",
                    left=found[1],
                    suggestion="核对邮箱，写作 名称@域名",
                )


def _phones(unit: Paragraph) -> Iterator[Fault]:
    for found in _PHONE.finditer(unit.text):
        number = found[1].translate(_SEPARATORS)
        if _RIGHT_PHONE.fullmatch(number):
            continue
        digits = len(re.sub(r"\D", "", number))
        yield Fault(
            unit.ref_at(found.start(1)),
            f"电话“{found[1].strip()}”有 {digits} 位数字，位数不对",
            left=found[1].strip(),
            suggestion="核对号码；固定电话 7 或 8 位，手机 11 位",
        )
