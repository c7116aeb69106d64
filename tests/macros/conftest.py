"""The build code of the macros lies outside the package; here it is put on the path."""

import sys
from pathlib import Path

MACROS = Path(__file__).resolve().parents[2] / "macros"
sys.path[:0] = [str(MACROS), str(Path(__file__).parent)]
