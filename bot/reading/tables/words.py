"""The words people and programs put above columns and on closing rows, and what they mean, in the languages met so far.

The headers are those of the exports of Salesforce, HubSpot, Pipedrive, Zoho, Dynamics, ConnectWise, Close and others as
their vendors document them, and what people type above a list of their own.
"""

import re
import unicodedata

from bot.reading.tables.model import Meaning, Outcome

# In each line the better match stands first: where two columns say the same thing, the earlier word wins.
_HEADERS: dict[Meaning, str] = {
    Meaning.ID: "deal id|opportunity id|record id|do not modify opportunity|id|opportunity number|opp #|nr|number",
    Meaning.DEAL: (
        "deal name|opportunity name|opportunity|deal|opp|opp name|deal title|title|topic|subject"
        "|potential name|project|name"
        "|row labels|summary|verkaufschance|opportunite|affaire|oportunidad|negocio|opportunita|geschaft"
        "|projekt|bezeichnung|affar|salgsmulighed|szansa"
    ),
    Meaning.ACCOUNT: (
        "account name|account|customer account|company name|company|associated company|customer name|customer"
        "|client name"
        "|client|organization"
        "|organisation|organization name|potential customer|acct|acct name|who for|kunde|firma|kundenname"
        "|konto|unternehmen"
        "|client nom|compte|societe|entreprise|cliente|cuenta|empresa|azienda|klant|bedrijf|logo|prospect|lead name"
        "|kund|foretag|kundnamn|virksomhed|kontrahent|klient"
    ),
    Meaning.OWNER: (
        "opportunity owner|deal owner|owner|owner name|sales rep|salesperson|sales person|rep|rep name"
        "|seller|account manager"
        "|account executive|account exec|sales rep name|account owner|assigned to|verkaufer|vertriebler|besitzer"
        "|inhaber|verantwortlich"
        "|vendeur"
        "|proprietaire|commercial|vendedor|propietario|responsable|venditore|proprietario|verkoper|eigenaar"
        "|ae|who|user name|agent|zustandig|verantwortlicher|bearbeiter|saljare|ansvarig|agare|saelger|selger|ansvarlig"
        "|handlowiec|opiekun"
    ),
    Meaning.STAGE: (
        "deal stage|sales stage|stage|stage name|pipeline stage|pipeline phase|sales phase|process stage|current stage"
        "|status reason|phase|verkaufsphase|stufe|etape|etapa|fase|stadium|step|pipeline|status label|fas|steg|etap"
    ),
    Meaning.STATUS: (
        "deal status|opportunity status|status|state|outcome|result|won lost|statut|estado|stato|resultat|ergebnis"
        "|status type"
    ),
    Meaning.AMOUNT: (
        "amount|amt|deal amount|opportunity amount|deal value|value|est revenue|estimated revenue|revenue"
        "|forecast revenue"
        "|total contract value|contract value|tcv|acv|total value|total amount|total|price|deal size|size"
        "|worth|sales|bookings"
        "|sum of amount|sum of revenue|amount in company currency|amount converted|annual contract value"
        "|net amount"
        "|betrag|wert|umsatz|summe|auftragswert|volumen|montant|valeur|importe|valor|monto|importo|valore"
        "|bedrag|waarde|omzet|chiffre daffaires|belopp|varde|ordervarde|belob|belop|vaerdi|kwota|wartosc"
        "|est revenue base"
    ),
    Meaning.ACTUAL: "actual revenue|actual value|closed amount|won amount|actual amount|tatsachlicher umsatz",
    Meaning.WEIGHTED: (
        "weighted amount|weighted value|weighted revenue|expected revenue|forecast amount|weighted|gewichtet"
    ),
    Meaning.CURRENCY: (
        "currency|amount currency|value currency|deal currency|currency of value|currency code|wahrung|devise|moneda"
        "|valuta"
    ),
    Meaning.PERIOD: "value period|amount period|billing period|billing frequency|billing cycle",
    Meaning.ODDS: (
        "probability|deal probability|win|stage probability|win probability|odds|chance|likelihood|confidence|prob"
        "|wahrscheinlichkeit|probabilite|probabilidad|probabilita|kans|likely|proba|sannolikhet|sandsynlighed|sannsynlighet|prawdopodobienstwo"
    ),
    Meaning.CLOSES: (
        "close date|closing date|expected close date|est close date|estimated close date|close|closing"
        "|closes|expected close"
        "|closed date|est close|expected close month|close quarter|close qtr|due|when|expected decision date"
        "|decision date|abschlussdatum|abschluss"
        "|date de cloture|cloture"
        "|fecha de cierre|cierre|data di chiusura|chiusura|sluitingsdatum|close month|month|date"
        "|target date|eta|geplanter abschluss|echeance|data de fechamento|fechamento|stangningsdatum|avslutsdatum"
        "|lukkedato|lukkedag|data zamkniecia"
    ),
    Meaning.CLOSED: (
        "actual close date|won time|won date|deal closed on|lost time|date closed|closed on|date won"
        "|tatsachliches abschlussdatum"
    ),
    Meaning.CREATED: (
        "create date|created date|created on|created|deal created|created at|created time|erstellt|erstellt am"
    ),
    Meaning.LOST_REASON: (
        "closed lost reason|lost reason|loss reason|reason lost|reason for loss|reason|verlustgrund"
        "|motif de perte|why lost"
    ),
    Meaning.IS_WON: "won|is won|is closed won|iswon",
    Meaning.IS_LOST: "lost|is closed lost|is lost",
    Meaning.IS_CLOSED: "closed|is closed|is deal closed|isclosed",
    Meaning.LAST_YEAR: (
        "last year|revenue last year|last year revenue|sales last year|prior year|prior year revenue"
        "|arr"
        "|annual recurring revenue|current revenue|billed last year|umsatz vorjahr|vorjahr"
        "|ca annee precedente|py revenue"
    ),
    Meaning.RENEWS: (
        "renewal date|renewal|renews|renews on|contract end|contract end date|agreement end|end date"
        "|expires|expiration date"
        "|vertragsende|echeance du contrat|fin de contrat"
    ),
    Meaning.PERSON: "businessentityid|employee|employee id|sales person id|rep id",
    Meaning.QUOTA: "quota|sales quota|salesquota|target|annual quota",
    Meaning.QUOTA_FROM: "quota date|quotadate|quota start|quota from|quota period",
    Meaning.SALES_TO_DATE: "salesytd|sales ytd|ytd sales|ytd|sales to date|year to date|revenue ytd",
    Meaning.COMMISSION: "commissionpct|commission pct|commission rate|commission|commission %",
}
_ALSO_LAST_YEAR = ("saleslastyear", "ly", "ly revenue", "ly sales")
_NOISE = set(
    "deal opportunity opp name total usd eur gbp cad aud in the local currency k 000s 000 t teur tusd m mm"
    " thousand thousands million millions".split()
)
_WORD = re.compile(r"[a-z0-9#]+")
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "ł": "l", "đ": "d"})  # no accent to take off


