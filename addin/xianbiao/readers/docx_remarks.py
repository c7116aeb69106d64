"""What of a Word document is not read, or not as it stands there, in words for the clerk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree import ElementTree as ET

from xianbiao.readers.docx_package import WordParts
from xianbiao.readers.docx_text import children, is_hidden, named, text_of, value_of

_CHANGES = ("ins", "del", "moveFrom", "moveTo")
_SHOWN = 20
"""How many characters of a header are repeated."""


def remarks_on(parts: WordParts) -> list[str]:
    """One sentence for each kind; nothing for a document of plain text and tables."""
    elements = [named(e) for e in parts.body.iter()]
    found: list[str] = []
    if changes := sum(elements.count(name) for name in _CHANGES):
        found.append(
            f"文档里有 {changes} 处修订，按全部接受以后的文字核对；定稿前请先接受或拒绝修订"
        )
    if hidden := sum(1 for run in _runs(parts.body) if is_hidden(run) and text_of(run).strip()):
        found.append(f"有 {hidden} 处隐藏文字没有读")
    if pictures := elements.count("blip") + elements.count("imagedata"):
        found.append(f"有 {pictures} 张图片，图片里的字没有读")
    for kinds, name in ((("header",), "页眉"), (("footer",), "页脚")):
        texts = [t for t in map(_text, _parts(parts, kinds)) if any(map(str.isalpha, t))]
        if texts:
            found.append(f"{name}里的字没有核对：{texts[0][:_SHOWN]}")
    notes = [n for root in _parts(parts, ("footnotes", "endnotes")) for n in root if _is_note(n)]
    if notes:
        found.append(f"有 {len(notes)} 条脚注、尾注没有核对")
    comments = [c for root in _parts(parts, ("comments",)) for c in children(root, "comment")]
    if comments:
        found.append(f"有 {len(comments)} 条批注没有核对；定稿前请删去批注")
    return found


def _runs(body: ET.Element) -> Iterator[ET.Element]:
    return (e for e in body.iter() if named(e) == "r")


def _parts(parts: WordParts, kinds: Iterable[str]) -> Iterator[ET.Element]:
    return (root for kind in kinds for root in parts.beside.get(kind, ()))


def _text(root: ET.Element) -> str:
    paragraphs = (e for e in root.iter() if named(e) == "p")
    return "".join(text_of(p) for p in paragraphs).strip()


def _is_note(note: ET.Element) -> bool:
    """Whether it is a note, and not the line that parts notes from the text."""
    return value_of(note, "type") in (None, "normal") and bool(_text(note))
