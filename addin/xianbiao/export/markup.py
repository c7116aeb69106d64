"""Text inside XML: marks written as entities, and read again.

The library's own functions for this load those for web addresses and servers with them, which
cost an export more than the package it writes.
"""

from __future__ import annotations

_BLANKS = str.maketrans({"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def escaped_text(text: str) -> str:
    """A text as it stands between tags."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def unescaped_text(text: str) -> str:
    """What a text between tags, or in an attribute, says: the five entities of XML."""
    if "&" not in text:
        return text
    for entity, mark in (("&apos;", "'"), ("&quot;", '"'), ("&gt;", ">"), ("&lt;", "<")):
        text = text.replace(entity, mark)
    return text.replace("&amp;", "&")


def attribute(text: str) -> str:
    """A text as the value of an attribute, with the quotes around it."""
    if '"' in text and "'" not in text:
        return f"'{escaped_text(text).translate(_BLANKS)}'"
    return double_quoted(text)


def double_quoted(text: str) -> str:
    """A text as the value of an attribute between double quotes, whatever it holds."""
    return '"' + escaped_text(text).translate(_BLANKS).replace('"', "&quot;") + '"'
