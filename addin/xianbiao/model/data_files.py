"""Where the data files of the package lie."""

from __future__ import annotations

from pathlib import Path

DATA = Path(__file__).parent / "data"
"""The folder of years, funds, places and words; a plain folder, since the package is never
run from an archive: finding it costs nothing when a clerk clicks."""
