"""Damages of target forms as faults: what is printed, as what it is restored, and on what basis."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from xianbiao.checks.registry import Fault
from xianbiao.model.findings import Severity
from xianbiao.model.forms import Damage, DamageKind, TargetForm
from xianbiao.model.notices import Notice

Describe = Callable[[TargetForm, Damage], str]
"""Says what is wrong with a form at one damage."""


def damage_faults(
    notice: Notice, describe: Describe, *kinds: DamageKind, severity: Severity | None = None
) -> Iterator[Fault]:
    """A fault per damage of some kinds, with the text as printed and as restored."""
    for form in notice.forms:
        for damage in form.damaged(*kinds):
            yield Fault(
                damage.ref,
                f"{form.region}绩效表：{describe(form, damage)}",
                left=damage.original,
                right=damage.restored,
                cause=damage.basis,
                suggestion=(
                    f"导入时复位为“{damage.restored}”"
                    if damage.restored is not None
                    else "不能确定，导入后留空（○待填），请查原件补填"
                ),
                severity=severity,
            )
