"""A compensation plan from YAML: one file per plan, refused with the line, what is wrong and what is expected."""

from pydantic import ValidationError

from bot.pay.checks import Fault, faults
from bot.pay.model import CompPlan
from bot.reading.yaml_lines import Problem, YamlDocument, problems_of, read_yaml


def load_comp_plan(text: str, name: str) -> CompPlan | list[Problem]:
    """Read a plan; `name` is what it is called when the file does not say."""
    document = read_yaml(text)
    if isinstance(document, Problem):
        return [document]
    value = {"name": name, **document.value} if isinstance(document.value, dict) else document.value
    try:
        plan = CompPlan.model_validate(value)
    except ValidationError as error:
        return problems_of(error, document)
    return [_problem(fault, document) for fault in faults(plan)] or plan


def _problem(fault: Fault, document: YamlDocument) -> Problem:
    """A fault with the lines it is about quoted, both where it is about two."""
    lines = sorted(document.line_of(path) for path in (fault.at, fault.against) if path is not None)
    quotes = " and ".join(f'line {line} "{document.quoted(line)}"' for line in lines)
    wrong = f"{fault.wrong}: {quotes}" if fault.against else fault.wrong
    return Problem(line=document.line_of(fault.at), wrong=wrong, expected=fault.expected)
