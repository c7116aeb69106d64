"""Makes the helpers of the clerks' workbooks importable."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "package"))
sys.path.insert(0, str(Path(__file__).parents[2] / "package"))
