"""Legacy drawings of other programs are read as those of Excel are."""

from __future__ import annotations

import pytest

from xianbiao.export.package.notes import shapes_in
from xianbiao.export.package.vml import with_usual_prefixes

VML = "urn:schemas-microsoft-com:vml"
EXCEL = "urn:schemas-microsoft-com:office:excel"
ODD = (
    f'<xml><a:shape xmlns:a="{VML}" id="_x0000_s1026"><a:fill/><b:ClientData xmlns:b="{EXCEL}"'
    ' ObjectType="Note"><b:Row>2</b:Row></b:ClientData></a:shape>\n</xml>'
).encode()


def test_odd_prefixes_become_the_usual_ones() -> None:
    made = with_usual_prefixes(ODD).decode()
    assert '<v:shape id="_x0000_s1026"><v:fill/><x:ClientData ObjectType="Note">' in made
    assert "<x:Row>2</x:Row></x:ClientData></v:shape>\n</xml>" in made
    assert shapes_in(made.encode()) == {1026}


@pytest.mark.parametrize(
    "data",
    [
        f'<xml xmlns:v="{VML}" xmlns:x="{EXCEL}"><v:shape id="a"><br></v:shape></xml>'.encode(),
        b"<xml>nothing drawn</xml>",
        ODD.replace(b"<a:fill/>", b"<a:fill>"),
    ],
    ids=["usual", "no shapes", "no proper XML"],
)
def test_what_needs_no_change_or_cannot_be_read_stays(data: bytes) -> None:
    assert with_usual_prefixes(data) is data
