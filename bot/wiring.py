"""The one place that builds parts from settings and connects them."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from pydantic import SecretStr

from bot.coach.llm.answers import answer_with
from bot.coach.llm.assistant import Assistant, Helper, Limits
from bot.coach.llm.checks import words_in
from bot.coach.llm.openai_model import Endpoint, OpenAIModel
from bot.coach.llm.port import Job, Model
from bot.coach.llm.privacy import Secrets, mentions_pay
from bot.coach.llm.prompts import read_prompts
from bot.coach.llm.stand_ins import StandIns
from bot.coach.llm.watched import WatchedModel
from bot.coach.wording import read_wording
from bot.data import prompts_folder
from bot.documents.brief import plan_brief
from bot.documents.canvas import to_canvas
from bot.documents.form import Block, Picture
from bot.documents.markdown import to_markdown
from bot.documents.pay import pay_chart_for, pay_docx
from bot.documents.plan import plan_pages
from bot.documents.powerpoint import to_pptx
from bot.documents.presentation import presentation_blocks
from bot.documents.rollup import rollup_pages
from bot.documents.sales_plan import sales_plan_deck, sales_plan_pages
from bot.documents.slides import plan_deck
from bot.documents.transcript import transcript
from bot.documents.word import to_docx
from bot.figures import on
from bot.interview.questions import read_questions
from bot.library.embedding import Embedder
from bot.library.library import Library
from bot.library.model import Answer
from bot.library.own import open_library
from bot.library.provider import ProviderEmbedder
from bot.line.canvas import Page, readers_of
from bot.line.office import Office, planner_for
from bot.line.posts import LISTS
from bot.line.use import Spent
from bot.pay.at_home import explain_at_home
from bot.pay.file import load_comp_plan
from bot.pay.model import CompPlan
from bot.plan.model import BusinessPlan
from bot.plan.rollup import RollUp, roll_up
from bot.plan.sales_plan import sales_plan
from bot.reading.tables.writing import template, template_workbook
from bot.review.life import decided
from bot.review.model import Review, Version
from bot.review.presenting import plans_that_count
from bot.settings import Settings
from bot.store.store import Store
from bot.team.file import read_team
from bot.team.model import Person, Rep, Team
from bot.watching.watch import Watch


class SetupProblem(Exception):  # noqa: N818 - it is told to a person, not handled
    """Something in the settings or files keeps the application from starting; the message says what to do."""


def now() -> datetime:
    """The one clock."""
    return datetime.now(UTC)


def load_team(path: Path) -> Team:
    """Read the team file. Raises SetupProblem with the line and what is expected."""
    team = read_team(_text(path, "The team file", "Name another with --team or PLANWRIGHT_TEAM_FILE."), path.name)
    if isinstance(team, Team):
        return team
    raise SetupProblem(to_mend(team))


def to_mend(problems: Iterable[object]) -> str:
    """What is wrong with a file, a line for each, and what to do."""
    return "\n".join([*map(str, problems), "Nothing was started or changed. Mend the file, then try again."])


def why_unread(problem: OSError | UnicodeDecodeError) -> str:
    """Why a file cannot be read, in words."""
    return "it is no text in UTF-8" if isinstance(problem, UnicodeDecodeError) else (problem.strerror or "").lower()


def _text(path: Path, what: str, then: str) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise SetupProblem(
            f"{what} {path} cannot be read: {why_unread(problem)}. Nothing was started. {then}"
        ) from problem


def load_comp_plans(team: Team, folder: Path) -> dict[str, tuple[CompPlan, ...]]:
    """Read the versions of everyone's compensation plan, by person, in the order they take effect.

    Raises SetupProblem with file, line and what is expected, and where two versions take effect on the same day.
    """
    found = {person.id: _versions(person, folder) for person in team.people}
    return {person: versions for person, versions in found.items() if versions}


def _versions(person: Person, folder: Path) -> tuple[CompPlan, ...]:
    plans = sorted((_comp_plan(person, folder, file) for file in person.comp_plans), key=lambda p: p.effective.starts)
    for plan, later in pairwise(plans):
        if plan.effective.starts == later.effective.starts:
            raise SetupProblem(
                f"{person.name} has two compensation plans from {on(plan.effective.starts)}: {plan.name} and "
                f'{later.name}. Expected: versions that take effect on different days ("effective: from"). Nothing was '
                "started; mend one of them, then try again."
            )
    return tuple(plans)


def _comp_plan(person: Person, folder: Path, file: str) -> CompPlan:
    text = _text(folder / file, f"{person.name}'s compensation plan", "It belongs beside the team file.")
    plan = load_comp_plan(text, file)
    if isinstance(plan, CompPlan):
        return plan
    raise SetupProblem(to_mend(plan))


def _in_force(team: Team, plans: Mapping[str, tuple[CompPlan, ...]], back: int) -> dict[str, CompPlan]:
    """The last version of each plan to take effect by the end of the year being planned, or one further `back`."""
    known = {
        person: [plan for plan in versions if plan.effective.starts <= team.fiscal_year.ends]
        for person, versions in plans.items()
    }
    return {person: versions[-1 - back] for person, versions in known.items() if len(versions) > back}


def build_office(
    team_file: Path,
    prompts: Path | None = None,
    ask: Callable[[str], Answer] | None = None,
    assistant: Assistant | None = None,
) -> Office:
    """The team, the questions, the wording and the pay plans, read once. Raises SetupProblem."""
    opens = opener(prompts, ask, assistant)
    team = load_team(team_file)
    return opens(team, load_comp_plans(team, team_file.parent))


Opens = Callable[[Team, Mapping[str, tuple[CompPlan, ...]]], Office]
"""Makes the office of a team with the versions of everyone's pay plan."""


