"""N02: what every notice has is there: number, addressees, date, signature, kind of document."""

from __future__ import annotations

from collections.abc import Iterator

from xianbiao.checks.registry import Fault, rule
from xianbiao.model.expressions import expression
from xianbiao.model.findings import Repair, Severity
from xianbiao.model.indicators import plain
from xianbiao.model.notices import Notice, Part
from xianbiao.model.refs import Text

_KIND = expression(
    r"(?:通知|通报|函|批复|意见|方案|决定|公告|公示|报告|请示|办法|规定|细则|令|纪要|计划)(?:\([^()]*\))?$"
)
_RECEIVERS = expression(
    r"[\u4e00-\u9fff（）()、，,\s]{2,80}(?:局|厅|委|委员会|政府|办事处|单位|部门|学校|院|所|站|中心)[)）]?"
)
_CLAUSE = expression(r"根据|按照|为[了做]|现[将就]|经(?!济)|请|应当?|须")
_LONGEST = 90
_HEADING = expression(r"附\s*[件表]\s*(?=[\d\u4e00-\u9fff])")


@rule("N02", "通知要素齐全", Severity.HINT, "缺文号、主送、日期的文件，收文单位无法登记和执行")
def parts_are_there(notice: Notice) -> Iterator[Fault]:
    """A letter without number, addressees, date, signature or kind, and marks that they lost."""
    if notice.title is None or not notice.body:
        return
    yield from _kind_of_document(notice.title)
    unmarked = _addressees_without_colon(notice)
    if unmarked is not None:
        yield Fault(
            unmarked.ref,
            f"“{unmarked.stripped}”像是主送机关，行末没有冒号",
            left=unmarked.stripped,
            right=f"{unmarked.stripped.rstrip('。.，,；;、')}：",
            suggestion="行末改用全角冒号",
        )
    yield from _list_without_colon(notice)
    if missing := _missing(notice, unmarked is not None):
        yield Fault(
            notice.title.ref,
            f"没有找到{'、'.join(missing)}",
            right="、".join(missing),
            suggestion=f"补上{'、'.join(missing)}；底稿可在印发前补",
        )


def _missing(notice: Notice, is_addressed: bool) -> list[str]:
    there = {
        "文号": notice.number is not None,
        "主送机关": notice.addressees is not None or is_addressed,
        "署名": bool(notice.signatures) or not notice.issuers,
        "成文日期": notice.date_text is not None,
    }
    return [name for name, found in there.items() if not found]


def _kind_of_document(title: Text) -> Iterator[Fault]:
    text = plain(title.text)
    if not _KIND.search(text):
        yield Fault(
            title.ref,
            f"标题“…{text[-8:]}”没有写明文种",
            left=text[-8:],
            suggestion="标题末尾写明是通知、函还是别的文种",
        )


def _addressees_without_colon(notice: Notice) -> Text | None:
    """The first line of the text where it reads like addressees that lost their colon."""
    if notice.addressees is not None:
        return None
    first = notice.body[0]
    line = first.stripped.rstrip("。.，,；;、")
    if len(line) > _LONGEST or _CLAUSE.search(line) or not _RECEIVERS.fullmatch(line):
        return None
    return first


def _list_without_colon(notice: Notice) -> Iterator[Fault]:
    for text in notice.texts(Part.ATTACHMENT_LIST)[:1]:
        if found := _HEADING.match(text.stripped):
            yield Fault(
                text.ref,
                "附件说明的“附件”后面没有冒号",
                left=found.group().strip(),
                right="附件：",
                suggestion="“附件”后加全角冒号，再写各附件的序号和名称",
                repair=Repair(text.ref, "附件：", found.group()),
            )
