"""Every error that a user may meet, under one base class, with a Chinese message."""

from __future__ import annotations

from xianbiao.model.refs import Ref


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
