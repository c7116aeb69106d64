"""Floor 2: one small function per rule, registered under its code."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from xianbiao.checks.registry import Fault, Rule, registered, rule
from xianbiao.model.amounts import judged_within
from xianbiao.model.findings import Finding, Severity
from xianbiao.model.lasting import lasting
from xianbiao.model.notices import Notice

__all__ = ["Fault", "Rule", "check", "rule", "rules", "rules_for", "title_of"]

LOOKS_AT: dict[str, tuple[str, ...]] = {
    "c00_amounts": (),
    "c02_causes": (),
    "c03_totals": (),
    "c04_tables": (),
    "c10_titles": (),
    "c13_labels": (),
    "c14_superior": ("superior",),
    "c20_wording": (),
    "c23_goals": ("forms",),
    "c24_characters": (),
    "c26_form_of_text": (),
    "c28_brackets": (),
    "c30_amounts": ("body",),
    "c40_form_head": ("forms",),
    "c43_funds": (),
    "c44_blanks": (),
    "c50_form_labels": ("forms",),
    "c53_form_rows": ("forms", "spaced_rows", "unread_tables"),
    "c60_form_values": ("forms",),
    "c70_codes": ("body", "code_tables"),
    "c80_issuers": ("copies", "issuers", "signatures"),
    "c81_addressees": ("addressees",),
    "c90_dates": (),
    "c90_places": (),
    "g01_tables": ("readings",),
    "g02_parts": ("readings",),
    "g04_figures": ("readings",),
    "g07_summaries": ("readings",),
    "g08_rates": ("readings",),
    "g10_odd_rows": ("readings",),
    "g13_code_texts": ("readings",),
    "g14_quotients": ("readings",),
    "g18_places": ("readings",),
    "g19_shares": ("readings",),
    "g20_shifted_rows": ("shifted_rows",),
    "n01_running_numbers": ("body", "forms"),
    "n02_parts_of_a_notice": ("body",),
    "n03_repeated_offices": ("addressees", "copies"),
    "n04_other_places": ("body", "copies"),
    "n05_dates": ("body",),
    "n06_figures_of_the_text": ("body",),
    "n07_contacts": ("body",),
    "n08_target_sense": ("forms",),
    "n09_forms_alike": ("forms",),
    "n10_other_funds": ("body",),
    "n11_counts": ("body",),
    "n12_reckoned": ("body",),
    "s01_weights": ("evaluations",),
    "s02_scores": ("evaluations",),
    "s04_spending": ("evaluations",),
    "s07_outcomes": ("evaluations",),
    "t00_workbook": (),
    "t05_targets": ("forms",),
}
"""The modules of rules, each with the parts of a notice without which it finds nothing.

A module is loaded when one of its parts is there; none named means that it always is.
"""


def rules() -> list[Rule]:
    """Every rule, by code."""
    _load(LOOKS_AT)
    return registered()


def rules_for(notice: Notice) -> list[Rule]:
    """The rules that this notice gives something to look at, by code."""
    idle = {
        name
        for name, parts in LOOKS_AT.items()
        if parts and not any(getattr(notice, part) for part in parts)
    }
    _load(name for name in LOOKS_AT if name not in idle)
    return [r for r in registered() if r.run.__module__.rpartition(".")[2] not in idle]


def title_of(code: str) -> str:
    """The title of a rule; "" where there is none with this code."""
    for known in (registered, rules):
        if title := next((r.title for r in known() if r.code == code), ""):
            return title
    return ""


@lasting()
def check(notice: Notice, chosen: Iterable[Rule] | None = None) -> list[Finding]:
    """Every finding of every rule: in the order of the source, errors before hints at a place.

    `chosen` are the rules to apply, by default those that can find something in the notice.
    """
    if notice.readings:
        from xianbiao.checks.shifted_rows import as_meant

        notice = as_meant(notice)
    applied = rules_for(notice) if chosen is None else chosen
    with judged_within(notice.tolerance):
        found = [finding for r in applied for finding in r.findings(notice)]
    sheets: dict[str | None, int] = {}
    for passage in notice.passages:
        sheets.setdefault(passage.text.ref.sheet, len(sheets))
    return sorted(
        dict.fromkeys(found),
        key=lambda f: (
            sheets.get(f.ref.sheet, len(sheets)),
            f.ref.position,
            f.severity is Severity.HINT,
            f.rule,
        ),
    )


def _load(names: Iterable[str]) -> None:
    """Import modules of rules, which registers what they hold."""
    for name in names:
        import_module(f"xianbiao.checks.{name}")
