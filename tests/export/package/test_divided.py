"""Parts in pieces: cut like a part before them, or anew, they are the same rows and texts."""

from __future__ import annotations

import pytest

from xianbiao.export.package import divided as module
from xianbiao.export.package.divided import divided, items
from xianbiao.export.package.pieces import pieces, text_pieces

HEAD = b'<?xml version="1.0"?>\n<worksheet xmlns="m"><sheetData>'
TAIL = b"</sheetData><pageMargins/></worksheet>"
STRINGS_HEAD = b'<?xml version="1.0"?>\n<sst xmlns="m" count="1">'


def sheet(*texts: str, missing: tuple[int, ...] = ()) -> bytes:
    """A sheet of a row for each text, but for missing ones."""
    rows = [
        f'<row r="{n}"><c r="A{n}"><v>{text}</v></c></row>'.encode()
        for n, text in enumerate(texts, start=1)
        if n not in missing
    ]
    return HEAD + b"".join(rows) + TAIL


def strings(*texts: str) -> bytes:
    """A table of strings."""
    found = b"".join(f"<si><t>{text}</t></si>".encode() for text in texts)
    return STRINGS_HEAD + found + b"</sst>"


def numbers(count: int, **others: str) -> list[str]:
    """The numbers up to a count, some exchanged for other texts."""
    return [others.get(f"n{n}", str(n)) for n in range(count)]


@pytest.fixture(autouse=True)
def nothing_known() -> None:
    """Nothing was cut before."""
    divided.cache_clear()
    module._BEFORE.clear()


@pytest.mark.parametrize("make", [sheet, strings])
@pytest.mark.parametrize(
    "then",
    [
        numbers(200, n3="x"),
        numbers(200, n3="xyz", n90="", n199="last"),
        numbers(200, n0="first"),
        numbers(150),
        numbers(230),
        numbers(3),
        [str(n) for n in range(1000, 1200)],
    ],
    ids=["one", "some", "first", "fewer", "more", "few", "all"],
)
def test_a_part_cut_like_another_is_whole(make: object, then: list[str]) -> None:
    assert callable(make)
    before, content = divided(make(*numbers(200))), make(*then)
    after = divided(content)
    rows = b"".join(after.pieces)
    start = content.index(rows)
    assert content[:start] + content[start + len(rows) :] == after.frame == before.frame
    assert b"".join(i for piece in after.pieces for i in items(piece)) == rows
    assert all(piece.startswith((b"<row ", b"<si>")) for piece in after.pieces)


def test_pieces_that_are_equal_serve_again() -> None:
    before = divided(sheet(*numbers(200)))
    after = divided(sheet(*numbers(200, n40="x")))
    same = [a is b for a, b in zip(before.pieces, after.pieces, strict=True)]
    assert same.count(False) == 1


def test_rows_that_are_missing_move_no_piece_into_another() -> None:
    divided(sheet(*numbers(60)))
    after = divided(sheet(*numbers(60), missing=(17, 33)))
    found = [item for piece in after.pieces for item in items(piece)]
    assert len(found) == 58
    assert all(item.count(b"<row ") == 1 for item in found)


def test_a_part_without_rows_is_all_frame() -> None:
    assert divided(b"<Types/>") == (b"<Types/>", ())
    assert divided(HEAD + TAIL) == (HEAD + TAIL, ())


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 128, 200])
def test_strings_are_put_together_as_they_are_cut(count: int) -> None:
    texts = [f"<si><t>{n}</t></si>".encode() for n in range(count)]
    made = text_pieces(STRINGS_HEAD, texts, b"</sst>")
    assert made == pieces(b"".join([STRINGS_HEAD, *texts, b"</sst>"]))
