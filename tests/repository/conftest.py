"""The tools of this folder find each other: as tests here, as scripts on their own."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
