"""What the lines of a notice's head read like: offices, titles, addressees, numbers."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.document_numbers import is_document_number, is_meant_as_number
from xianbiao.model.expressions import expression
from xianbiao.model.indicators import plain
from xianbiao.model.recipients import squeeze
from xianbiao.model.refs import Text

_KINDS = (
    "委员会|管委会|联合会|总工会|基金会|人民政府|政府|办公厅|办公室|国务院|局|厅|部|署|委|残联"
    "|兵团|银行|中心|集团|公司"
)
_OFFICE = rf"[\u4e00-\u9fa5]{{2,20}}?(?:{_KINDS})(?:办公厅|办公室)?"
_OFFICES = expression(rf"(?:{_OFFICE}[、,]?)+")
_ONE_OFFICE = expression(_OFFICE)
_OFFICE_END = tuple(_KINDS.split("|"))
_TITLE_END = ("通知", "函", "批复", "意见", "方案", "决定", "公告", "公示", "报告")
_REMARK = expression(r"\([^()]*\)$")
_MOST_TITLE_LINES = 4
_ADDRESSEES = expression(r".{2,120}[:：]")
_RECEIVER = expression(r"(?:局|厅|委|政府|办事处|单位|部门)[)）]?[、，,]")
_NO_ADDRESSEES = expression(r"。|[:：].*[:：]|\d{4}|根据|按照|现将|现就|如下|为[了做]")
_PARAGRAPH = expression(r"^(?:根据|按照|为|一、)|。")
_FACT = expression(r"[\d:：|/]")
_SENTENCE = expression(r"[。，；：！？,;:]")
_LONGEST_OFFICE = 40


def is_office(line: str) -> bool:
    """Whether a line is nothing but the name of one or more offices, as in a signature."""
    name = squeeze(line)
    return (
        2 <= len(name) <= _LONGEST_OFFICE
        and name.endswith(_OFFICE_END)
        and not _SENTENCE.search(name)
    )


def is_issuer(line: str) -> bool:
    """Whether a line of the letterhead may name an issuer: no date, no figure, no field."""
    return bool(line.strip()) and not _FACT.search(line)


def offices_in(text: str) -> list[str]:
    """The offices that a text names one after the other."""
    pieces = text.replace("、", " ").split()
    if len(pieces) > 1 and all(p.endswith(_OFFICE_END) for p in pieces):
        return [plain(p) for p in pieces]
    return _ONE_OFFICE.findall(plain(text))


def title_lines(lines: Sequence[Text], at: int) -> int:
    """How many lines the title takes that begins at a line; 0 where none begins there.

    A title begins with 关于, also behind the names of its issuers; then it must end as titles do.
    """
    line = plain(lines[at].text)
    before, about, _ = line.partition("关于")
    if not about or line.endswith(("。", ",", ";", ":")):
        return 0
    if before and not _OFFICES.fullmatch(before):
        return 0
    count = 1
    while not _ends_title(lines[at + count - 1]) and at + count < len(lines):
        if count == _MOST_TITLE_LINES or _ends_head(lines[at + count]):
            break
        count += 1
    whole = "".join(plain(t.text) for t in lines[at : at + count])
    if before and not _ends_title(lines[at + count - 1]):
        return 0
    return count if len(whole.partition("关于")[2]) >= 4 else 0


def _ends_title(line: Text) -> bool:
    text = plain(line.text)
    return text.endswith(_TITLE_END) or _REMARK.sub("", text).endswith(_TITLE_END)


def _ends_head(line: Text) -> bool:
    return is_addressees(line) or is_number(line) or bool(_PARAGRAPH.search(line.stripped))


def is_addressees(line: Text) -> bool:
    """Whether a line reads like the addressees: it ends in a colon and is no paragraph."""
    return bool(_ADDRESSEES.fullmatch(line.stripped)) and not _NO_ADDRESSEES.search(line.text)


def begins_addressees(line: Text) -> bool:
    """Whether a line reads like the first half of addressees that run on below it."""
    text = line.stripped
    return bool(_RECEIVER.search(text)) and not (
        _FACT.search(text) or _NO_ADDRESSEES.search(text) or is_office(text)
    )


def is_number(line: Text) -> bool:
    """Whether a line is a document number, or was meant as one."""
    return is_document_number(line.text) or is_meant_as_number(line.text)
