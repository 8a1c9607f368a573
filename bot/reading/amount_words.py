"""The words of amounts: number words, scales, currencies, bounds, hedges and the periods they are counted per."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
FRACTIONS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "tenth": 10}

SCALES = {
    Decimal(12): "dozen dozens",
    Decimal(10) ** 3: "thousand thousands thousend thousnd thousan thousad tousand thou",
    Decimal(10) ** 5: "lakh lakhs",
    Decimal(10) ** 6: "million millions milion millon mio mln mil",
    Decimal(10) ** 7: "crore crores",
    Decimal(10) ** 9: "billion billions",
    Decimal(10) ** 12: "trillion trillions",
}
SUFFIXES = {
    Decimal(10) ** 3: "k thou",
    Decimal(10) ** 6: "m mm mn mil mill mio mln",
    Decimal(10) ** 7: "cr",
    Decimal(10) ** 9: "b bn mrd",
    Decimal(10) ** 12: "t tn",
}
# "all" and "try" are currencies too, but far more often plain words.
CODES = (
    "usd eur gbp cad aud nzd inr jpy chf sek nok dkk cny hkd sgd mxn brl zar pln czk ils aed krw thb myr php idr "
    "huf ron"
).split()
SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₪": "ILS", "₽": "RUB", "¢": "USD"}
DOLLARS = {"us": "USD", "u . s": "USD", "u . s .": "USD", "american": "USD", "canadian": "CAD", "australian": "AUD"}
DOLLARS |= {
    "r": "BRL",
    "s": "SGD",
    "ca": "CAD",
    "cad": "CAD",
    "au": "AUD",
    "aussie": "AUD",
    "nz": "NZD",
    "hk": "HKD",
    "c": "CAD",
    "a": "AUD",
}
CURRENCY_WORDS = {
    "USD": "dollar dollars buck bucks",
    "EUR": "euro euros",
    "GBP": "pound pounds quid sterling",
    "JPY": "yen",
    "INR": "rupee rupees",
    "AED": "dirham dirhams",
    "CHF": "franc francs",
}
MINOR_WORDS = {"cent": None, "cents": None, "penny": None, "pence": "GBP", "p": "GBP"}

PERIODS = {"hour": "hour hours hr hrs", "day": "day days", "week": "week weeks wk wks", "month": "month months mo mos"}
PERIODS |= {"quarter": "quarter quarters qtr qtrs", "year": "year years yr yrs annum"}
FREQUENCIES = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter"}
FREQUENCIES |= {
    "annual": "year",
    "annually": "year",
    "yearly": "year",
    "p . a .": "year",
    "p . a": "year",
    "pa": "year",
    "mrr": "month",
}
NOUNS = (
    "deal deals account accounts client clients customer customers logo logos win wins loss losses lost won "
    "meeting meetings call calls rep reps person people opportunity opportunities opp opps proposal proposals lead "
    "leads review reviews referral referrals user users seat seats site sites ticket tickets visit visits demo "
    "demos appointment appointments renewal renewals contract contracts project projects bid bids quote quotes "
    "times at-bats prospect prospects room rooms employee employees location locations company companies minute "
    "minutes"
).split()

OVER = "more than/over/above/greater than/exceeding/exceeds/north of/upwards of/upward of/in excess of/higher than"
OVER += "/bigger than/larger than/better than/beyond/>/& gt ;"
AT_LEAST = "at least/no less than/not less than/no fewer than/minimum of/a minimum of/minimum/greater than or equal to"
AT_LEAST += "/more than or equal to/greater or equal to/greater or equal than/bigger or equal than/higher or equal than"
AT_LEAST += "/larger or equal than/equal to or greater than/equal or greater than/not under/not below/> =/≥"
UNDER = "less than/under/below/fewer than/smaller than/lower than/south of/</& lt ;"
AT_MOST = "at most/up to/no more than/not more than/no greater than/maximum of/a maximum of/maximum/max/no higher than"
AT_MOST += "/less than or equal to/lower or equal than/smaller or equal than/less or equal to/less or equal than"
AT_MOST += "/equal to or less than/not over/not above/< =/≤"
OR_MORE = "or more/and more/or greater/or above/and above/or higher/and higher/and up/or over/and over/or better"
OR_LESS = "or less/or fewer/or below/or under/or lower/tops/or smaller"

ABOUT = (
    "about/around/roughly/approximately/approx/approx ./abt/circa/ca ./c ./nearly/almost/close to/just under/just over"
    "/just below/just above/a little under/a little over/a bit under/a bit over/a bit more than/a bit less than"
    "/a little more than/a little less than/slightly over/slightly under/slightly more than/slightly less than"
    "/just shy of/shy of/in the region of/in the neighborhood of/ballpark/something like/some/well over/well under"
    "/not quite/somewhere around/or around/in the order of/on the order of"
)
OR_SO = "plus or minus/"
OR_SO += "give or take/more or less/or so/or thereabouts/thereabouts/ish/ballpark/roughly/approximately/something/odd"
DOUBT = (
    "maybe/perhaps/possibly/probably/i think/i guess/i believe/i suppose/might be/could be/not sure/unsure"
    "/not certain/if i remember/if i recall/from memory/off the top of my head/guess/guessing/hopefully/might/could"
    "/not exactly sure/don't remember exactly/don't quote me/don't quote me but/don't quote me on that"
    "/presumably/supposedly/potentially/i'd say/i would say"
    "/give me a sec/if memory serves/iirc/afaik/as far as i know/as far as i remember"
)
REPAIRS = (
    "no wait/wait no/wait/no sorry/sorry/scratch that/strike that/i mean/i meant/i should say/correction/oops/my bad"
    "/actually/or rather/make that/make it/more like"
)
DENIALS = "not/isn't/wasn't/aren't/weren't/rather than/instead of/isnt/wasnt/isn’t/wasn’t/is not/was not/never"
LABELS = (
    "office microsoft windows dynamics fortune phase step tier level version option number no room question "
    "chapter page section item part table sharepoint sql exchange server iphone wave priority top interstate route "
    "soc wifi highway unit building floor suite area stage rank ranked class model type group team round gen generation"
).split()
MONTHS = (
    "january february march april june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
).split()
# A number of any size behind these is a name: "invoice 10442".
IDENTIFIERS = "invoice inv po id ref reference sku iso rfp rfq serial ext extension zip postcode pin".split()
# Said without counting anything.
IDIOMS = (
    "one of/no one/any one/this one/that one/which one/each one/every one/the one/another one/one another/good one"
    "/one day i/one day we/one day they/one day soon/one day it/one thing/one more thing/one on one/one - on - one"
    "/one by one/back to square one/square one/number one/a million dollar question/million dollar question"
    "/a million times/thanks a million/a hundred times/not a hundred percent/not one hundred percent"
    "/hundred percent sure/a hundred percent sure/one hundred percent sure/two cents/my two cents/on all fours"
    "/at sixes and sevens/second to none/zero in/one way or another/one way/once or twice/at one point"
    "/one or the other/for one thing/the other half/my other half/my better half/half way/half the battle"
    "/a million thanks/one size fits all/cloud nine/catch twenty two/back to zero/the last one/a couple of things"
    "/the big one/the first one/the second one/the only one/the new one/the old one/an old one/a new one/big one"
    "/one sec"
).split("/")


def entries(kind: str, words: str, value: object = None) -> dict[str, tuple[str, object]]:
    """Lexicon entries of one kind from phrases separated by a slash."""
    return dict.fromkeys(words.split("/"), (kind, value))


def _grouped(kind: str, groups: Mapping[Any, str]) -> dict[str, tuple[str, object]]:
    return {word: (kind, value) for value, words in groups.items() for word in words.split()}


def lexicon() -> dict[str, tuple[str, object]]:
    """Every word and phrase of the amount grammar, in lower case, with its kind and value."""
    words: dict[str, tuple[str, object]] = {word: ("small", Decimal(at)) for at, word in enumerate(SMALL)}
    words |= {word: ("tens", Decimal(at * 10)) for at, word in enumerate(TENS, 2)}
    for name, parts in FRACTIONS.items():
        words |= {name: ("part", Decimal(1) / parts), name + "s": ("part", Decimal(1) / parts)}
    words |= {
        "halves": words["half"],
        "hundred": ("hundred", None),
        "grand": ("grand", None),
        "couple": ("couple", None),
    }
    words |= {"fourty": ("tens", Decimal(40)), "ninty": ("tens", Decimal(90)), "hundered": ("hundred", None)}
    words |= {"pair": ("couple", None)}
    words |= {"half": ("half", Decimal("0.5"))}
    words |= _grouped("scale", SCALES) | _grouped("curword", CURRENCY_WORDS) | _grouped("period", PERIODS)
    words |= {code: ("code", code.upper()) for code in CODES} | {mark: ("cur", iso) for mark, iso in SYMBOLS.items()}
    words |= {f"{k}{code}": ("mcode", (scale, code.upper())) for code in CODES for k, scale in _SHORT.items()}
    words |= {word: ("country", iso) for word, iso in DOLLARS.items() if len(word) > 1 and word != "cad"}
    words |= {word: ("minor", iso) for word, iso in MINOR_WORDS.items() if word != "p"} | {"¢": ("minor", "USD")}
    words |= dict.fromkeys(("rs", "rs ."), ("code", "INR"))
    words |= {word: ("freq", period) for word, period in FREQUENCIES.items()}
    words |= {word: ("noun", word.endswith("s") or word == "people") for word in NOUNS}
    words |= dict.fromkeys(IDENTIFIERS, ("idlabel", None)) | dict.fromkeys(MONTHS, ("month", None))
    words |= dict.fromkeys([*LABELS, "wi - fi"], ("label", None))
    words |= entries("over", OVER, (True, False)) | entries("over", AT_LEAST, (True, True))
    words |= entries("under", UNDER, (False, False)) | entries("under", AT_MOST, (False, True))
    words |= entries("ormore", OR_MORE) | entries("orless", OR_LESS)
    words |= entries("orso", OR_SO) | entries("about", ABOUT) | entries("doubt", DOUBT) | entries("deny", DENIALS)
    words |= entries("repair", REPAIRS)
    words |= dict.fromkeys(IDIOMS, ("idiom", None))
    return words | _PARTICLES


_MARKS = {
    "brk": "\n;•|",
    "comma": ",",
    "stop": ".!",
    "ask": "?",
    "colon": ":",
    "slash": "/",
    "dash": "-–—",
    "tilde": "~≈",
}
_MARKS |= {"plus": "+", "hash": "#", "lpar": "(", "rpar": ")", "pct": "%", "minus": "−"}
_SHORT = {"k": Decimal(1000), "m": Decimal(10) ** 6, "bn": Decimal(10) ** 9}
_PARTICLES: dict[str, tuple[str, object]] = (
    entries("pct", "percentage points/pp/percent/pct/per cent/percents/prozent")
    | entries("and", "and/&")
    | entries("a", "a/an")
    | entries("point", "point")
    | entries("of", "of")
    | entries("in", "in")
    | entries("outof", "out of/outta/outa/out o")
    | entries("the", "the/our/my/their/all/those/these/his/her")
    | entries("to", "to/through/thru/until/till")
    | entries("between", "between")
    | entries("from", "from")
    | entries(
        "change", "grew/went/rose/fell/dropped/increased/decreased/moved/changed/change/up/down/jumped/gone/climbed"
    )
    | entries("edit", "change/update/correct/switch/move")
    | entries("or", "or")
    | entries("even", "fifty - fifty/fifty fifty")
    | entries("kay", "k")
    | entries("plusword", "plus")
    | entries("figures", "figure/figures")
    | entries("bps", "bps/basis points/basis point")
    | entries("per", "per/each/every")
    | entries("ago", "ago/earlier/later/before/after/from now/back")
    | entries("minus", "minus/negative")
    | entries("few", "few/several/many/some")
    | entries("ampm", "am/a . m/o'clock/o’clock")
    | entries("ampm", "pm/p . m/p . m .", "month")
    | entries("ordinal", "first/second/last/this/next/other/previous")
    | entries("ordinal", "third", Decimal(1) / 3)
    | entries("won", "won/win/wins/closed")
    | entries("lost", "lost/lose/losses/loss")
    | entries("brk", "but/so/because")
    | {mark: (kind, None) for kind, marks in _MARKS.items() for mark in marks}
    | entries("times", "x")
)
