"""The words by which an ask about pay is recognized: patterns over a whole message in lower case, and word lists.

The first pattern that fits decides, so the narrow asks stand before the wide ones.
"""

from bot.line.asks import Ask

_OWNER = r"(?:my|the|our|this|new|current|old|last|a|her|his|their|[a-z]+'s)"
_THING = r"plans?|package|scheme|structure|explanation|rates?|schedule|statement"
NOUN = (
    r"\b(?:(?:incentive |total |variable |target )?comp(?:ensation)?|commissions?|bonus(?:es)?|ote|salary|earnings"
    r"|on[- ]target earnings|base (?:pay|salary)|(?<=my )base|variable(?: pay)?|accelerators?|payouts?|paychecks?"
    rf"|clawbacks?|take[- ]home(?: pay)?|{_OWNER} (?:pay|incentives?)"
    rf"|(?:pay|incentive)(?= (?:question|{_THING})))(?: (?:{_THING}))?\b"
)
"""Pay as a thing, not the verb: clients pay too."""

_SELL = r"(?:clos|sell|sold|win|won|land|sign|book|bring|hit|reach|do\b|make|deliver|get to|add)\w*"
_SUM = r"(?:\d|another|one more|two more|an extra)"
_SALES = r"(?!.*\b(?:meetings?|calls?|reviews?|referrals?|visits?|leads?|proposals?|hours?)\b)"
_PAYING = r"(?:earn|make|get|pay|pays|paid|cut|bring|commission|bonus|for me|in it)"
_FANCY = r"(?:what if|what happens|what would happen|suppos(?:e|ing)|say|let'?s say|imagine|assum(?:e|ing)|and if)"
_WHAT = r"(?:what|how much)"
_QUESTION = r"(?:what|what's|how|how's|did|do|is|was|has|have|am|are|would|will|compare|show|tell|diff\w*|any\w*)"
_BEFORE = r"(?:last|old|previous|prior|before|earlier|this year)\b"
_OTHERWISE = r"(?:chang\w*|differ\w*|diff|compar\w*|new|better|worse|more|less|vs|versus)"
_STANDS = (
    r"(?:what about|what's up with|any|status|where|still waiting|is there|was there|did|has|have|what did"
    r"|what's happening)\b"
)
_ANSWERED = r"\b(?:questions?|answer\w*|repl\w+|said?|say|hear\w*|news|back)\b"
_RIGHTLY = r"if i (?:understand|get|got|read|have) (?:this|it|that) (?:right|correctly)"
_RATE = rf"(?:paid|%|percent|{NOUN})"
_COMPLAINS = (
    r"\b(?:wrong|off|incorrect|not right|isn't right|can't be right|mistakes?|errors?|miscalculat\w+|add up|unfair"
    r"|missing|disagree|not what|never mentioned|wasn't mentioned|should (?:be|get|have|pay|say)|(?:was|were) promised"
    r"|promised me|told me|was told"
    r"|(?:is|are|looks?|seems?) (?:too |very |so )?(?:low|high|small|unfair|strange|odd|weird))\b"
)
_MINE = r"(?=.*\b(?:i|my|me|so (?:much|little)|this)\b|.*\d ?%)"
_SHARE = rf"(?:cut|share|{NOUN})(?: there)?"
_PAYS_LITTLE = r"(?:pays?|brings?)\b.*(?:%|so (?:much|little)|only|me|nothing)"

