"""Floor 4: files in."""

from xianbiao.readers.notice import notice_of, read_notice

__all__ = ["notice_of", "read_notice"]
