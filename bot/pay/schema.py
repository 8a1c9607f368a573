"""JSON Schemas of the plan file and the results file, generated from the models, so that they never disagree."""

import re
from collections.abc import Iterator

from bot.pay.model import CompPlan
from bot.pay.results import Results

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema(reference: str) -> dict[str, object]:
    """The schema of a plan file, its fields described as on the page that says how a plan is written.

    A name may be left out: the file's own stands in.
    """
    schema = CompPlan.model_json_schema(mode="validation")
    said = dict(_said(reference))
    for fields in (schema["properties"], schema["$defs"]["Component"]["properties"]):
        for name in said.keys() & fields.keys():
            fields[name] = {**fields[name], "description": said[name]}
    schema["required"] = [name for name in schema["required"] if name != "name"]
    return {"$schema": DIALECT, **schema, "title": "Compensation plan"}


def _said(reference: str) -> Iterator[tuple[str, str]]:
    """Each field of the page's tables with what is said of it."""
    for row in re.findall(r"^\| (`.+?) \| (.+) \|$", reference, re.MULTILINE):
        names = re.findall(r"`(\w+)", row[0])
        yield from ((name, row[1].replace("`", "")) for name in names)


def results_schema() -> dict[str, object]:
    """The schema of a results file."""
    return {"$schema": DIALECT, **Results.model_json_schema(mode="validation"), "title": "Results to pay a plan on"}
