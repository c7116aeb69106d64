"""Marks in text inside XML are written and read as the standard library does it."""

from __future__ import annotations

from xml.etree import ElementTree as ET
from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from xianbiao.export.markup import attribute, double_quoted, escaped_text, unescaped_text

texts = st.lists(st.sampled_from([*"&<>\"'\n\r\t;ab表", "&amp;", "&lt;", "&quot;"])).map("".join)


@given(texts)
def test_texts_are_written_as_the_library_writes_them(text: str) -> None:
    assert escaped_text(text) == saxutils.escape(text)
    assert attribute(text) == saxutils.quoteattr(text)
    assert double_quoted(text) == saxutils.quoteattr(text, {'"': "&quot;"})


@given(texts)
def test_texts_are_read_as_the_library_reads_them(text: str) -> None:
    entities = {"&apos;": "'", "&quot;": '"'}
    assert unescaped_text(text) == saxutils.unescape(text, entities)


@given(texts)
def test_an_attribute_says_what_was_written(text: str) -> None:
    for written in (attribute(text), double_quoted(text)):
        assert ET.fromstring(f"<a b={written}/>").get("b") == text
