"""The decorators of xlwings that make Python functions worksheet functions."""

from xlwings import arg, func, ret

__all__ = ["arg", "func", "ret"]
