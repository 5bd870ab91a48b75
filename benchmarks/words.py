"""What made-up people say in benchmarks, and what peers answer.

The standard library alone, for peers run in environments of their own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

WORDS: dict[str, Any] = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
