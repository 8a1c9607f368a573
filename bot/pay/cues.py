"""The words by which a rep's own telling of their pay is recognised; case does not matter."""

from bot.pay.measures import Measure
from bot.pay.span import Span

Cue = tuple[str, ...]
"""Patterns that must all stand in one sentence."""

SALES = (
    r"\b(?:revenue|sales?|sell\w*|sold|deals?|book\w*|clos\w+|bring in|business|contracts?|invoic\w+|bill\w*|"
    r"new clients?|(?:everything|whatever|all|what) i\b)"
)
MENTIONS = {
    Measure.GROSS_PROFIT: r"\b(?:gross|profits?|margins?)\b",
    Measure.GROSS_MARGIN: r"\b(?:margins?|profits?)\b",
    Measure.MARKUP: r"\b(?:mark ?up|margins?|profits?)\b",
    Measure.RECURRING: r"\b(?:recurring|mrr|monthly|subscriptions?)\b",
    Measure.NET_RETENTION: r"\b(?:retention|retain\w*|keep\w*|kept|renew\w*|churn|stay\w*)\b",
    Measure.UNITS: r"\b(?:units?|seats?|licen[cs]es?|each one|pieces?)\b",
    Measure.NEW_LOGOS: r"\b(?:logos?|new (?:clients?|customers?|accounts?|names?)|wins?)\b",
    Measure.ACTIVITIES: r"\b(?:meetings?|reviews?|calls?|visits?|activit\w+)\b",
    Measure.OBJECTIVES: r"\b(?:objectives?|mbos?|goals?|projects?)\b",
    Measure.TERM: r"\b(?:months?|term|long\w*)\b",
    Measure.DISCOUNT: r"\b(?:discounts?|list price)\b",
    Measure.TEAM_GROSS_PROFIT: r"\b(?:team|gross|profits?|margins?)\b",
    Measure.PROFIT: r"\b(?:profits?|bottom line)\b",
    Measure.PROFIT_PERCENT: r"\b(?:profit\w*|margins?)\b",
}
PAYING = (
    r"\b(?:pa(?:y|ys|id|ying|yout|youts)|earn\w*|gets?|make|keep|clear|commission\w*|bonus\w*|incentive\w*|variable|ote|"
    r"rates?|money)\b|\d ?%"
)
COMING = rf"{PAYING}|\b(?:comes?|arriv\w+|settled|checks?)\b"
CHANGING = (
    r"\b(?:higher|more|accelerat\w*|goes up|jumps?|increases?|rises?|changes?|steps? up|kicks? in|faster|doubles?|"
    r"better rate|bigger)\b"
)
PASSING = r"\b(?:above|over|past|beyond|after|once|beat\w*|exceed\w*|pass\w*|when|if|from|through)\b"
GOAL = r"\b(?:goal|quota|target|number|100 ?%|100 percent)"
TIMES = {
    Span.DEAL: r"\b(?:(?:each|every|per|by the|a) (?:deal|sale|contract)|deal by deal|sign\w*|clos\w+|books?|booked)\b",
    Span.WEEK: r"\bweek\w*",
    Span.TWO_WEEKS: r"\b(?:two weeks|biweekly|fortnight\w*|other week|pay ?checks?)\b",
    Span.HALF: r"\b(?:half[- ]?years?|six months|twice a year|semi-?annual\w*)\b",
    Span.MONTH: (
        r"\b(?:(?:each|every|per|next|same|following|the) month|month(?:ly| by month| ends?|-end)|payroll|"
        r"pay ?checks?)\b"
    ),
    Span.QUARTER: (
        r"\b(?:(?:each|every|per|next|of|the|a) quarter|quarter(?:ly| ends?|-end| by quarter)|four times a year)\b"
    ),
    Span.YEAR: (
        r"\b(?:(?:end|close) of (?:the |each )?year|after (?:the|each) year|year[- ]?end|once a year|yearly|"
        r"annual\w*)\b"
    ),
}
IN_PARTS = r"\b(?:half|halves|parts?|instal\w+|up ?front|later|split|the rest|collected|client pays|sign\w*)\b"
DEPENDS = r"\b(?:table|curve|matrix|slid\w+|depend\w*|together)\b"
NEEDING = r"\b(?:if|only|unless|need\w*|must|have to|as long as|below|under|miss\w*|least|keep)\b"

GOES_BACK: tuple[Cue, ...] = (
    (r"\bclaw\w*",),
    (r"\b(?:goes?|pay|paid|pays|give|gives|giving|hand|tak\w+|owe) (?:\w+ ){0,3}back\b",),
    (r"\b(?:leav\w+|cancel\w*|quits?|churns?|walks?)\b", r"\b(?:lose|loses|back|return\w*|owe|repay)\b"),
)
TOO_LITTLE: tuple[Cue, ...] = (
    (r"\b(?:threshold|minimum|floor)\b",),
    (r"\b(?:below|under|until|unless|less|short)\b", r"\b(?:nothing|zero|no (?:pay|commission|bonus))\b"),
)
LIMITED: tuple[Cue, ...] = ((r"\b(?:caps?|capped|limit\w*|max\w*|at most|ceiling|tops? out)\b",),)
ONLY_LESS: tuple[Cue, ...] = (
    (
        r"\b(?:no|not|never|nothing|nobody|without|none|cannot)\b|n't\b",
        r"\b(?:caps?|capped|claw\w*|tak\w+|back|lost|limit\w*)\b",
    ),
    (r"\buncapped\b",),
    (r"\b(?:sell|close|book|bring in) (?:less|fewer|too little|nothing)\b",),
    (r"\b(?:miss|fall short|come in (?:under|below|short)|below (?:my |the )?(?:goal|quota|plan))\b",),
)
