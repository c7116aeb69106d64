"""The data encryption of the PROJECT stream, [MS-OVBA] 2.4.3: protection state and password.

A project without protection still carries the three encrypted values; nothing is secret here.
"""

from __future__ import annotations

import struct

_VERSION = 2


def encrypted(data: bytes, project_id: str, seed: int) -> str:
    """Hexadecimal text of the data under a seed (one byte) and the project's GUID."""
    key = sum(project_id.encode("ascii")) & 0xFF
    out = [seed, seed ^ _VERSION, seed ^ key]
    last, before_last, last_plain = out[2], out[1], key
    padding = bytes((seed & 6) // 2)
    for byte in padding + struct.pack("<I", len(data)) + data:
        cipher = byte ^ ((before_last + last_plain) & 0xFF)
        out.append(cipher)
        last, before_last, last_plain = cipher, last, byte
    return bytes(out).hex().upper()


def decrypted(text: str, project_id: str) -> bytes:
    """The data of such a text; ValueError where version, key or length do not agree."""
    raw = bytes.fromhex(text)
    seed, version, key = raw[0], raw[0] ^ raw[1], raw[0] ^ raw[2]
    if version != _VERSION or key != sum(project_id.encode("ascii")) & 0xFF:
        raise ValueError(f"not encrypted for project {project_id}: {text}")
    last, before_last, last_plain = raw[2], raw[1], key
    plain = bytearray()
    for cipher in raw[3:]:
        byte = cipher ^ ((before_last + last_plain) & 0xFF)
        plain.append(byte)
        last, before_last, last_plain = cipher, last, byte
    start = (seed & 6) // 2
    (length,) = struct.unpack_from("<I", plain, start)
    data = bytes(plain[start + 4 :])
    if len(data) != length:
        raise ValueError(f"{length} bytes announced, {len(data)} found: {text}")
    return data
