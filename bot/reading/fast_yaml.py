"""The files that come with Planwright, read by PyYAML's parser in C where it was built with one: ten times as quick.

What people hand in is read more strictly, by bot.reading.yaml_lines.
"""

from typing import Any

import yaml

_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def load(text: str) -> Any:  # noqa: ANN401 - whatever the file says
    """Plain values. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_SAFE)  # noqa: S506 - one of the two safe loaders


def load_text(text: str) -> Any:  # noqa: ANN401 - whatever the file says
    """Lists and mappings with every value as the text it is. Raises yaml.YAMLError."""
    return yaml.load(text, Loader=_TEXT)  # noqa: S506 - builds nothing but text, lists and mappings
