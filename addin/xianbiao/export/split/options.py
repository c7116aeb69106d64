"""What a clerk may choose for an export from the own workbook."""

from __future__ import annotations

from enum import Enum

from xianbiao.model.records import Record


class Totals(Enum):
    """What becomes of total rows and of rows that add up a group."""

    RECOMPUTED = "重算"
    DROPPED = "去掉"


class Output(Enum):
    """What each recipient gets; one workbook with everybody's sheets is made by one_book.py."""

    WORKBOOK = "xlsx"
    PDF = "pdf"


DEFAULT_NAME = "{序号}_{单位}_{文号}"


class SplitOptions(Record, frozen=True):
    """The choices. `name` is the pattern of the files' names, see naming.py.

    `fill` puts the amount into blanks such as `____万元`; `allowed` are figures that may stand
    in every file although they are somebody's amount.
    """

    totals: Totals = Totals.RECOMPUTED
    groups: Totals = Totals.DROPPED
    output: Output = Output.WORKBOOK
    name: str = DEFAULT_NAME
    fill: bool = True
    allowed: tuple[str, ...] = ()
