"""Which rows add up which: the total, the subtotals and the groups, tried on the figures."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.places import Places
from xianbiao.sheets.recognise.tables.adding import Adder
from xianbiao.sheets.recognise.tables.grand import grand_claim
from xianbiao.sheets.recognise.tables.group_heads import heads_group, nearest_parts
from xianbiao.sheets.recognise.tables.rows import COUNTY, RawRow
from xianbiao.sheets.recognise.tables.sums import Totals, complete_like_others, judged
from xianbiao.sheets.recognise.tables.tree import Tree

_FEWEST = 3


def find_totals(rows: list[RawRow], adder: Adder, places: Places) -> Totals:
    """The reading of the rows that the figures bear out best, the plainest of equals."""
    best: Totals | None = None
    has_parts = any(r.is_part for r in rows)
    for stretch, weak in ((False, False), (False, True), (True, False), (True, True)):
        tree = Tree(rows, adder, places)
        tree.grow(stretch, weak)
        if (stretch and not has_parts) or (weak and not tree.has_weak):
            continue
        found = _Finder(tree).find()
        if best is None or found.quality > best.quality:
            best = found
    assert best is not None
    if not all(s.holds for s in best.sums):
        tree = Tree(rows, adder, places)
        tree.grow(stretch=False, weak=False, flat=True)
        found = _Finder(tree).find()
        if found.total is not None and found.quality > max(best.quality, 0):
            best = found
    complete_like_others(best)
    return best


class _Finder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.rows = tree.rows
        self.adder = tree.adder
        self.found = Totals(tree)
        self.claims = [i for i, r in enumerate(self.rows) if r.total is not None]

    def find(self) -> Totals:
        grand, self.found.doubles = grand_claim(self.tree, self.claims)
        subs = [i for i in self.claims if i != grand and i not in self.found.doubles]
        self._subtotals(subs)
        self._named_groups()
        if grand is not None:
            self._total(grand)
        elif not self.claims:
            self._wordless()
        self._groups()
        return self.found

    def _subtotals(self, subs: Sequence[int]) -> None:
        """Give every subtotal the rows after it or before it, whichever it adds up."""
        children = self.tree.children()
        order = sorted(subs, key=lambda i: (-(self.rows[i].level or COUNTY), -self.rows[i].rank, i))
        open_subs = [i for i in order if i not in children]
        self.found.subtotals.update(subs)
        forward = self._forward(open_subs)
        claims = set(self.claims)
        for i in open_subs:
            after, before = self._run(i, 1, claims), self._run(i, -1, claims)
            scores = [self.adder.score(i, run) if run else None for run in (after, before)]
            good = [s is not None and s.is_borne_out for s in scores]
            shares = [s.share for s in scores if s is not None and s.known]
            if good[0] != good[1]:
                chosen = after if good[0] else before
            elif not good[0] and len(set(shares)) == 2:
                chosen = after if shares[0] > shares[1] else before
            else:
                chosen = after if forward else before
            if not any(good) and self.rows[i].place is None:
                chosen = nearest_parts(self.adder, i, chosen, forward=chosen is after) or chosen
            for member in chosen:
                self.tree.parents[member], self.tree.signs[member] = i, "小计"

    def _named_groups(self) -> None:
        """Groups whose heads say so in other words than 小计, where the figures prove it."""
        for i, row in enumerate(self.rows):
            if row.total or row.place or not heads_group(row.name) or not self.tree.is_top(i):
                continue
            run = self._run(i, 1, {*self.claims, *self.tree.children()})
            for member in nearest_parts(self.adder, i, run, forward=True):
                self.tree.parents[member], self.tree.signs[member] = i, "数值"

    def _run(self, i: int, step: int, claims: set[int]) -> list[int]:
        """The rows without parent next to a subtotal, up to one of its own rank or above."""
        result: list[int] = []
        own = self.rows[i].rank, self.rows[i].level or COUNTY
        whole = self._whole(i)
        k = i + step
        while 0 <= k < len(self.rows):
            if k in claims and (k not in self.found.subtotals or self._outranks(k, own)):
                break
            if self.tree.is_top(k) and k not in (i, whole):
                result.append(k)
            k += step
        return result if step > 0 else result[::-1]

    def _whole(self, i: int) -> int:
        """The row at the top that a row is a part of: itself where it is part of none."""
        while (upper := self.tree.parents[i]) is not None:
            i = upper
        return i

    def _outranks(self, k: int, own: tuple[int, int]) -> bool:
        rank, level = self.rows[k].rank, self.rows[k].level or COUNTY
        return level < own[1] or (level == own[1] and rank <= own[0])

    def _forward(self, subs: Sequence[int]) -> bool:
        """Whether subtotals stand above their rows, by the first row of the table."""
        singles = [i for i, r in enumerate(self.rows) if r.total is None]
        return bool(subs and singles and min(subs) < singles[0])

    def _total(self, grand: int) -> None:
        """The total adds up every row that is part of no other."""
        self.tree.parents[grand] = None
        tops = self._terms(grand)
        terms = self._figured(tops, self.tree.children())
        if len(terms) == 1 and terms[0] in self.found.subtotals and self._equal(grand, terms[0]):
            self.found.subtotals.remove(terms[0])
            self.found.doubles = [max(grand, terms[0])]
            grand = min(grand, terms[0])
            tops = terms = self.tree.children()[terms[0]]
        score = self.adder.score(grand, terms)
        self.found.total = grand
        name = self.rows[grand].seen.text
        self.found.total_reason = f"名称“{name}”" + (
            f"，等于 {len(terms)} 行之和" if score.is_borne_out else "，但与认出的各行之和不符"
        )
        if score.known == 0:
            self.found.total_reason = f"名称“{name}”，还没有数"
        self.found.total_confidence = 0.99 if score.is_borne_out else 0.9
        for member in tops:
            self.tree.parents[member] = grand
        for double in self.found.doubles:
            self._add(double, terms, "与合计行重复")

    def _equal(self, left: int, right: int) -> bool:
        return self.rows[left].vector == self.rows[right].vector

    def _terms(self, grand: int) -> list[int]:
        skipped = {grand, *self.found.doubles}
        return [
            i
            for i in range(len(self.rows))
            if i not in skipped and self.tree.parents[i] in (None, grand)
        ]

    def _wordless(self) -> None:
        """A total that no word names: an area above all others, or a row equal to their sum."""
        tops = [i for i in range(len(self.rows)) if self.tree.is_top(i)]
        children = self.tree.children()
        lone = tops[0] if len(tops) == 1 and tops[0] in children else None
        if (
            lone is not None
            and not self._is_blank(lone)
            and not self.rows[children[lone][0]].is_part
        ):
            self._name_total(tops[0], "是其余各单位的上级地区", 0.93)
            return
        last = tops[-1] if tops else 0
        place = self.rows[last].place if tops else None
        if place is not None and last == len(self.rows) - 1 and len(tops) >= _FEWEST:
            inside = [i for i in tops[:-1] if self._belongs(i, place.code)]
            if len(inside) * 2 > len(tops) - 1:
                for i in tops[:-1]:
                    self.tree.parents[i], self.tree.signs[i] = last, "行政区划"
                self._name_total(last, "是其余各单位的上级地区", 0.93)
                return
        if len(tops) <= _FEWEST:
            return
        for i in (tops[-1], tops[0]):
            others = [k for k in tops if k != i]
            score = self.adder.score(i, others)
            if i not in children and (score.is_borne_out or score.is_off_once):
                for k in others:
                    self.tree.parents[k], self.tree.signs[k] = i, "数值"
                held = "各列都" if score.is_borne_out else "除一列外都"
                self._name_total(i, f"没有合计字样，{held}等于其余各行之和", 0.75)
                self.found.doubts.append((i, "没有“合计”字样，按数值认作合计行，请确认"))
                return

    def _belongs(self, i: int, code: str) -> bool:
        place = self.rows[i].place
        return place is not None and self.tree._is_within(place.code, code)

    def _name_total(self, i: int, why: str, sure: float) -> None:
        self.found.total = i
        self.found.total_reason = f"“{self.rows[i].seen.text}”{why}"
        self.found.total_confidence = sure

    def _groups(self) -> None:
        """Every row with parts, and whether these are all of it."""
        children = self.tree.children()
        for parent, members in sorted(children.items()):
            self._add(parent, self._figured(members, children), "")

    def _figured(self, members: Sequence[int], children: dict[int, list[int]]) -> list[int]:
        """Rows to be added up: those below a heading in place of a heading without figures."""
        result: list[int] = []
        for m in members:
            if self.rows[m].is_aside:
                continue
            below = children.get(m, []) if self._is_blank(m) else []
            listed = self._figured(below, children)
            result.extend(listed if any(not self._is_blank(b) for b in listed) else [m])
        return result

    def _is_blank(self, i: int) -> bool:
        return all(v is None for v in self.rows[i].vector)

    def _add(self, parent: int, members: Sequence[int], why: str) -> None:
        is_heading = self._is_blank(parent) and not all(map(self._is_blank, members))
        if is_heading and self.rows[parent].total is None:
            return
        score = self.adder.score(parent, members)
        marked = any(self.rows[m].is_part for m in members) and parent != self.found.total
        signs = list(dict.fromkeys(s for m in members if (s := self.tree.signs[m])))
        least = 0.9 if parent == self.found.total else 0.0
        self.found.sums.append(judged(parent, members, score, signs, why, least, marked=marked))
