"""县表 xianbiao: subsidy allocation workbooks that check themselves, and one file per county."""

__version__ = "0.1.0"
