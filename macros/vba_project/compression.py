"""The compression of VBA streams, [MS-OVBA] 2.4.1: runs of bytes seen before become tokens."""

from __future__ import annotations

import struct
from collections.abc import Iterator

CHUNK = 4096
"""Bytes that are compressed on their own; no token reaches beyond its chunk."""

_SIGNATURE = b"\x01"
_COMPRESSED = 0xB000
_RAW = 0x3000
_SHORTEST = 3


def compress(data: bytes) -> bytes:
    """The compressed container of any bytes; the same bytes give the same container.

    Raises ValueError for a last chunk that no token shortens and that is not full: such a chunk
    can only be stored padded, which would lengthen the data. Source text never is one.
    """
    chunks = (data[start : start + CHUNK] for start in range(0, len(data), CHUNK))
    return _SIGNATURE + b"".join(map(_compressed_chunk, chunks))


def _compressed_chunk(chunk: bytes) -> bytes:
    body = b"".join(_token_sequences(chunk))
    if len(body) < CHUNK:
        return struct.pack("<H", _COMPRESSED | (len(body) - 1)) + body
    if len(chunk) < CHUNK:
        raise ValueError("a chunk that is not full cannot be stored uncompressed")
    return struct.pack("<H", _RAW | (CHUNK - 1)) + chunk


def _token_sequences(chunk: bytes) -> Iterator[bytes]:
    """Groups of eight tokens, each headed by a byte that flags which of them are copies."""
    position = 0
    while position < len(chunk):
        flags, tokens = 0, bytearray()
        for bit in range(8):
            if position >= len(chunk):
                break
            offset, length = _longest_match(chunk, position)
            if length:
                flags |= 1 << bit
                tokens += _copy_token(position, offset, length)
                position += length
            else:
                tokens.append(chunk[position])
                position += 1
        yield bytes([flags]) + tokens


def _offset_bits(position: int) -> int:
    """How many bits of a copy token hold its offset, which grows with the place in the chunk."""
    return max((position - 1).bit_length(), 4)


def _copy_token(position: int, offset: int, length: int) -> bytes:
    length_bits = 16 - _offset_bits(position)
    return struct.pack("<H", (offset - 1) << length_bits | (length - _SHORTEST))


def _longest_match(chunk: bytes, position: int) -> tuple[int, int]:
    """Offset backwards and length of the longest earlier run, the nearest of several; or 0, 0."""
    if position == 0:
        return 0, 0
    longest = (0xFFFF >> _offset_bits(position)) + _SHORTEST
    offset = length = 0
    while length < longest and position + length < len(chunk):
        # A run may overlap the place it is copied to, but starts before it.
        found = chunk.rfind(chunk[position : position + length + 1], 0, position + length)
        if found < 0:
            break
        length += 1
        offset = position - found
    return (offset, length) if length >= _SHORTEST else (0, 0)
