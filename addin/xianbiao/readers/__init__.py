"""Floor 4: files in."""

from xianbiao.readers.notice import read_notice

__all__ = ["read_notice"]
