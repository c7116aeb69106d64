"""Adds parts to a workbook that XlsxWriter cannot write: pivots, revisions, threads, links."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "http://schemas.microsoft.com/office"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Added:
    """A part with the part that leads to it, the type of the relationship, and its content."""

    name: str
    owner: str
    kind: str
    content: str
    content_type: str = "application/xml"


def relation(kind: str) -> str:
    """The full type of a relationship."""
    return {
        "threadedComment": f"{_OFFICE}/2017/10/relationships/threadedComment",
        "person": f"{_OFFICE}/2017/10/relationships/person",
        "thumbnail": f"{_RELS}/metadata/thumbnail",
    }.get(kind, f"{RELATIONS}/{kind}")


def inject(source: Path, target: Path, added: Iterable[Added]) -> Path:
    """Copy a workbook with further parts, related and typed as they should be."""
    added = list(added)
    with zipfile.ZipFile(source) as package:
        members = {name: package.read(name).decode("latin-1") for name in package.namelist()}
    for number, part in enumerate(added):
        members[part.name] = part.content.encode().decode("latin-1")
        folder, _, file = part.owner.rpartition("/")
        rels = f"{folder}/_rels/{file}.rels".lstrip("/") if part.owner else "_rels/.rels"
        text = members.get(rels, f'<Relationships xmlns="{_RELS}"></Relationships>')
        line = f'<Relationship Id="rIdAdded{number}" Type="{relation(part.kind)}"'
        line += f' Target="/{part.name}"/>'
        members[rels] = text.replace("</Relationships>", line + "</Relationships>")
        override = f'<Override PartName="/{part.name}" ContentType="{part.content_type}"/>'
        types = members["[Content_Types].xml"]
        members["[Content_Types].xml"] = types.replace("</Types>", override + "</Types>")
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name, text in members.items():
            copy.writestr(name, text.encode("latin-1"))
    return target
