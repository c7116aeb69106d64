"""What each column means, by its header words and by what stands below them."""

from __future__ import annotations

from collections.abc import Sequence

from xianbiao.model.expressions import expression
from xianbiao.model.places import Places
from xianbiao.model.quotients import is_dash, percent_in
from xianbiao.model.records import Record, field
from xianbiao.model.tables import Meaning, TableColumn
from xianbiao.sheets.recognise.changes import is_comparison
from xianbiao.sheets.recognise.tables.column_meanings import Body, meaning_of
from xianbiao.sheets.recognise.tables.group_totals import settle_group_totals
from xianbiao.sheets.recognise.tables.header import header_paths
from xianbiao.sheets.recognise.tables.layout import names_recipient
from xianbiao.sheets.recognise.tables.marked_parts import settle_parts
from xianbiao.sheets.recognise.tables.units import column_unit
from xianbiao.sheets.recognise.tables.view import Look, View
from xianbiao.sheets.recognise.tables.words import sequence_style, words

_BRACKETS = expression(r"\([^()]*\)")
_CODE = expression(r"\d{3,20}")
_FUNCTION = expression(r"[1-5]\d{2}(?:\d{2}){0,2}")


class Columns(Record):
    """The columns of a view: their meanings, and which of them name the rows.

    `names` are the columns of names from the widest area to the narrowest. `lines` is the last
    of them where it names no recipients but what each gets money for (县市 | 项目 | 金额).
    """

    columns: list[TableColumn] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    sequence: int | None = None
    lines: int | None = None


def read_columns(view: View, height: int, places: Places) -> Columns:
    """Give every column of a view its meaning. Columns that hold nothing at all are left out."""
    paths = header_paths(view, height)
    bodies = _bodies(view, height, places)
    result = Columns()
    result.sequence = _sequence(paths, bodies)
    result.names = _names(paths, bodies, result.sequence)
    result.lines = _lines(view, height, bodies, paths, result.names)
    if result.lines is None:
        result.lines = _lines_below(view, height, bodies, result.names)
        result.names += [result.lines] if result.lines is not None else []
    owner = result.names[-2] if result.lines is not None else None
    for c in range(view.width):
        if not paths[c] and not (bodies[c].words or bodies[c].figures):
            continue
        path = tuple(text for text, _ in paths[c])
        seen = paths[c][-1][1] if paths[c] else view.rows[0][c]
        if c == result.sequence:
            meaning, sure, reason = Meaning.SEQUENCE, 0.98, "表头是序号，下面是编号"
        elif c == result.lines:
            meaning, sure, reason = Meaning.TEXT, 0.9, "下面是各单位的一项项资金，不是单位名称"
        elif c in result.names:
            meaning = Meaning.NAME if c in (result.names[-1], owner) else Meaning.AREA
            reason = "下面多数是单位或地区名称"
            sure = 0.97 if _name_words(path) else 0.8
            reason = f"表头“{path[-1]}”，" + reason if path else "表头空白，" + reason
        else:
            meaning, sure, reason = meaning_of(path, bodies[c])
        result.columns.append(_column(c, path, meaning, seen, sure, reason))
    result.columns = settle_group_totals(settle_parts(result.columns))
    return result


def _bodies(view: View, height: int, places: Places) -> list[Body]:
    bodies = [Body() for _ in range(view.width)]
    for row in view.rows[height:]:
        for body, seen in zip(bodies, row, strict=True):
            if not seen.text:
                continue
            if seen.number is None:
                body.words += 1
                body.percents += percent_in(seen.text) is not None
                body.dashes += is_dash(seen.text)
                if body.names < 3 and names_recipient(seen.text, places):
                    body.names += 1
            else:
                body.figures += 1
                body.functions += bool(_FUNCTION.fullmatch(seen.text))
                body.codes += len(seen.text) >= 6 and bool(_CODE.fullmatch(seen.text))
            body.steps += sequence_style(seen.text) is not None
    return bodies


def _sequence(paths: Sequence[Sequence[tuple[str, Look]]], bodies: list[Body]) -> int | None:
    pattern = words().columns["sequence"]
    for c, path in enumerate(paths):
        if path and pattern.search(path[-1][0]):
            return c
    if len(paths) > 1 and not paths[0] and bodies[0].steps and bodies[1].words:
        return 0 if bodies[0].steps == bodies[0].words + bodies[0].figures else None
    return None


def _name_words(path: Sequence[str]) -> bool:
    vocabulary = words().columns
    return bool(path) and any(
        vocabulary[key].search(_BRACKETS.sub("", path[-1]) or path[-1])
        or vocabulary[key].search(path[-1])
        for key in ("name", "area")
    )


