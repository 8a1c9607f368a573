"""Where the prompts and the method's knowledge are: beside the code in a checkout, inside it once installed."""

from pathlib import Path

CODE = Path(__file__).parent


def prompts_folder() -> Path:
    """The folder of prompts and topic wording that came with this planwright."""
    return _shipped("prompts")


def knowledge_folder() -> Path:
    """The folder of the method's documents and the sample team that came with this planwright."""
    return _shipped("knowledge")


def _shipped(name: str) -> Path:
    # The wheel puts both inside the package; a checkout has them one level up. Asked in this order because
    # one level up from an installed package are other people's packages.
    inside = CODE / "_data" / name
    return inside if inside.is_dir() else CODE.parent / name
