"""Runs the command line as `python -m xianbiao`."""

import sys

from xianbiao.warm.client import main

if __name__ == "__main__":
    sys.exit(main())
