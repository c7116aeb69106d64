"""Puts the entries of a target form into their classes and completes what the library lists."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.forms import Damage, DamageKind, PlacedIndicator
from xianbiao.model.indicators import Indicator, IndicatorLibrary
from xianbiao.model.records import Record
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell
from xianbiao.sheets.recognise.form_columns import FormColumns
from xianbiao.sheets.recognise.form_labels import (
    LabelRun,
    illegal_labels,
    label_runs,
    misclassified,
    missing_labels,
    wrong_parents,
)
from xianbiao.sheets.recognise.form_pairs import Entry, Pairing
from xianbiao.sheets.recognise.form_words import FormWords, RowReading


class Classified(Record):
    """The indicators in their classes, and the damages found on the way."""

    placed: list[PlacedIndicator]
    damages: list[Damage]


def classify(
    rows: Sequence[RowReading],
    columns: FormColumns,
    pairing: Pairing,
    words: FormWords,
    header_ref: Ref,
) -> Classified:
    """Class every entry by the library, else as printed; complete what the library lists."""
    runs = label_runs(rows, columns, pairing.entries, words)
    damages = list(illegal_labels(rows))
    library = words.library
    if library is None:
        if not pairing.interleaved:
            damages.extend(wrong_parents(rows, columns, words))
            damages.extend(
                Damage(DamageKind.VALUE_WITHOUT_NAME, c.ref, c.stripped, None, "值旁边没有名称")
                for _, c in pairing.orphans
            )
        return Classified([_as_printed(run, e) for run in runs for e in run.entries], damages)
    if not pairing.interleaved:
        damages.extend(wrong_parents(rows, columns, words))
        damages.extend(missing_labels(rows, runs, library, words, header_ref))
        damages.extend(misclassified(rows, runs, words))
    found, lost = _complete(runs, pairing, library, header_ref)
    return Classified(_in_order(runs, found, library), damages + lost)


def _complete(
    runs: Sequence[LabelRun], pairing: Pairing, library: IndicatorLibrary, header_ref: Ref
) -> tuple[dict[Indicator, Entry], list[Damage]]:
    """Every indicator of the library with its entry; lost names found by the gap they left."""
    found: dict[Indicator, Entry] = {}
    damages: list[Damage] = []
    order: list[tuple[int, Indicator]] = []
    for run in runs:
        for entry in run.entries:
            indicator = entry.name.indicator if entry.name else None
            if indicator is None or entry.name is None:
                continue
            if indicator in found:
                damages.append(_repeated(entry.name.cell, indicator))
                continue
            found[indicator] = entry
            order.append((entry.at, indicator))
    for at, cell in pairing.orphans:
        lost = _lost_name(at, order, library, found)
        basis = "值旁边没有名称"
        if lost is not None:
            found[lost] = Entry(at, None, cell)
            basis = "前后名称之间，指标库恰好只缺这一项"
        restored = f"{lost.name}：{cell.stripped}" if lost else None
        damages.append(
            Damage(DamageKind.VALUE_WITHOUT_NAME, cell.ref, cell.stripped, restored, basis)
        )
        if lost is not None:
            damages.append(_missing(lost, cell.ref, restored, basis))
    for indicator in library.indicators:
        if indicator not in found:
            ref = _class_row(runs, indicator) or header_ref
            damages.append(_missing(indicator, ref, None, "指标库中有，表中没有"))
    return found, damages


def _lost_name(
    at: int,
    order: Sequence[tuple[int, Indicator]],
    library: IndicatorLibrary,
    found: dict[Indicator, Entry],
) -> Indicator | None:
    before = [library.position(i) for row, i in order if row < at]
    after = [library.position(i) for row, i in order if row > at]
    low = before[-1] if before else -1
    high = after[0] if after else len(library.indicators)
    gap = [i for i in library.indicators[low + 1 : high] if i not in found]
    return gap[0] if len(gap) == 1 else None


def _class_row(runs: Sequence[LabelRun], indicator: Indicator) -> Ref | None:
    for run in runs:
        if run.level2 == indicator.level2 and run.cell is not None:
            return run.cell.ref
    return None


def _missing(indicator: Indicator, ref: Ref, restored: str | None, basis: str) -> Damage:
    return Damage(DamageKind.INDICATOR_MISSING, ref, "（缺名称）", restored, basis, indicator.name)


def _repeated(cell: Cell, indicator: Indicator) -> Damage:
    return Damage(
        DamageKind.INDICATOR_REPEATED,
        cell.ref,
        cell.stripped,
        None,
        "同一指标在表中出现两次",
        indicator.name,
    )


def _in_order(
    runs: Sequence[LabelRun], found: dict[Indicator, Entry], library: IndicatorLibrary
) -> list[PlacedIndicator]:
    where = {id(e): run for run in runs for e in run.entries}
    placed: list[PlacedIndicator] = []
    for indicator in library.indicators:
        entry = found.get(indicator)
        run = where.get(id(entry)) if entry is not None else None
        name = entry.name if entry is not None else None
        value = entry.value if entry is not None else None
        placed.append(
            PlacedIndicator(
                name=indicator.name,
                level1=indicator.level1,
                level2=indicator.level2,
                value=value.stripped if value is not None else None,
                indicator=indicator,
                name_ref=name.cell.ref if name is not None else None,
                value_ref=value.ref if value is not None else None,
                printed_level1=run.level1 if run else None,
                printed_level2=run.level2 if run else None,
                printed_name=name.printed if name is not None else None,
            )
        )
    placed.extend(
        _as_printed(run, e)
        for run in runs
        for e in run.entries
        if e.name is not None and e.name.indicator is None
    )
    return placed


def _as_printed(run: LabelRun, entry: Entry) -> PlacedIndicator:
    name, value = entry.name, entry.value
    return PlacedIndicator(
        name=name.restored if name else "",
        level1=run.level1 or "",
        level2=run.level2 or "",
        value=value.stripped if value else None,
        indicator=None,
        name_ref=name.cell.ref if name else None,
        value_ref=value.ref if value else None,
        printed_level1=run.level1,
        printed_level2=run.level2,
        printed_name=name.printed if name else None,
    )
