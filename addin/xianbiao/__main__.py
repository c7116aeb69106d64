"""Runs the command line as `python -m xianbiao`."""

import sys

from xianbiao.warm.client import once

if __name__ == "__main__":
    sys.exit(once())