PATTERNS: tuple[tuple[Ask, tuple[str, ...]], ...] = (
    (
        Ask.PAY_STATUS,
        (
            rf"(?=.*{NOUN}){_STANDS}.*{_ANSWERED}.*",
            r"(?:did|has) \w+ (?:answer\w*|repl\w+|respond\w*)(?: (?:me|my question|yet|to me|to my question))*",
            r"(?:what about|any (?:news|answer|word) on|status of) my questions?",
        ),
    ),
    (
        Ask.TEACH_BACK,
        (
            rf"(?:teach[- ]?back|(?:.{0, 25} )?in my (?:own )?words)(?:\W*|\b.*\b(?:{_PAYING}\w*|%|percent)\b.*)",
            rf"(?:let me|can i|my turn to|i'll|i will|i can)\b.*\b(?:explain|tell|say)\b.*\b(?:{NOUN}|back)\b.*",
            rf"(?:quiz|test|check) (?:me|if i understand)\b.*{NOUN}",
            rf"(?:my understanding of|(?:as |if )?i (?:understand|get|got|have)) .*{NOUN}.*\b(?:i|i'm|pays)\b.*",
            rf"(?:basically |{_RIGHTLY},? ?)?i(?:'m| am| get| earn| make)\b.*{_RATE}.*(?:right|correct|is that it|yes)",
            rf"{_RIGHTLY}\b.*(?:paid|%|percent).*",
        ),
    ),
    (
        Ask.SUPPOSE,
        (
            rf"{_SALES}{_FANCY}\b.*\b(?:i|we)\b.*\b{_SELL}.*{_SUM}.*",
            rf"{_SALES}if (?:i|we)\b.*\b{_SELL}.*{_SUM}.*\b{_PAYING}\b.*",
            rf"(?:what|how much|how)\b.*\b{_PAYING}\b.*\b(?:if|when) (?:i|we)\b.*\b{_SELL}.*{_SUM}.*",
            rf"{_SALES}{_WHAT}\b.*\b(?:{_SUM} more|another|one more|an extra)\b.*\d.*",
            rf"{_WHAT}\b.*\b(?:do|would|will) i (?:make|earn|get)\b.*\b(?:at|for|with) \d+ ?(?:%|percent).*",
            r"how much at \d+ ?(?:%|percent)(?: of (?:my )?(?:quota|goal|plan))?",
        ),
    ),
    (
        Ask.PAY_CHANGED,
        (
            rf"(?=.*{NOUN}){_QUESTION}\b.*\b(?:chang\w*|differ\w*|diff|compar\w*)\b.*",
            rf"(?=.*{NOUN}){_QUESTION}\b.*\b{_OTHERWISE}\b.*\b{_BEFORE}.*",
            rf"(?:what's|what is|anything) new (?:in|with|about)\b.*{NOUN}.*",
            rf"(?:compare|diff\w*)\b.*{NOUN}.*",
            rf"old (?:vs|versus|and|or) new {NOUN}",
            # "The last one" is the question before this one, as often as not.
            rf"(?!.*\blast one\b){_QUESTION}\b.*\b{_OTHERWISE}\b.*\b(?:my|the|an) {_BEFORE}(?: (?:plan|one))",
            rf"{_QUESTION}\b.*\b{_OTHERWISE}\b.*\blast year'?s (?:{NOUN}|plan)",
            rf"{_QUESTION}\b.*\b(?:earn\w*|mak\w+|made|paid)\b.*\b(?:more|less)\b.*\b{_BEFORE}.*",
            r"(?:how is|how's|what's different (?:in|about|with)) my plan different(?: this year)?",
        ),
    ),
    (
        Ask.PAY_WRONG,
        (
            rf"(?=.*{NOUN})(?!.*\b(?:was|were) too\b).*{_COMPLAINS}.*",
            rf"(?:i have |i've got |i got )?(?:a )?questions? (?:about|on|regarding)\b.*{NOUN}.*",
            rf".*\bask \w+ (?:why|how|about|whether|if)\b.*{NOUN}.*",
            r".*\b(?:was told|was promised|told me|promised me)\b.*\d ?%.*\bplan\b.*",
        ),
    ),
    (
        Ask.WHY_PAY,
        (
            rf"(?:why|how come)\b{_MINE}.*(?:%|percent|{_RATE}|get|so (?:much|little)).*\b(?:on|for|from) .+",
            rf"(?:why|how come) (?:does|do|is|did)?.+ {_PAYS_LITTLE}.*",
            rf"{_WHAT}(?: {_SHARE}| money)? (?:do|will|would|can) i (?:get|earn|make)(?: paid)? (?:for|on|from) .+",
            rf"{_WHAT} (?:does|do|will|would) .+ (?:pay|bring|earn|get|make) me",
            rf"(?:what's|what is|explain|how much(?: is)?) (?:my |the )?{_SHARE} (?:on|for|from) .+",
        ),
    ),
)