def opener(
    prompts: Path | None = None, ask: Callable[[str], Answer] | None = None, assistant: Assistant | None = None
) -> Opens:
    """What makes the office of any team: the questions and the wording are read once. Raises SetupProblem."""
    folder = prompts or prompts_folder()
    try:
        questions = read_questions({p.name: p.read_text("utf-8") for p in (folder / "interview").glob("*.yaml")})
        wording = read_wording((folder / "wording.yaml").read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise SetupProblem(_prompts(folder, problem)) from problem

    def opens(team: Team, plans: Mapping[str, tuple[CompPlan, ...]]) -> Office:
        return Office(
            team=team,
            questions=questions,
            wording=wording,
            comp_plans=_in_force(team, plans, 0),
            earlier_plans=_in_force(team, plans, 1),
            ask=ask,
            assistant=assistant,
        )

    return opens


def _prompts(folder: Path, problem: OSError | ValueError) -> str:
    why = why_unread(problem) if isinstance(problem, OSError | UnicodeDecodeError) else str(problem)
    return (
        f"The prompts in {folder} cannot be used: {why.rstrip('.')}. Nothing was started. Mend them, or leave "
        "PLANWRIGHT_PROMPTS out to use those that come with Planwright."
    )


def open_model(settings: Settings) -> Model | None:
    """The language model of the settings, or None. Nothing is imported or called before it is asked something."""
    if not settings.uses_model:
        return None
    named = {
        Job.UNDERSTAND: settings.model_understand,
        Job.PHRASE: settings.model_phrase,
        Job.DRAFT: settings.model_draft,
        Job.ANSWER: settings.model_answer,
    }
    endpoint = Endpoint(
        # A local server wants no key, but the client library wants one to send.
        key=settings.model_key or SecretStr("none"),
        url=settings.model_url,
        models={job: name or settings.model_name for job, name in named.items()},
        timeout=settings.model_timeout,
        retries=settings.model_retries,
    )
    return OpenAIModel(endpoint)


def open_assistant(settings: Settings, model: Model | None = None, watch: Watch | None = None) -> Assistant | None:
    """The model of the settings, or this one, with its prompts and budget; None without one. Raises SetupProblem.

    `watch` is told of each call.
    """
    asked = model or open_model(settings)
    if asked is None:
        return None
    asked = WatchedModel(asked, watch) if watch else asked
    try:
        prompts = read_prompts(settings.prompts / "model")
        words = _words_of_the_coach(settings.prompts, settings.knowledge)
    except (OSError, ValueError) as problem:
        raise SetupProblem(_prompts(settings.prompts, problem)) from problem
    limits = Limits(person=settings.model_tokens_per_rep, everyone=settings.model_tokens_per_day)
    return Assistant(asked, prompts, limits, now, words=words, pseudonyms=settings.pseudonyms)


def open_documents(settings: Settings) -> Library:
    """The method and the organization's own documents, as the settings say. Nothing is read before it is asked."""
    embedder = open_embedder(settings)
    return open_library(settings.knowledge, settings.library, server=settings.chroma_url, embedder=embedder)


def open_embedder(settings: Settings) -> Embedder | None:
    """The provider's embeddings, where a setting names their model; None for those learned from the documents.

    None with pseudonyms too: a question may name a client, and of single words no stand-in can be told.
    """
    if not settings.uses_model or not settings.model_embeddings or settings.pseudonyms:
        return None
    key = settings.model_key.get_secret_value() if settings.model_key else "none"
    return ProviderEmbedder.at(settings.model_embeddings, key, settings.model_url, stays=mentions_pay)


def answerer(settings: Settings, ask: Callable[[str], Answer]) -> Callable[[str], Answer]:
    """The library's answers in the words of the model of the settings, where there is one; a refusal stays one.

    Raises SetupProblem. No person asks here, so that only passages are sent, and nothing is put on record.
    """
    assistant = open_assistant(settings)
    if assistant is None:
        return ask

    def answer(question: str) -> Answer:
        found = ask(question)
        nobody = Helper(assistant, "", "", Secrets(), StandIns("", (), hidden=False), Spent)
        told = answer_with(nobody, question, found, {})
        return found.model_copy(update={"answer": told}) if told else found

    return answer


def _words_of_the_coach(prompts: Path, knowledge: Path) -> frozenset[str]:
    """The stems of every word in what the coach asks, says and teaches: the words a model may speak in its name.

    A word that only ever begins with a capital is somebody's name in an example, and left out.
    """
    files = [*(prompts / "interview").glob("*.yaml"), prompts / "wording.yaml", *knowledge.rglob("*.md")]
    words = re.findall(r"[^\W\d_]+", " ".join(file.read_text(encoding="utf-8") for file in files))
    return words_in(" ".join(word for word in words if not word.istitle()))


class Documents:
    """Makes a document of a stored version when it is sent; version 0 is the rep's draft as it stands."""

    def __init__(self, office: Office, store: Store, clock: Callable[[], datetime]) -> None:
        self._office, self._store, self._clock = office, store, clock
        self._drawn: tuple[CompPlan, BusinessPlan, Picture | None] | None = None

    @property
    def _season(self) -> str:
        return self._office.team.season.key

    def __call__(self, person: str, version: int, document: str) -> bytes | None:
        """The file's bytes, or None when there is no such version."""
        if document.startswith("sales-plan"):
            return self._sales_plan(document) if person == self._office.team.executive.id else None
        rep = self._office.team.rep(person)
        if rep and document == "transcript.md":
            lines = [(line.direction == "in", line.text, line.at) for line in self._store.transcript(person)]
            return transcript(rep.name, lines).encode()
        if document == "team.docx":
            return self._team(person)
        if document in LISTS:
            return template() if document.endswith(".csv") else template_workbook()
        if document == "last-plan.docx":
            return self._last_plan(person, version)
        stored = self._version(rep, version) if rep else None
        if stored is None:
            return None
        if document.startswith("pay"):
            return self._pay(stored, document)
        if document == "plan.pptx":
            return to_pptx(plan_deck(stored.plan, version or None))
        if document.startswith("brief"):
            pages = plan_brief(stored.plan, version or None)
        else:
            pages = plan_pages(stored.plan, version or None, self._said(person, version))
        return to_docx(pages) if document.endswith(".docx") else to_markdown(pages).encode()

    def canvas(self, person: str) -> Page | None:
        """What a rep's canvas shows: the last version that was sent and what became of it; the draft before that."""
        team, rep = self._office.team, self._office.team.rep(person)
        if rep is None:
            return None
        review = self._store.review(person, self._season).value or Review(person=person)
        number = len(review.versions)
        plan = review.versions[-1].plan if number else self._draft(rep)
        standing = decided(review, number, team) or ("Sent for review" if number else "")
        pages = plan_pages(plan, number or None, self._said(person, number))
        title = f"Business plan {plan.year.label}, {plan.name}"
        return Page(title=title, markdown=to_canvas(pages, standing), readers=readers_of(rep, review, team))

    def _sales_plan(self, document: str) -> bytes:
        """The executive's pack, of the plans and the answers as they stand."""
        executive, at = self._office.team.executive, self._clock()
        planner = planner_for(executive, self._office.team)
        interview = self._office.interview(self._store.load(executive.id, self._season).value, planner, at)
        rollup = self._rollup(at)
        plan = sales_plan(executive.name, rollup, interview.facts, interview.past, at)
        return to_pptx(sales_plan_deck(plan)) if document.endswith(".pptx") else to_docx(sales_plan_pages(plan))

    def _last_plan(self, person: str, number: int) -> bytes | None:
        """A version of the plan for the year before."""
        review = self._store.review_before(person, self._season)
        version = next((each for each in review.versions if each.number == number), None) if review else None
        return to_docx(plan_pages(version.plan, number)) if version else None

    def _said(self, person: str, version: int) -> tuple[Block, ...]:
        review = self._store.review(person, self._season).value
        return presentation_blocks(review.remarks if review else (), version, self._office.team)

    def _team(self, person: str) -> bytes | None:
        """The roll-up of the plans that were sent, for the executive alone."""
        team = self._office.team
        if person != team.executive.id:
            return None
        return to_docx(rollup_pages(self._rollup(self._clock())))

    def _rollup(self, at: datetime) -> RollUp:
        """The sum of the plans that count, as the executive's day has it."""
        reviews = (stored.value for stored in self._store.reviews(self._season).values() if stored.value)
        team = self._office.team
        return roll_up(team, plans_that_count(reviews), team.executive.work.today(at))

    @property
    def _settled(self) -> Office:
        return self._office.settled_by(self._store.pay_answers())

    def _pay(self, stored: Version, document: str) -> bytes | None:
        """One of the documents about pay; the explanation is the text that was stored with the version."""
        plan, text = self._settled.comp_plans.get(stored.plan.person), stored.pay_text
        if plan is None or text is None:
            return None
        if document == "pay.md":
            return text.encode()
        if document == "pay-at-home.md":
            return explain_at_home(plan, stored.plan).encode()
        chart = self._chart(plan, stored.plan)
        if document == "pay-chart.png":
            return chart.png if chart else None
        return pay_docx(explain_at_home(plan, stored.plan) if document == "pay-at-home.docx" else text, chart)

    def _chart(self, plan: CompPlan, planned: BusinessPlan) -> Picture | None:
        """The chart of pay; the last is kept, for the files that show it are sent one after the other."""
        drawn = self._drawn
        if drawn is None or drawn[:2] != (plan, planned):
            drawn = self._drawn = (plan, planned, pay_chart_for(plan, planned))
        return drawn[2]

    def _version(self, rep: Rep, number: int) -> Version | None:
        if number:
            review = self._store.review(rep.id, self._season).value
            return next((v for v in review.versions if v.number == number), None) if review else None
        plan = self._draft(rep)
        pay = self._settled.explain_pay(rep, plan)
        return Version(number=1, plan=plan, pay_text=pay, submitted_at=self._clock())

    def _draft(self, rep: Rep) -> BusinessPlan:
        stored = self._store.load(rep.id, self._season).value
        at = self._clock()
        return self._office.draw_up(rep, self._office.interview(stored, rep, at), at)
