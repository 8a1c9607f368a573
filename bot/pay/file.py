"""Compensation plans and results from YAML, refused with the line, what is wrong and what is expected."""

from pydantic import ValidationError

from bot.pay.band_checks import Fault
from bot.pay.checks import faults
from bot.pay.model import CompPlan
from bot.pay.results import Results
from bot.reading.yaml_lines import Problem, YamlDocument, read_yaml
from bot.reading.yaml_problems import problems_of


def load_comp_plan(text: str, name: str) -> CompPlan | list[Problem]:
    """Read a plan; `name` is the file's, and the plan's where the file gives it none."""
    document = read_yaml(text, name)
    if isinstance(document, Problem):
        return [document]
    value = {"name": name, **document.value} if isinstance(document.value, dict) else document.value
    try:
        plan = CompPlan.model_validate(value)
    except ValidationError as error:
        return problems_of(error, document, CompPlan)
    return [_problem(fault, document) for fault in faults(plan)] or plan


def load_results(text: str, name: str) -> Results | list[Problem]:
    """Read results to pay a plan on; `name` is the file's."""
    document = read_yaml(text, name)
    if isinstance(document, Problem):
        return [document]
    try:
        return Results.model_validate(document.value)
    except ValidationError as error:
        return problems_of(error, document, Results)


def _problem(fault: Fault, document: YamlDocument) -> Problem:
    """A fault with the lines it is about quoted, both where it is about two."""
    lines = sorted(document.line_of(path) for path in (fault.at, fault.against) if path is not None)
    quotes = " and ".join(f'line {line} "{document.quoted(line)}"' for line in lines)
    wrong = f"{fault.wrong}: {quotes}" if fault.against else fault.wrong
    return Problem(file=document.file, line=document.line_of(fault.at), wrong=wrong, expected=fault.expected)
