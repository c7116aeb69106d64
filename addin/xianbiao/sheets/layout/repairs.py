"""The list of repairs beside a form: what was printed, what stands there now, and why."""

from __future__ import annotations

from xianbiao.model.forms import Damage
from xianbiao.sheets.layout import keys
from xianbiao.sheets.layout.form_content import FormContent
from xianbiao.sheets.layout.measure import row_height
from xianbiao.sheets.plan import Area, SheetPlan
from xianbiao.sheets.styles import Style

_HEADER = ("位置", "类型", "原文", "复位后", "依据")
_WIDTHS = (16.0, 16.0, 58.0, 58.0, 46.0)
_SIZE = 9.0
_DEFAULT_HEIGHT = 15.0


def put_repairs(plan: SheetPlan, content: FormContent, top: int, left: int) -> Area | None:
    """Write the list from a row downwards; None when the form was sound.

    The heights of the form's rows are kept: a long entry is merged over several rows.
    """
    if not content.damages:
        return None
    for offset, width in enumerate(_WIDTHS):
        plan.widths[left + offset] = width
    fixed = sum(1 for d in content.damages if d.is_repair)
    left_over = len(content.damages) - fixed
    summary = f"导入时复位 {fixed} 处（见下表，不打印）"
    if left_over:
        summary += f"；{left_over} 处不能确定，请核对"
    plan.put(2, left, summary, Style.NOTE)
    plan.put_row(top, left, _HEADER, Style.ASIDE_HEADER)
    row = top + 1
    end = plan.extent.bottom
    for damage in content.damages:
        texts = _texts(damage)
        needed = row_height(list(zip(texts, _WIDTHS, strict=True)), _SIZE, least=15)
        bottom = row
        if row > end:
            plan.at_least(row, needed)
        else:
            room = plan.heights.get(row, _DEFAULT_HEIGHT)
            while room < needed:
                bottom += 1
                if bottom > end:
                    plan.at_least(bottom, needed - room)
                room += plan.heights.get(bottom, _DEFAULT_HEIGHT)
        for offset, text in enumerate(texts):
            area = Area(row, left + offset, bottom, left + offset)
            plan.merge(area, text or None, Style.ASIDE)
        row = bottom + 1
    return Area(top, left, row - 1, left + len(_HEADER) - 1)


def _texts(damage: Damage) -> tuple[str, ...]:
    restored = keys.PENDING if damage.restored is None else damage.restored
    basis = damage.basis + (f"（{damage.detail}）" if damage.detail else "")
    return (
        damage.ref.where(),
        damage.kind.value,
        _shown(damage.original),
        _shown(restored),
        basis,
    )


def _shown(text: str) -> str:
    """Tabs as the bar that parts cells, so that a shifted row can be read."""
    return text.replace("\t", " ¦ ").strip()
