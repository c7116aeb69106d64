"""The decorators of xlwings that make Python functions worksheet functions."""

from xianbiao.engines.guard import import_xlwings

_xlwings = import_xlwings()
arg, func, ret = _xlwings.arg, _xlwings.func, _xlwings.ret
