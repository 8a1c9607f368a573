"""What was measured, left in a folder: as JSON for programs, and as a page of Markdown to read."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any


def leave(told: Mapping[str, Any], lines: Iterable[str], folder: Path, name: str) -> Path:
    """Write `name`.json and `name`.md; gives the page."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(told, indent=2), encoding="utf-8")
    page = folder / f"{name}.md"
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return page
