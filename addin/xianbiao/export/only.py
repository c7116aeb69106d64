"""The one recipient that a clerk asks for, and which is meant where none bears the name."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.errors import UnknownRecipient
from xianbiao.model.recipients import Recipient, squeeze
from xianbiao.model.refs import Ref
from xianbiao.sheets.layout.context import own_names


def no_such_recipient(only: str, recipients: Sequence[Recipient], file: str) -> UnknownRecipient:
    """The error for a name that none of these recipients bears."""
    near = _likely(only, recipients)
    return UnknownRecipient(
        "没有这个单位",
        ref=Ref(file),
        found=only,
        expected="、".join(r.name for r in recipients),
        todo=f"是不是“{near}”？照表上的名称填写" if near else "照表上的名称填写",
    )


def _likely(name: str, recipients: Sequence[Recipient]) -> str | None:
    """The recipient that a name is probably meant for: one that contains it, else the nearest."""
    from difflib import get_close_matches

    wanted = squeeze(name)
    holding = [r.name for r in recipients if wanted and any(wanted in n for n in own_names(r))]
    if holding:
        return "”或“".join(holding)
    called = {n: r.name for r in recipients for n in own_names(r)}
    near = get_close_matches(wanted, called, n=1)
    return called[near[0]] if near else None
