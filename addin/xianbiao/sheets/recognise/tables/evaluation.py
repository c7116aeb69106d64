"""Reads a self-evaluation: every indicator with result, weight and score, and what adds them up."""

from __future__ import annotations

from xianbiao.model.evaluations import (
    Evaluation,
    Figure,
    Outcome,
    ScoredItem,
    SubSum,
    read_figure,
)
from xianbiao.model.expressions import expression
from xianbiao.model.refs import Ref, Text
from xianbiao.sheets.recognise.block_kinds import LEVEL1
from xianbiao.sheets.recognise.evaluation_words import (
    ACTUAL,
    REASON,
    SCORE,
    WEIGHT,
    is_execution,
    is_placeholder,
    is_subtotal,
    is_total,
)
from xianbiao.sheets.recognise.form_words import points_apart
from xianbiao.sheets.recognise.tables.evaluation_columns import LEVEL2, NAME, TARGET, columns_of
from xianbiao.sheets.recognise.tables.evaluation_money import figure_at, money_lines
from xianbiao.sheets.recognise.tables.evaluation_points import in_points
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import words

_BEHIND = expression(r".*[:：](.*\d分?)")


def read_evaluation(view: View, header: int, title: Text | None) -> Evaluation | None:
    """What a view says whose row `header` (from 0) heads the indicators; None without names."""
    reader = _Reader(view, header)
    return reader.read(title) if NAME in reader.columns else None


