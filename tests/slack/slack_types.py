"""Slack's own published types as JSON Schema: what a block, a view and a manifest may be made of.

The schemas are generated from the npm packages @slack/types and @slack/web-api
(https://github.com/slackapi/node-slack-sdk, MIT) into the cache folder and are not part of the project. Lengths that
Slack tells in the types' comments are put in.
"""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock
from jsonschema import Draft7Validator

CACHE = Path(__file__).parents[2] / ".sandbox" / "types"
PACKAGES = ("@slack/types@3.2.0", "@slack/web-api@8.2.0", "ts-json-schema-generator@2.4.0")
TYPES = {
    "KnownBlock": "types/dist/index.d.ts",
    "HomeView": "types/dist/index.d.ts",
    "ModalView": "types/dist/index.d.ts",
    "Manifest": "web-api/dist/types/request/manifest.d.ts",
}
OPTIONS = {"strict": True, "target": "es2022", "module": "node16", "moduleResolution": "node16", "skipLibCheck": True}

LENGTH = re.compile(r"(?:[Mm]ax(?:imum)? length|[Ll]imit)[^.]*?([\d,]+) characters")
MOST = re.compile(r"[Mm]ax(?:imum)?(?: number of \w+)?(?: is| of|:)? ([\d,]+)\b(?! char)")


def problems(value: dict[str, Any], kind: str) -> list[str]:
    """What Slack's type `kind` has against a value, in words; nothing where npm cannot fetch the types, but in CI."""
    validator = _validator(kind)
    if validator is None:
        return []
    return [f"{error.json_path}: {error.message}"[:300] for error in _leaves(validator.iter_errors(value))]


def _leaves(errors: Any) -> Iterator[Any]:
    """For a value that fits none of several types, what each of them has against it."""
    for error in errors:
        yield from _leaves(error.context) if error.context else (error,)


@lru_cache
def _validator(kind: str) -> Draft7Validator | None:
    if not os.environ.get("CI") and shutil.which("npm") is None:
        return None
    CACHE.mkdir(parents=True, exist_ok=True)
    with FileLock(CACHE / "lock"):
        schema = CACHE / f"{kind}.json"
        try:
            if not schema.exists():
                _generate()
        except subprocess.CalledProcessError:
            if os.environ.get("CI"):
                raise
            return None
    return Draft7Validator(_with_limits(json.loads(schema.read_text(encoding="utf-8"))))


def _generate() -> None:
    npm = ["npm", "install", "--prefix", ".", "--no-save", "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(npm, cwd=CACHE, check=True, capture_output=True)
    (CACHE / "tsconfig.json").write_text(json.dumps({"compilerOptions": OPTIONS}), encoding="utf-8")
    for kind, file in TYPES.items():
        tool = ["npx", "ts-json-schema-generator", "--no-type-check", "--type", kind, "-o", f"{kind}.json"]
        types = ["--path", f"node_modules/@slack/{file}", "--tsconfig", "tsconfig.json"]
        subprocess.run([*tool, *types], cwd=CACHE, check=True, capture_output=True)


def _with_limits(schema: Any) -> Any:
    """The schema with the lengths its descriptions tell, such as "Maximum length for this field is 255 characters"."""
    if isinstance(schema, list):
        return [_with_limits(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    told, kind = schema.get("description"), schema.get("type")
    limits = {}
    if isinstance(told, str) and kind == "string" and (length := LENGTH.search(told)):
        limits["maxLength"] = int(length[1].replace(",", ""))
    if isinstance(told, str) and kind == "array" and (most := MOST.search(told)):
        limits["maxItems"] = int(most[1].replace(",", ""))
    return {name: _with_limits(part) for name, part in schema.items()} | limits
