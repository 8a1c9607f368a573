"""New databases that need no migrating: copies of one that was brought up to date once."""

import tempfile
from functools import cache
from pathlib import Path

from bot.store.store import Store


def new_file(file: Path) -> str:
    """The address of a SQLite file; where there is none yet, of a new one at the newest schema."""
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(_migrated())
    return f"sqlite:///{file}"


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        Store.open(f"sqlite:///{file}").close()
        return file.read_bytes()
