"""Whose target form it is where the subtitle does not say: by its title, its head, its sheet."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xianbiao.model.forms import TargetForm
from xianbiao.model.recipients import Recipient, squeeze

_SAYS_WHOSE = (
    *("地区", "区域", "县市", "县(市)", "县(市、区)", "县（市）", "县（市、区）"),
    *("单位", "单位名称"),
)
"""Fields of a form's head that name the one whose form it is."""


def name_region(form: TargetForm, recipients: Sequence[Recipient], area: Collection[str]) -> None:
    """Give a form without a region the recipient, or the area, that it names elsewhere.

    `area` are the names of the area that allocates, without blanks. Nothing is given where two
    recipients are named at one place: that would be a guess.
    """
    if form.region:
        return
    field = form.field(*_SAYS_WHOSE)
    for text in (form.title, field.value if field is not None else None):
        said = squeeze(text.stripped) if text is not None else ""
        if whose := _named_in(said, recipients, area):
            form.region = whose
            return
    sheet = squeeze(form.ref.sheet or "")
    called = next((r for r in recipients if r.is_called(sheet)), None)
    if called is not None:
        form.region = called.full_name
    elif sheet in area:
        form.region = sheet


def _named_in(text: str, recipients: Sequence[Recipient], area: Collection[str]) -> str | None:
    """The area that a text names, else the one recipient that it names."""
    of_area = [name for name in area if name in text]
    if of_area:
        return max(of_area, key=len)
    found = {
        r.order: r
        for r in recipients
        for name in (r.name, r.full_name, *r.aliases)
        if len(squeeze(name)) > 1 and squeeze(name) in text
    }
    return next(iter(found.values())).full_name if len(found) == 1 else None
