"""How pay and plan fit together, in plain words: for the rep, and for the executive's own layer (M15 to M17, M21)."""

from collections.abc import Iterator, Sequence

from bot.figures import money, plain
from bot.markup import escape
from bot.pay.alignment import HIGH, LOW, Alignment, Row, same_way
from bot.pay.model import CompPlan


def alignment_in_words(alignment: Alignment, currency: str) -> str:
    """The section for a rep's explanation, as Markdown: the matrix, what stands alone, pay at exactly the plan."""
    parts = [
        "## How your pay and your plan fit together",
        "What you plan should be what pays you. Here they stand side by side:",
        _matrix(alignment.rows),
        *_alone(alignment),
        _pay_at_plan(alignment, currency),
    ]
    if alignment.is_unusual and alignment.goal_to_ote is not None:
        parts.append(
            f"Your goal is {plain(alignment.goal_to_ote)} times your pay on target. "
            f"Between {LOW} and {HIGH} times is usual. It is worth a word with your sales executive."
        )
    return "\n\n".join(parts) + "\n"


def _matrix(rows: Sequence[Row]) -> str:
    head = [("What counts", "In your plan", "In your pay"), ("---", "---:", "---")]
    lines = [(escape(_start(row.what)), row.planned or "no target", _clauses(row) or "no clause") for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in (*head, *lines))


def _clauses(row: Row) -> str:
    if not row.paid_by:
        return ""
    return f"{'clause' if len(row.paid_by) == 1 else 'clauses'} {', '.join(row.paid_by)}"


def _start(text: str) -> str:
    return text[0].upper() + text[1:]


def _alone(alignment: Alignment) -> Iterator[str]:
    """What has only one of the two sides."""
    if alignment.only_paid:
        yield "These pay you, and your plan sets no target for them. Add one, or leave them as luck:"
        yield "\n".join(f"- {escape(_start(row.what))} ({_clauses(row)})." for row in alignment.only_paid)
    if alignment.only_planned:
        yield "Your plan counts on these, and no clause pays on them. They pay you through what they lead to:"
        yield "\n".join(f"- {escape(row.what)}." for row in alignment.only_planned)
    if not alignment.only_paid and not alignment.only_planned:
        yield "All that pays you is in your plan. All that you plan is paid."


def _pay_at_plan(alignment: Alignment, currency: str) -> str:
    if alignment.pay_at_plan is None:
        return "Your plan does not add up to a figure yet. Once it does, its pay will stand here."
    return f"Land your plan exactly and your sales pay you {money(alignment.pay_at_plan, currency)}."


def executive_in_words(executive: CompPlan, reps: Sequence[CompPlan]) -> str:
    """The executive's layer, for the executive alone: whether their own pay moves the same way as the team's.

    `reps` are the reps' plans; one that several share is looked at once.
    """
    remarks = dict.fromkeys(same_way(executive, reps))
    parts = ["## How your pay and your team's pay fit together", "When one of you wins, all should win (M21)."]
    if remarks:
        parts += ["Here they may move apart:", "\n".join(f"- {remark}" for remark in remarks)]
        parts.append("Nothing is held up by this. It is a point to weigh before the plans are signed.")
    else:
        parts.append("Your pay rests on profit and profit percent (M16). Each plan in your team guards the margin too.")
    return "\n\n".join(parts) + "\n"


def fit_in_a_line(alignment: Alignment) -> str:
    """Whether pay and plan pull the same way, for those who may see pay: a line without a figure or a clause."""
    both = [row for row in alignment.rows if row.planned is not None and row.paid_by]
    pays = ", ".join(f"{row.what[0].lower()}{row.what[1:]}" for row in both)
    lead = f"Pay rewards what is planned: {pays}." if both else "No clause pays on anything the plan sets a target for."
    paid = ", ".join(row.what for row in alignment.only_paid)
    apart = f" Paid without a target in the plan: {paid}." if paid else ""
    unusual = f" The goal is outside the usual {LOW} to {HIGH} times pay on target." if alignment.is_unusual else ""
    return f"{lead}{apart}{unusual}"