ASKING = frozenset(
    """
    a about actually again all am an and annual any anything are at be been bit both break breakdown by calculated can
    cap capped clarify clue come comes compensated computed confused could current describe detail details do does
    don't down earn earns easy eli5 english every exactly explain explained explanation family fancy figured find five
    5 for from fuck full get gets getting give go goal got had happens has have heck hell help here hit hitting home
    how how's i i'd i'm i've idea if in into is it its just kid kids know land landing less like look lost lot lower
    made make makes me mean means mine money month monthly much my need next no not now number of often on or our out
    outline over overview own paid part partner parts pay paying pays plain plan please quick quota rate rates reach
    reaching really reduce rundown run say says see send sense set short should show simple so some something spouse
    started structured summarise summarize summary take taken talk target teach tell terms that the there they thing
    this through tied to total understand uncapped up us version wait walk want was we what what's when where which
    whole why wife will with words work worked working works would wtf year yet you your 100% back based husband
    """.split()
)
"""Every word an ask to have one's pay explained may have beside pay itself."""

ONESELF = (
    r"\b(?:how|when|what|where|explain|understand|know|idea|clue|tell|show)\b.*\b(?:i|me|i'm|my)\b.*"
    r"\b(?:paid|earn|make|compensated|money)\b|\b(?:how am i|am i) (?:paid|compensated)|\bshow me the money\b"
    r"|\bwhat(?: do i (?:get|make|earn)|(?: happens|'s in it for me))\b.*\b(?:hit\w*|reach\w*|land\w*|at)\b.*"
    r"\b(?:goal|quota|number|target|100%|plan)"
)
"""How one earns, where pay is not named as a thing."""
SPELLED = tuple(
    """
    accelerator accelerators bonus bonuses break calculated changed clawback close commission commissions compensated
    compensation different earn earnings explain explained explanation incentive quota salary understand variable
    """.split()
)
MEANT = {
    "payed": "paid", "thru": "through", "u": "you", "gimme": "give me", "whatif": "what if", "whats": "what's",
    "hows": "how's", "im": "i'm", "dont": "don't", "didnt": "didn't", "doesnt": "doesn't", "ive": "i've",
    "pls": "please", "plz": "please",
}  # fmt: skip
LEADING = (
    r"(?:(?:hey|hi|hello|yo|ok|okay|so|and|but|please|well|also|now|sorry|quick question|um+|hm+|actually|then|oh)\b"
    r"[ ,:.!-]*)+"
)

POINTS = r"\b(?:aggressive|attainable|good for (?:me|the company)|all four|points? [1-4]|[1-4][.):]? ?(?:yes|no))\b"
ASSENT = rf"\b(?:agree\w*|disagree|yes|yep|ok|okay|fine|sign\w*|accept\w*|no objections?)\b|{POINTS}"
AGREEING = (
    rf"(?:i |we )?(?:do not |don't )?(?:agree|accept|approve|sign off|disagree)\b.*(?:{NOUN}|{POINTS}).*"
    rf"|.*\b(?:i agree|i accept|sign off)\b.*{NOUN}.*|.*{NOUN}.*\b(?:i agree|i accept|i sign)\b.*"
)
BARE_ASSENT = (
    r"(?:i )?(?:agree|agreed|disagree|do not agree|don't agree)(?: (?:to|with) (?:it|that|all(?: of it)?))?"
    r"|(?:i )?agree except .*"
)
ONE_OBJECTION = r"(?:i )?(?:disagree|do not agree|don't agree) with (?:the|my) (?!comp|pay|it\b).*"
LOOKS_WRONG = r"(?:this|that|it|something|one figure|a figure) (?:looks|seems)(?: to be)? (?:wrong|off|odd|strange)\b.*"

EARNS = r"(?:earns?|makes?|gets? paid|is paid|paid|making|earning|getting)"
EVERYBODY = (
    r"everyone|everybody|the others|other (?:reps|people)|anyone else|someone else|the team"
    r"|my (?:boss|manager|colleagues?|team)"
)
SOMEBODYS = rf"\b(?!what|that|it|how|who|year|here|there|let)[a-z]+'s (?:pay|{NOUN})"
