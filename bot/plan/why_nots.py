"""Why something that should happen every time did not (M06), and the plan to bring it to 100% (M07)."""

from bot.interview.thin import is_thin
from bot.plan.model import WhyNot
from bot.plan.sheet import Sheet


def build_why_nots(sheet: Sheet) -> tuple[WhyNot, ...]:
    """The why-nots in the order they came up."""
    return tuple(_why_not(sheet, key) for key in sheet.keys("why_nots"))


def _why_not(sheet: Sheet, key: str) -> WhyNot:
    at = f"why_nots.{key}"
    cause, owner, item = sheet.words(f"{at}.cause"), sheet.words(f"{at}.owner"), sheet.words(f"{at}.item")
    return WhyNot(
        key=key,
        item=item.text if item else key.replace("-", " "),
        cause=cause,
        cause_is_thin=cause is not None and is_thin(cause.text),
        company=sheet.words(f"{at}.company"),
        evidence=sheet.words(f"{at}.evidence"),
        action=sheet.words(f"{at}.action"),
        owner=owner.text if owner else None,
        due=sheet.day(f"{at}.due"),
    )