def _is_textual(path: Sequence[str]) -> bool:
    vocabulary = words().columns
    return bool(path) and any(
        vocabulary[key].search(path[-1]) for key in ("remark", "code", "document", "text")
    )


def _names(
    paths: Sequence[Sequence[tuple[str, Look]]], bodies: list[Body], sequence: int | None
) -> list[int]:
    """The columns of names, the widest area first: known by header words, else by the names."""
    texty = [c for c, body in enumerate(bodies) if c != sequence and body.words > body.figures]
    by_word = [c for c in texty if _name_words([t for t, _ in paths[c]])]
    plain = [c for c in by_word if not _is_textual([t for t, _ in paths[c]])]
    chosen = plain or by_word
    if not chosen:
        blank = [c for c in texty if not paths[c] or bodies[c].names >= 2]
        others = [c for c in texty if not _is_textual([t for t, _ in paths[c]])]
        return (blank or others or texty)[:1]
    first_figure = next(
        (c for c, b in enumerate(bodies) if b.figures > b.words and c > chosen[0]), None
    )
    before = [c for c in chosen if first_figure is None or c < first_figure] or chosen[:1]
    if not any(bodies[c].names for c in before):
        return [c for c in chosen if c not in before and bodies[c].names >= 2][:1] or before
    return before


def _lines(
    view: View,
    height: int,
    bodies: list[Body],
    paths: Sequence[Sequence[tuple[str, Look]]],
    names: Sequence[int],
) -> int | None:
    """The last column of names where the one before it names the recipients.

    It names none itself, and its header, its categories or their repetition tell what it holds.
    """
    if len(names) < 2 or bodies[names[-1]].names or not bodies[names[-2]].names:
        return None
    vocabulary, last = words(), names[-1]
    texts = [view.rows[r][last].text for r in range(height, view.height)]
    lines = [t for t in texts if t and not vocabulary.total(t)]
    headed = bool(paths[last]) and vocabulary.columns["line"].search(paths[last][-1][0])
    sorted_out = all(vocabulary.attribute("category", t) for t in lines)
    if lines and (headed or sorted_out or len(set(lines)) * 2 <= len(lines)):
        return last
    return None


def _lines_below(view: View, height: int, bodies: list[Body], names: Sequence[int]) -> int | None:
    """The column of texts beside the names that goes on where a name stands for several rows.

    The rows below the name are blank there and not merged (昌吉市 | 东桥, then blank | 西桥), or
    the name stands beside a subtotal of its own (昌吉市 | 小计).
    """
    if not names or not bodies[names[-1]].names:
        return None
    name, total = names[-1], words().total
    beside = _texts_beside(bodies, name)
    if beside is None:
        return None
    for row in range(height, view.height):
        seen, owner = view.rows[row][beside], view.shown(row, name).text
        is_total = total(seen.text) is not None
        if seen.is_word and bool(owner and total(owner) is None) is is_total:
            return beside
    return None


def _texts_beside(bodies: list[Body], name: int) -> int | None:
    """The first column of texts after the names; codes of places may stand between."""
    for c in range(name + 1, len(bodies)):
        body = bodies[c]
        if body.names or (body.figures > body.words and body.codes < body.figures):
            return None
        if body.words > body.figures:
            return c
    return None


def _column(
    index: int, path: tuple[str, ...], meaning: Meaning, seen: Look, sure: float, reason: str
) -> TableColumn:
    vocabulary = words()

    def attribute(key: str) -> str:
        found = (vocabulary.attribute(key, text) for text in reversed(path))
        return next((word for word in found if word), "")

    stage = ""
    for text in reversed(path):
        bare = _BRACKETS.sub("", text)
        if is_comparison(bare):
            continue
        stage = next(
            (
                label
                for key, label in (("before", "调整前"), ("after", "调整后"), ("change", "调整数"))
                if vocabulary.columns[key].search(bare)
            ),
            "",
        )
        if stage:
            break
    figure = meaning.is_figure
    return TableColumn(
        index=index,
        path=path,
        meaning=meaning,
        ref=seen.ref,
        confidence=sure,
        reason=reason,
        source=attribute("source") if figure else "",
        batch=attribute("batch") if figure else "",
        category=attribute("category") if figure else "",
        stage=stage if figure and meaning is not Meaning.RATIO else "",
        unit=column_unit(path) if figure else None,
        is_part=figure and any(vocabulary.columns["part"].search(text) for text in path),
    )
