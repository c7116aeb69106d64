"""The labels of a target form: what stands under each, and which are wrong or missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xianbiao.model.forms import Damage, DamageKind
from xianbiao.model.indicators import IndicatorLibrary
from xianbiao.model.records import Record, field
from xianbiao.model.refs import Ref
from xianbiao.sheets.grid import Cell
from xianbiao.sheets.recognise.form_columns import FormColumns, row_levels
from xianbiao.sheets.recognise.form_pairs import Entry
from xianbiao.sheets.recognise.form_words import FormWords, Label, RowReading


class LabelRun(Record):
    """A level-2 label with the entries printed under it."""

    level1: str | None
    level2: str | None
    cell: Cell | None
    entries: list[Entry] = field(default_factory=list)


def label_runs(
    rows: Sequence[RowReading],
    columns: FormColumns,
    entries: Sequence[Entry],
    words: FormWords,
) -> list[LabelRun]:
    """The entries of a form, grouped under the labels that they were printed under."""
    runs = [LabelRun(None, None, None)]
    by_row: dict[int, list[Entry]] = {}
    for entry in entries:
        by_row.setdefault(entry.at, []).append(entry)
    level1: str | None = None
    for row in rows:
        first, second = row_levels(row, columns)
        if first is not None:
            level1 = first.standard
        if second is not None:
            runs.append(LabelRun(level1, words.level2_standard(second), row.labels[0].cell))
        elif first is not None:
            runs.append(LabelRun(level1, None, first.cell))
        runs[-1].entries.extend(by_row.get(row.at, []))
    return runs


def illegal_labels(rows: Sequence[RowReading]) -> Iterator[Damage]:
    """Labels that are not of the form, or only nearly."""
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


def wrong_parents(
    rows: Sequence[RowReading], columns: FormColumns, words: FormWords
) -> Iterator[Damage]:
    """Level-2 labels under a level-1 label that is not theirs, though theirs is there."""
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
        parent = words.parents.get(standard)
        if parent is not None and parent != level1 and parent in present:
            yield Damage(
                DamageKind.LABEL_WRONG_PARENT,
                second.cell.ref,
                f"{level1}¦{second.cell.stripped}",
                f"{parent}¦{standard}",
                "按式样，该二级指标属于另一个一级指标",
            )


def missing_labels(
    rows: Sequence[RowReading],
    runs: Sequence[LabelRun],
    library: IndicatorLibrary,
    words: FormWords,
    header_ref: Ref,
) -> Iterator[Damage]:
    """Labels that the library needs and the form lacks, at the label in their stead."""
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


def _where_expected(runs: Sequence[LabelRun], level: int, name: str) -> Ref | None:
    for run in runs:
        for entry in run.entries:
            indicator = entry.name.indicator if entry.name else None
            if indicator and name == (indicator.level1 if level == 1 else indicator.level2):
                return run.cell.ref if run.cell is not None else None
    return None


def misclassified(
    rows: Sequence[RowReading], runs: Sequence[LabelRun], words: FormWords
) -> Iterator[Damage]:
    """Entries under a label of another class whose own label is there; one fault per label."""
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
