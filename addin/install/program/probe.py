"""Ends with 0 where the Python that runs it can run the program: 3.11 to 3.13, 64 bit."""

import sys

VERSIONS = ((3, 11), (3, 12), (3, 13))


def is_suitable(version: tuple[int, ...], largest: int) -> bool:
    """Whether a Python of this version, whose largest index tells its width, will do."""
    return tuple(version[:2]) in VERSIONS and largest > 2**32


if __name__ == "__main__":
    sys.exit(not is_suitable(sys.version_info[:2], sys.maxsize))
