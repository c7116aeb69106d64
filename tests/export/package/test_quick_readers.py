"""Quick ways of reading find what the thorough ones find."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xianbiao.export.package import relationships
from xianbiao.export.package.cells import read_cells, read_figures
from xianbiao.export.package.relationships import (
    Relationship,
    read_content_types,
    read_relationships,
)

CELLS = [
    b'<c r="A5" s="1"><v>12</v></c>',
    b'<c r="B5" t="n"><v>0.1</v></c>',
    b'<c r="C5"><v>1234567890123456789</v></c>',
    b'<c r="D5" s="2"><f>SUM(A5:B5)</f><v>-3.50</v></c>',
    b'<c r="E5" t="s"><v>7</v></c>',
    b'<c r="F5" t="str"><f>A5&amp;"x"</f><v>12x</v></c>',
    b'<c r="G5" t="inlineStr"><is><t>2000</t></is></c>',
    b'<c r="H5" t="e"><v>#REF!</v></c>',
    b'<c r="I5"><v>12 000</v></c>',
    b'<c r="J5" t="b"><v>1</v></c>',
    b'<c r="K5" s="4"/>',
    b'<c r="L5"><f t="shared" si="0"/><v>5</v></c>',
    b'<c s="3" r="M5" cm="1"><v>6</v></c>',
    b'<c r="N5"><v></v></c>',
]


@pytest.mark.parametrize("row", [*CELLS, b"".join(CELLS)])
def test_figures_of_a_row_are_those_of_its_cells(row: bytes) -> None:
    numbers, others = read_figures(row, range(1, 15))
    cells = list(read_cells(row))
    known = [(c.column_index, v) for c in cells if (v := c.number()) is not None]
    assert numbers == known
    rest = [c for c in cells if c.number() is None and (c.value or c.inline)]
    assert [(c.column, c.type, c.value, c.inline) for c in others] == [
        (c.column, c.type, c.value, c.inline) for c in rest
    ]


@pytest.mark.parametrize("asked", [(), (5,), (2, 7), (9, 12, 13)])
def test_only_what_stands_in_the_columns_asked_for_is_told_besides_numbers(
    asked: tuple[int, ...],
) -> None:
    numbers, others = read_figures(b"".join(CELLS), asked)
    whole, all_others = read_figures(b"".join(CELLS), range(1, 15))
    assert numbers == whole
    assert others == [c for c in all_others if c.column_index in asked]


def test_a_number_has_the_fifteen_digits_that_are_shown() -> None:
    numbers, _ = read_figures(b'<c r="A1"><v>0.30000000000000004</v></c>', ())
    assert numbers == [(1, Decimal("0.3"))]


RELATION = '<Relationship Id="rId1" Type="http://t/worksheet" Target="{}"{}/>'


@pytest.mark.parametrize(
    ("target", "more", "part"),
    [
        ("worksheets/sheet1.xml", "", "xl/worksheets/sheet1.xml"),
        ("/xl/worksheets/sheet1.xml", "", "xl/worksheets/sheet1.xml"),
        ("../docProps/app.xml", "", "docProps/app.xml"),
        ("./theme/theme1.xml", "", "xl/theme/theme1.xml"),
        ("a%20b.xml", "", "xl/a b.xml"),
        ("表.xml", "", "xl/表.xml"),
        ("https://example.com/", ' TargetMode="External"', None),
        ("a.xml", ' TargetMode="Internal"', "xl/a.xml"),
    ],
)
def test_a_relationship_is_read_however_it_is_spelled(
    target: str, more: str, part: str | None
) -> None:
    usual = f"<Relationships>{RELATION.format(target, more)}</Relationships>"
    odd = usual.replace('"', "'").replace("/>", "></Relationship>")
    found = [Relationship("rId1", "http://t/worksheet", target, part)]
    assert read_relationships(usual.encode(), "xl/workbook.xml") == found
    assert read_relationships(odd.encode(), "xl/workbook.xml") == found


@pytest.mark.parametrize("end", ["", "<!-- <Override PartName='/x' ContentType='y'/> "])
def test_types_are_read_alike_in_both_ways(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = (
        '<?xml version="1.0"?><Types xmlns="t"><Default Extension="XML" ContentType="a&amp;b"/>'
        f'<Default Extension="png" ContentType="p"/><Override PartName="/w" ContentType="q"/>{end}'
        "</Types>"
    ).encode()
    quick = read_content_types(data)
    monkeypatch.setattr(
        relationships, "_elements", lambda d: relationships._any_elements(d.decode())
    )
    assert read_content_types(data) == quick
    assert quick.defaults == {"xml": "a&b", "png": "p"}
