"""JSON Schemas of the plan file and the results file, generated from the models, so that they never disagree."""

from bot.pay.model import CompPlan
from bot.pay.results import Results

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def plan_schema() -> dict[str, object]:
    """The schema of a plan file. A name may be left out: the file's own stands in."""
    schema = CompPlan.model_json_schema(mode="validation")
    schema["required"] = [name for name in schema["required"] if name != "name"]
    return {"$schema": DIALECT, **schema, "title": "Compensation plan"}


def results_schema() -> dict[str, object]:
    """The schema of a results file."""
    return {"$schema": DIALECT, **Results.model_json_schema(mode="validation"), "title": "Results to pay a plan on"}