def plain(text: str) -> str:
    """A header or label reduced to its words: "Est. Revenue (€)" is "est revenue", "Verkäufer" is "verkaufer"."""
    letters = text.casefold().translate(_LETTERS)
    if not letters.isascii():
        letters = "".join(sign for sign in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(sign))
    return " ".join(_WORD.findall(letters.replace("_", " ").replace("'", "")))


def _index() -> dict[str, tuple[Meaning, int]]:
    index = {word: (meaning, rank) for meaning, words in _HEADERS.items() for rank, word in enumerate(words.split("|"))}
    return index | dict.fromkeys(_ALSO_LAST_YEAR, (Meaning.LAST_YEAR, 50))


_BY_WORD = _index()


def meaning_of(header: str) -> tuple[Meaning, int] | None:
    """What a header means and how good the match is (0 is best), or None. Vendor prefixes and units do not matter."""
    if "do not modify" in plain(header) and plain(header) != "do not modify opportunity":
        return None
    bare = plain(re.sub(r"\(([^()]*)\)", _bracket, header))
    found = _BY_WORD.get(bare)
    if found:
        return found
    words = bare.split()
    kept = " ".join(word for word in words if word not in _NOISE)
    loose = _BY_WORD.get(kept) if kept and kept != bare else None
    return (loose[0], loose[1] + 100) if loose else None


def _bracket(match: re.Match[str]) -> str:
    """Words in brackets count only where they change the meaning: "(converted)", "(Do Not Modify)"; units do not."""
    inside = plain(match[1])
    return f" {inside} " if inside in {"converted", "do not modify", "in company currency", "weighted", "base"} else " "


