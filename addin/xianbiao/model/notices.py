"""Notices (通知): the document around the tables, and everything that was recognised in it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

from xianbiao.model.allocation import AllocationTable
from xianbiao.model.amounts import TOLERANCE
from xianbiao.model.codes import CodeTable
from xianbiao.model.forms import TargetForm
from xianbiao.model.funds import FundProfile
from xianbiao.model.places import Place
from xianbiao.model.recipients import Recipient
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref, Text
from xianbiao.model.tables import RecognisedTable, ShiftedRow

if TYPE_CHECKING:
    from xianbiao.model.evaluations import Evaluation


class Part(Enum):
    """Which part of a notice a line of text belongs to."""

    LETTERHEAD = "版头"
    NUMBER = "文号"
    TITLE = "标题"
    ADDRESSEES = "主送"
    BODY = "正文"
    ATTACHMENT_LIST = "附件说明"
    SIGNATURE = "署名"
    DATE = "成文日期"
    COPIES = "抄送"
    PRINTED = "印发"
    ATTACHMENT_LABEL = "附件标识"
    ATTACHMENT_TITLE = "附件标题"
    SUBTITLE = "副标题"
    UNIT = "单位"
    TABLE = "表格"
    FORM = "绩效表"


class Passage(Record, frozen=True):
    """A line of text with the part of the notice that it belongs to."""

    part: Part
    text: Text


class AttachmentEntry(Record, frozen=True):
    """One entry of the list 附件： after the text: its number and the name of the attachment."""

    number: int | None
    name: Text


class SuperiorDocument(Record, frozen=True):
    """The document of the superior that a notice rests on: title and number, as cited.

    The title is "" where the number alone is cited.
    """

    title: str
    number: str
    ref: Ref


class Attachment(Record, frozen=True):
    """The head of one attachment: label as printed (附件1：), its number, its title.

    `content` says what stands below: "allocation", "codes", "form" or "other".
    """

    label: Text | None
    number: int | None
    title: Text | None
    content: str
    ref: Ref


class UnreadParameter(Record, frozen=True):
    """A value on 参数 that formulas cannot take for a number or a date."""

    key: str
    text: Text
    wanted: str
    """数字 or 日期."""
    instead: str = ""
    """What counts in its place, "" where nothing does."""


class Notice(Record):
    """One notice with its tables. What was not found is None or empty, never a guess.

    `area` is the area that allocates (昌吉州); `recipients` are the rows of the allocation
    table, in order. `budget_year` comes from the title, else from the text. `tag` is the tag of
    direct funds (直达资金标识); `batch` and `income_account` are what a workbook names for itself.
    Of a working workbook `listed_units` are the names on 单位, and `overwritten` the cells that
    hold a value where the workbook was made with a formula; both are None and empty elsewhere.
    `unread_tables` begin tables of no known kind; `spaced_rows` are lines of text that look
    like rows of a table whose columns are parted by blanks only. `missing_sheets` are sheets
    that a working workbook was made with and lacks, `hidden_sheets` those of any other workbook
    that were left out because they are hidden, `remarks` say what else of its files was not
    read. `readings` are the tables of amounts of any shape
    as they were recognised, with what stayed in doubt; `evaluations` are the self-evaluations,
    each of which is among `forms` as well.
    `made_with_tag` is the tag with which a working
    workbook was made, "" where it had none yet, and `tag_ref` the cell of its tag today.
    `superior` is the first document that the notice rests on, `other_superiors` are those cited
    beside it.
    `superior_amount` and `superior_change` are in the unit of the table, `tolerance` too.
    """

    file: str
    number: Text | None = None
    title: Text | None = None
    issuers: list[Text] = field(default_factory=list)
    addressees: Text | None = None
    entries: list[AttachmentEntry] = field(default_factory=list)
    signatures: list[Text] = field(default_factory=list)
    date_text: Text | None = None
    date: dt.date | None = None
    copies: Text | None = None
    printed_by: Text | None = None
    printed_date: Text | None = None
    superior: SuperiorDocument | None = None
    other_superiors: list[SuperiorDocument] = field(default_factory=list)
    budget_year: int | None = None
    area: Place | None = None
    fund: FundProfile | None = None
    passages: list[Passage] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    tables: list[AllocationTable] = field(default_factory=list)
    code_tables: list[CodeTable] = field(default_factory=list)
    forms: list[TargetForm] = field(default_factory=list)
    tag: str | None = None
    income_account: str | None = None
    superior_received: dt.date | None = None
    superior_amount: Decimal | None = None
    listed_units: list[Text] | None = None
    overwritten: list[Text] = field(default_factory=list)
    unread_tables: list[Text] = field(default_factory=list)
    spaced_rows: list[Text] = field(default_factory=list)
    superior_change: Decimal | None = None
    batch: str | None = None
    made_with_tag: str | None = None
    tag_ref: Ref | None = None
    tolerance: Decimal = TOLERANCE
    unread_parameters: list[UnreadParameter] = field(default_factory=list)
    missing_sheets: list[str] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    readings: list[RecognisedTable] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)
    shifted_rows: list[ShiftedRow] = field(default_factory=list)
    """Rows of `readings` that the rules judge as they are meant; filled in by `check` alone."""

    @property
    def allocation(self) -> AllocationTable | None:
        """The allocation table, the first where there are several."""
        return self.tables[0] if self.tables else None

    @property
    def recipients(self) -> list[Recipient]:
        """The recipients in the order of the table."""
        table = self.allocation
        return [r.recipient for r in table.rows if r.recipient] if table else []

    @property
    def body(self) -> list[Text]:
        """The paragraphs of the running text."""
        return self.texts(Part.BODY)

    def texts(self, *parts: Part) -> list[Text]:
        """The passages of some parts, in order."""
        return [p.text for p in self.passages if p.part in parts]

    @property
    def target_forms(self) -> list[TargetForm]:
        """The forms that demand something, without those that report what was reached."""
        return [f for f in self.forms if not f.is_evaluation]

    @property
    def reports(self) -> int:
        """How many of the forms report what was reached."""
        return len(self.forms) - len(self.target_forms)

    @property
    def prefecture_form(self) -> TargetForm | None:
        """The form of the area that allocates; one that demands rather than one that reports."""
        own = (f for f in (*self.target_forms, *self.forms) if f.is_prefecture)
        return next(own, None)

    def form_for(self, recipient: Recipient) -> TargetForm | None:
        """The form of a recipient, the first where there are several."""
        return next(iter(self.forms_for(recipient)), None)

    def forms_for(self, recipient: Recipient) -> list[TargetForm]:
        """Every form of a recipient: there should be one."""
        return [f for f in self.forms if not f.is_prefecture and recipient.is_called(f.region)]

    @property
    def attachment_number(self) -> dict[str, int | None]:
        """The printed number of the first attachment of each kind of content."""
        result: dict[str, int | None] = {}
        for attachment in self.attachments:
            result.setdefault(attachment.content, attachment.number)
        return result
