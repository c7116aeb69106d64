"""Tables of any size, printed over as many pages as they need, come back as they were."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from support.pdf_writer import Paper, write_pdf
from xianbiao.readers.pdf import read_pdf

BOTTOM, TOP = 780, 60
HIGH = 18
FIGURES = st.one_of(st.just(""), st.integers(-99999, 9999999).map(str))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A header and rows, each with a name of its own and figures or blanks."""
    columns = draw(st.integers(1, 5))
    count = draw(st.integers(1, 90))
    header = ["县市", *(f"项目{n}" for n in range(columns))]
    return [header] + [
        [f"第{n}县", *draw(st.lists(FIGURES, min_size=columns, max_size=columns))]
        for n in range(1, count + 1)
    ]


def paged(rows: list[list[str]], repeated: bool) -> list[Paper]:
    """Pages with a table from the upper margin to the lower, its header again where asked."""
    room = (BOTTOM - TOP) // HIGH
    papers: list[Paper] = []
    waiting = rows
    while waiting:
        head = rows[:1] if repeated and papers else []
        part = [*head, *waiting[: room - len(head)]]
        waiting = waiting[room - len(head) :]
        papers.append(Paper().table(part, top=TOP, high=HIGH))
        papers[-1].text(280, 805, f"— {len(papers)} —")
    return papers


@settings(max_examples=40)
@given(rows=tables(), repeated=st.booleans())
def test_a_table_comes_back_as_it_was_printed(rows: list[list[str]], repeated: bool) -> None:
    papers = paged(rows, repeated)
    with tempfile.TemporaryDirectory() as folder:
        grid = read_pdf(write_pdf(Path(folder) / "表.pdf", *papers))
    assert [[cell.text for cell in row] for row in grid.rows] == rows
    assert {cell.ref.page[0] for row in grid.rows for cell in row if cell.ref.page} == set(
        range(1, len(papers) + 1)
    )
    assert any("页码没有读" in remark for remark in grid.remarks)
    assert any("接成一张" in remark for remark in grid.remarks) is (len(papers) > 1)
