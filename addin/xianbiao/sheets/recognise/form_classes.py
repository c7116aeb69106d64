"""Puts the entries of a target form into their classes and says which labels misplaced them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xianbiao.model.forms import Damage, DamageKind, PlacedIndicator
from xianbiao.model.funds import FormDefinition
from xianbiao.model.indicators import Indicator, IndicatorLibrary
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell
from xianbiao.sheets.recognise.form_columns import FormColumns, row_levels
from xianbiao.sheets.recognise.form_pairs import Entry, Pairing
from xianbiao.sheets.recognise.form_words import FormWords, Label, RowReading


@dataclass(slots=True)
class _LabelRun:
    """A level-2 label with the entries printed under it."""

    level1: str | None
    level2: str | None
    cell: Cell | None
    entries: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class Classified:
    """The indicators in their classes, and the damages found on the way."""

    placed: list[PlacedIndicator]
    damages: list[Damage]


def classify(
    rows: Sequence[RowReading],
    columns: FormColumns,
    pairing: Pairing,
    words: FormWords,
    definition: FormDefinition | None,
    header_ref: Ref,
) -> Classified:
    """Class every entry by the library, else as printed; complete what the library lists."""
    runs = _label_runs(rows, columns, pairing.entries, words)
    damages = list(_illegal_labels(rows))
    library = words.library
    if library is None:
        return Classified([_as_printed(run, e) for run in runs for e in run.entries], damages)
    if not pairing.interleaved:
        if definition is not None:
            damages.extend(_wrong_parents(rows, columns, words, definition))
        damages.extend(_missing_labels(rows, runs, library, words, header_ref))
        damages.extend(_misclassified(rows, runs, words))
    found, lost = _complete(runs, pairing, library, header_ref)
    return Classified(_in_order(runs, found, library), damages + lost)


def _label_runs(
    rows: Sequence[RowReading],
    columns: FormColumns,
    entries: Sequence[Entry],
    words: FormWords,
) -> list[_LabelRun]:
    runs = [_LabelRun(None, None, None)]
    by_row: dict[int, list[Entry]] = {}
    for entry in entries:
        by_row.setdefault(entry.at, []).append(entry)
    level1: str | None = None
    for row in rows:
        first, second = row_levels(row, columns)
        if first is not None:
            level1 = first.standard
        if second is not None:
            runs.append(_LabelRun(level1, words.level2_standard(second), row.labels[0].cell))
        elif first is not None:
            runs.append(_LabelRun(level1, None, first.cell))
        runs[-1].entries.extend(by_row.get(row.at, []))
    return runs


def _illegal_labels(rows: Sequence[RowReading]) -> Iterator[Damage]:
    for row in rows:
        for label in row.labels:
            if not label.legal:
                known = label.standard != label.cell.stripped
                yield Damage(
                    DamageKind.LABEL_ILLEGAL,
                    label.cell.ref,
                    label.cell.stripped,
                    label.standard if known else None,
                    "与标准标签只差一字或被截断" if known else "不在式样的标签之中",
                )


def _wrong_parents(
    rows: Sequence[RowReading], columns: FormColumns, words: FormWords, form: FormDefinition
) -> Iterator[Damage]:
    present = {
        first.standard for first, _ in (row_levels(r, columns) for r in rows) if first is not None
    }
    level1: str | None = None
    for row in rows:
        first, second = row_levels(row, columns)
        level1 = first.standard if first is not None else level1
        if second is None or level1 is None:
            continue
        standard = words.level2_standard(second)
        parent = form.parents.get(standard)
        if parent is not None and parent != level1 and parent in present:
            yield Damage(
                DamageKind.LABEL_WRONG_PARENT,
                second.cell.ref,
                f"{level1}¦{second.cell.stripped}",
                f"{parent}¦{standard}",
                "按式样，该二级指标属于另一个一级指标",
            )


def _missing_labels(
    rows: Sequence[RowReading],
    runs: Sequence[_LabelRun],
    library: IndicatorLibrary,
    words: FormWords,
    header_ref: Ref,
) -> Iterator[Damage]:
    level1s, level2s = _present(rows, words)
    wanted = [(1, x) for x in library.level1s if x not in level1s]
    wanted += [(2, x) for x in library.level2s if x not in level2s]
    for level, name in wanted:
        kind = "一级" if level == 1 else "二级"
        yield Damage(
            DamageKind.LABEL_MISSING,
            _where_expected(runs, level, name) or header_ref,
            f"（缺{kind}指标“{name}”）",
            name,
            "指标库中有属于它的指标，表中没有这个标签",
            f"{kind}指标“{name}”",
        )


def _present(rows: Sequence[RowReading], words: FormWords) -> tuple[set[str], set[str]]:
    labels: list[Label] = [label for row in rows for label in row.labels]
    level1s = {x.standard for x in labels if 1 in x.levels}
    level2s = {words.level2_standard(x) for x in labels if 2 in x.levels}
    return level1s, level2s


def _where_expected(runs: Sequence[_LabelRun], level: int, name: str) -> Ref | None:
    for run in runs:
        for entry in run.entries:
            indicator = entry.name.indicator if entry.name else None
            if indicator and name == (indicator.level1 if level == 1 else indicator.level2):
                return run.cell.ref if run.cell is not None else None
    return None


def _misclassified(
    rows: Sequence[RowReading], runs: Sequence[_LabelRun], words: FormWords
) -> Iterator[Damage]:
    _, present = _present(rows, words)
    for run in runs:
        if run.cell is None or run.level2 is None:
            continue
        wrong = [
            e.name.indicator
            for e in run.entries
            if e.name is not None
            and e.name.indicator is not None
            and e.name.indicator.level2 != run.level2
            and e.name.indicator.level2 in present
        ]
        if wrong:
            yield Damage(
                DamageKind.MISCLASSIFIED,
                run.cell.ref,
                f"{run.level2}：" + "、".join(i.name for i in wrong),
                "；".join(f"{i.name} → {i.level2}" for i in wrong),
                "按指标库归类，与其他绩效表一致",
                run.level2,
            )


def _complete(
    runs: Sequence[_LabelRun], pairing: Pairing, library: IndicatorLibrary, header_ref: Ref
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


def _class_row(runs: Sequence[_LabelRun], indicator: Indicator) -> Ref | None:
    for run in runs:
        if run.level2 == indicator.level2 and run.cell is not None:
            return run.cell.ref
    return None


def _missing(indicator: Indicator, ref: Ref, restored: str | None, basis: str) -> Damage:
    return Damage(
        DamageKind.INDICATOR_MISSING, ref, "（缺名称）", restored, basis, indicator.name
    )


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
    runs: Sequence[_LabelRun], found: dict[Indicator, Entry], library: IndicatorLibrary
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


def _as_printed(run: _LabelRun, entry: Entry) -> PlacedIndicator:
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