class _Reader:
    def __init__(self, view: View, header: int) -> None:
        found = columns_of(view, header)
        self.view = view
        self.header = header
        self.columns = found.places
        self.reasons = found.reasons
        self.targets = found.targets
        self.first = found.first
        self.labels: dict[int, Look] = {}
        self.classes: dict[Ref, SubSum] = {}

    def read(self, title: Text | None) -> Evaluation:
        seen = self.view.rows[self.header]
        found = Evaluation(title=title, ref=next(s.ref for s in seen if s.text))
        read = {TARGET, ACTUAL, WEIGHT, SCORE} & self.columns.keys()
        found.roles = {self.columns[role]: role for role in read}
        found.roles |= dict.fromkeys(self.reasons, REASON)
        found.weights, found.scores = self._heading(WEIGHT), self._heading(SCORE)
        found.money = money_lines(self.view, self.header)
        self._read_rows(found)
        found.classes = [c for c in self.classes.values() if c.items]
        in_points(found)
        return found

    def _heading(self, role: str) -> Text | None:
        if role not in self.columns:
            return None
        rows = range(self.first - 1, self.header - 1, -1)
        shown = [self.view.shown(r, self.columns[role]) for r in rows]
        return next((s.cell.as_text() for s in shown if s.text), None)

    def _read_rows(self, found: Evaluation) -> None:
        since = 0
        for r in range(self.first, self.view.height):
            filled = self.view.filled(r)
            if filled and words().label.fullmatch(self._text(r, filled[0])):
                return
            named = [c for c in filled if c <= self.columns[NAME]]
            if (at := next((c for c in named if is_total(self._text(r, c))), None)) is not None:
                found.total = self._sum_row(r, at, range(len(found.items)))
                return
            if (at := next((c for c in named if is_subtotal(self._text(r, c))), None)) is not None:
                found.subtotals.append(self._sum_row(r, at, range(since, len(found.items))))
                since = len(found.items)
                continue
            self._carry_labels(r)
            self._read_item(found, r)

    def _text(self, row: int, column: int) -> str:
        return self.view.rows[row][column].text

    def _carry_labels(self, row: int) -> None:
        """Labels stand in their first row, merged over those below or not."""
        for role in (LEVEL1, LEVEL2):
            column = self.columns.get(role)
            if column is None or not self._text(row, column):
                continue
            seen = self.view.rows[row][column]
            if role == LEVEL1 and self.columns.get(LEVEL2) is not None:
                self.labels.pop(self.columns[LEVEL2], None)
            self.labels[column] = seen
            _, points = points_apart(seen.text)
            if points:
                weight = read_figure(points, seen.ref)
                level = 1 if role == LEVEL1 else 2
                self.classes[seen.ref] = SubSum(seen.cell.as_text(), weight, None, level=level)

    def _read_item(self, found: Evaluation, row: int) -> None:
        name = self._name(row)
        if name is None:
            return
        item = ScoredItem(
            outcomes=[self._outcome(row, name)],
            weight=self._figure(row, WEIGHT),
            scores=[f] if (f := self._figure(row, SCORE)) is not None else [],
            reasons=[self.view.shown(row, c).cell.as_text() for c in self.reasons],
        )
        outcome = item.outcomes[0]
        waits = not any((outcome.target, outcome.actual, *item.reasons))
        figures = [f for f in (item.weight, *item.scores) if f is not None]
        if waits and all(f.is_blank for f in figures) and is_placeholder(name.text):
            return
        if self._is_execution(row, name):
            label = self.labels.get(self.columns.get(LEVEL1, -1))
            stated = self.classes.pop(label.ref, None) if label is not None else None
            if stated is not None and (item.weight is None or item.weight.is_blank):
                item.weight = stated.weight
            found.execution = item
            return
        before = found.items[-1] if found.items else None
        if before is not None and self._shares_weight(row, before):
            _join(before, item)
            return
        for seen in self.labels.values():
            if seen.ref in self.classes:
                stated = self.classes[seen.ref]
                stated.items = (*stated.items, len(found.items))
        found.items.append(item)

    def _name(self, row: int) -> Look | None:
        """The name of the indicator in a row; None where the row holds none of its own."""
        column = self.columns[NAME]
        seen = self.view.shown(row, column)
        own = [self.columns.get(k) for k in (TARGET, ACTUAL, WEIGHT, SCORE)]
        beside = [self.view.shown(row, c) for c in own if c is not None]
        if any(seen is other for other in beside if seen.text):
            return None
        has_own = any(self._text(row, c) for c in (column, *own) if c is not None)
        if seen.text and has_own:
            return seen
        has_figure = any(self._text(row, c) for c in own if c is not None)
        labels = [self.labels[c] for c in sorted(self.labels)]
        return labels[-1] if has_figure and labels else None

    def _outcome(self, row: int, name: Look) -> Outcome:
        target = self._seen(row, TARGET)
        joined = self.targets.get(target.ref.position) if target is not None else None
        actual = self._seen(row, ACTUAL)
        level1, level2 = (
            points_apart(seen.text)[0]
            if (seen := self.labels.get(self.columns.get(role, -1))) is not None
            else ""
            for role in (LEVEL1, LEVEL2)
        )
        return Outcome(
            name=name.cell.as_text(),
            level1=level1,
            level2=level2,
            target=joined or (target.cell.as_text() if target is not None else None),
            actual=actual.cell.as_text() if actual is not None else None,
        )

    def _is_execution(self, row: int, name: Look) -> bool:
        """Whether a row is the rate of spending: by its first label, else by its name."""
        label = self.labels.get(self.columns.get(LEVEL1, -1))
        return is_execution(label.text if label is not None else name.text)

    def _shares_weight(self, row: int, before: ScoredItem) -> bool:
        column = self.columns.get(WEIGHT)
        if column is None or before.weight is None or (row, column) not in self.view.spans:
            return False
        return self.view.shown(row, column).ref == before.weight.ref

    def _seen(self, row: int, role: str) -> Look | None:
        return self.view.shown(row, self.columns[role]) if role in self.columns else None

    def _figure(self, row: int, role: str) -> Figure | None:
        return figure_at(self.view, row, self.columns.get(role))

    def _sum_row(self, row: int, at: int, items: range) -> SubSum:
        """A row of sums: its figures below their headings, else the one behind its word."""
        label = self.view.rows[row][at]
        weight, score = (self._beside(row, role, label) for role in (WEIGHT, SCORE))
        if weight is not None and score is not None and weight.ref == score.ref:
            weight = None
        empty = score is None or score.is_blank
        if empty and (behind := _BEHIND.fullmatch(label.text)):
            score = read_figure(behind[1], label.ref)
        if weight is None and score is None:
            later = (figure_at(self.view, row, c) for c in self.view.filled(row) if c > at)
            score = next((f for f in later if f is not None and f.value is not None), None)
        return SubSum(label.cell.as_text(), weight, score, tuple(items))

    def _beside(self, row: int, role: str, label: Look) -> Figure | None:
        """The figure of a sum below its heading; words that reach there from the left are none."""
        figure = self._figure(row, role)
        if figure is None or figure.ref == label.ref:
            return None
        reaches = self.view.spans.get((row, self.columns[role]), (row, self.columns[role]))
        return None if figure.is_unreadable and reaches[1] < self.columns[role] else figure


def _join(before: ScoredItem, item: ScoredItem) -> None:
    """Take an indicator to the one above it, whose cell of weight it shares."""
    known = {f.ref for f in before.scores}
    before.outcomes += item.outcomes
    before.scores += [f for f in item.scores if f.ref not in known]
    before.reasons += item.reasons
