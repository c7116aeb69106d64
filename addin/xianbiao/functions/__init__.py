"""Functions in cells (XB_…): what they compute, apart from any spreadsheet program.

`calling.call` answers a cell of a spreadsheet and the command line alike; `help.toml` says what
each function takes and gives; each module holds the functions of one subject.
"""