_WON = re.compile(
    r"\b(?:(?:closed ?)?won|win|gewonnen|gagnee?|gagne|ganad[oa]|vint[oa]|signed|signee?|sold|booked|ganho"
    r"|fechad[oa] ganh[oa]|auftrag erhalten|beauftragt|vunn[ae]n?|vundet|vunnet|wygran[aey])\b"
)
_LOST = re.compile(
    r"\b(?:(?:closed ?)?lost|loss|verloren|perdue?|perdid[oa]|pers[oa]|dead|abandoned|cancell?ed|disqualified"
    r"|no decision|declined|rejected|withdrawn|out sold|abgesagt|abgelehnt|abandonnee?"
    r"|forlorad|tabt|tapt|przegran[aey])\b"
)
_OPEN = re.compile(
    r"\b(?:open|offen|ouvert[e]?|abiert[oa]|apert[oa]|in progress|active|pending|new|en cours"
    r"|laufend|apen|aben|oppen)\b"
)
# Stages that are open by their usual sense, though they do not say so.
_USUALLY_OPEN = re.compile(
    r"\b(?:propos\w*|propuesta|angebot|offert\w*|tilbud|oferta|negotiat\w*|verhandlung\w*|negocia\w*|discovery|qualif\w*"
    r"|prospect\w*|demo\w*|quot\w*|leads?|contact\w*|meeting|appointment\w*|present\w*|evaluat\w*|scop\w*|needs|analysis"
    r"|decision\w*|contract\w*|verbal|commit\w*|pipeline|nurtur\w*|intro\w*|poc|trial|review|legal|procurement|interest\w*"
    r"|value|perception|id)\b"
)
_TOTAL = re.compile(
    r"^(?:(?:grand|sub|report|overall|page|running|zwischen|gesamt) ?)*(?:totals?|summe|gesamtsumme|zwischensumme"
    r"|gesamt|insgesamt|totaal|totale|total general|sous total|suma|som)\b"
)
_LIKE_TOTAL = re.compile(r"tot|sum|som|gesamt|ergebnis", re.IGNORECASE)
_COUNT = re.compile(
    r"^(?:(?:record|row|total) )?(?:count|anzahl|nombre|average|avg|durchschnitt|moyenne|promedio)(?: [0-9]+)?$"
)
_LIKE_COUNT = re.compile(r"count|anzahl|nombre|av[eg]|durchs|moyenne|promedio", re.IGNORECASE)
_TOTAL_END = re.compile(r"\b(?:sub ?totals?|totals?|summe|ergebnis)$")


def outcome_of(text: str) -> Outcome | None:
    """What a stage or status says by itself: won, lost, open, or None where its words do not tell."""
    words = plain(text)
    if _LOST.search(words) or re.search(r"\bnot won\b", words):
        return Outcome.LOST
    if _WON.search(words):
        return Outcome.WON
    return Outcome.OPEN if _OPEN.search(words) else None


def usually_open(text: str) -> bool:
    """Whether a stage is one that deals pass before they are decided: "Proposal", "Negotiation"."""
    return bool(_USUALLY_OPEN.search(plain(text)))


def says_stage(text: str) -> bool:
    """Whether a text without a header is a stage: it says where a deal stands, or opens as such a word does."""
    return outcome_of(text) is not None or bool(_USUALLY_OPEN.match(plain(text)))


def names_count(text: str) -> bool:
    """Whether a label is that of a row that counts or averages others: "Count", "Record Count: 12", "Average"."""
    return len(text) <= 40 and bool(_LIKE_COUNT.search(text)) and bool(_COUNT.match(plain(text)))


def names_total(text: str) -> bool:
    """Whether a label could be that of a total or subtotal row: "Grand Total", "Anna Snelling Total", "Summe"."""
    if len(text) > 100 or not _LIKE_TOTAL.search(text):
        return False
    words = plain(text)
    return bool(_TOTAL.match(words) or _TOTAL_END.search(words))


def says_only_total(text: str) -> bool:
    """Whether a label says "total" and nothing else, not even of what."""
    words = plain(text)
    match = _TOTAL.match(words)
    return match is not None and match.end() == len(words)


def ends_in_total(text: str) -> bool:
    """Whether a label is something's total: "Ann Lee Total", where "Total Care" may be an account."""
    return bool(_TOTAL_END.search(plain(text)))
