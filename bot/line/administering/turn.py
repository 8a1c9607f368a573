"""An administrator's turn: forms sent in, what is typed, people picked, everyone invited; and who finds no team yet."""

import re
from dataclasses import replace

from bot.line.administering.counter import FROM_A_FILE, NOT_YOURS
from bot.line.administering.home import home_team
from bot.line.administering.inviting import invite
from bot.line.administering.joining import joins
from bot.line.administering.orders import OVERVIEW, Order, Wants, read_team_order
from bot.line.administering.who import administers, administrators
from bot.line.administering.words import better, member_line, needed, organization_line, recent, standing_line
from bot.line.books import Desk, Outcome
from bot.line.inbound import Command, HomeOpened, Inbound, Message
from bot.line.office import SetUp
from bot.line.pages import Home
from bot.line.posts import Reply
from bot.line.rep.draft import keep_canvas
from bot.line.set_up import Picked, TeamSent
from bot.plan.judging import and_list
from bot.team.audit import TeamVersion, told
from bot.team.changes import Join, SetField, TeamChange, apply
from bot.team.model import Person, Team
from bot.team.sheet import ADMINISTRATORS, Sheet
from bot.team.standing import Wrong, in_force

LOG_LINES = 20
_ORDERED = re.compile(r"(?:set|clear|add|remove|give|invite) ", re.IGNORECASE)
"""How what is typed here begins where it is to change something."""


def set_up_turn(inbound: Inbound, person: Person | None, desk: Desk) -> Outcome | None:
    """Handle what is about the team's set-up; None for everything else, and for orders of who may give none."""
    set_up, event = desk.office.set_up, inbound.event
    to = person.id if person else inbound.address
    text = event.text if isinstance(event, Message | Command) else ""
    if set_up is None:
        asked = OVERVIEW.fullmatch(text.strip()) and " " in text.strip()
        return _say(FROM_A_FILE, to, desk) if asked or isinstance(event, TeamSent | Picked) else None
    is_ours = isinstance(event, TeamSent | Picked)
    order = read_team_order(text, set_up.sheet) if text else None
    outside = person is None and isinstance(event, HomeOpened | Message | Command)
    if not is_ours and order is None and not outside:
        return None
    if not administers(inbound.address, desk.office, desk.books.profile):
        return _refused(to, desk) if is_ours else _not_yet(inbound, desk) if outside else None
    return _handled(inbound, order, to, Case(set_up, inbound.address, desk))


class Case:
    """One event of an administrator: the set-up it meets, their address, and the desk."""

    def __init__(self, set_up: SetUp, address: str, desk: Desk) -> None:
        self.set_up, self.address, self.desk = set_up, address, desk

    @property
    def sheet(self) -> Sheet:
        return self.set_up.sheet

    def version(self, sheet: Sheet) -> TeamVersion:
        """The next version; the first to come is an administrator from then on."""
        if not administrators(self.set_up):
            everyone = tuple(dict.fromkeys((self.address, *sheet.administrators)))
            sheet = sheet.having((None, ADMINISTRATORS), everyone)
        profile = self.desk.books.profile(self.address)
        by = f"{profile.name} ({self.address})" if profile else self.address
        return TeamVersion(number=self.set_up.number + 1, at=self.desk.now, by=by, sheet=sheet)


def _handled(inbound: Inbound, order: Order | None, to: str, case: Case) -> Outcome:
    event, desk = inbound.event, case.desk
    match event:
        case TeamSent(changes=changes):
            return _change(changes, to, case, quiet=True)
        case Picked():
            return _join(_members(event, case), "", to, case)
        case HomeOpened():
            desk.tray.post(to, _page(case, case.sheet, desk.books.team_versions()))
            return desk.tray.outcome()
    if order is None:
        return _overview(to, case, _unread(inbound, desk))
    match order.wants:
        case Wants.LOG:
            lines = recent(desk.books.team_versions(), LOG_LINES)
            more = "`planwright team log --csv` exports all of it."
            return _say("\n".join([*(f"- {line}" for line in lines), more]) if lines else "No changes yet.", to, desk)
        case Wants.INVITE:
            return _invite(to, case)
        case Wants.ADD:
            return _join(order.members, order.role, to, case)
        case Wants.CHANGE:
            return _change(order.changes, to, case, quiet=False)
        case _:
            return _overview(to, case)


def _change(changes: tuple[TeamChange, ...], to: str, case: Case, *, quiet: bool) -> Outcome:
    """Make the changes, or say why not; `quiet` where the page they were made on shows them."""
    after = apply(case.sheet, changes)
    if not isinstance(after, Sheet):
        return _say("\n".join([*map(str, after), "Nothing was changed."]), to, case.desk)
    lines = told(case.sheet, after)
    if not lines:
        return case.desk.tray.outcome() if quiet else _say("That is how it is already.", to, case.desk)
    if not quiet:
        _say("\n".join([*(f"- {line}" for line in lines), "", *_then(after)]).strip(), to, case.desk)
    return _written(after, to, case)


def _then(sheet: Sheet) -> tuple[str, ...]:
    missing = list(needed(sheet))
    return ("Still needed:", *(f"- {line}" for line in missing)) if missing else ()


def _written(after: Sheet, to: str, case: Case) -> Outcome:
    """The next version, with the administrator's page brought up to date."""
    version, desk = case.version(after), case.desk
    _page_again(to, case, version)
    _canvases_again(in_force(case.sheet), in_force(after), desk)
    return replace(desk.tray.outcome(), team=version)


def _canvases_again(before: Team | None, after: Team | None, desk: Desk) -> None:
    """The canvas of every plan that others may see now than before is closed to the ones and opened to the others."""
    if before is None or after is None:
        return
    for rep in after.reps:
        was = before.rep(rep.id)
        by_others = was and (was.manager, before.executive) != (rep.manager, after.executive)
        if by_others and desk.books.review(rep.id).versions:
            keep_canvas(rep, desk)


def _page_again(to: str, case: Case, version: TeamVersion) -> None:
    versions = (*case.desk.books.team_versions(), version)
    case.desk.tray.post(to, _page(case, version.sheet, versions))


def _page(case: Case, sheet: Sheet, versions: tuple[TeamVersion, ...]) -> Home:
    """An administrator's page; a role's own page holds the same as its last part."""
    say = case.desk.office.wording.say
    name = "set_up_begin" if not sheet.organization and not sheet.people else "set_up_page"
    return Home(title="Set up your team", next_step=say(name), team=home_team(sheet, versions, case.desk.office))


def with_set_up(outcome: Outcome, inbound: Inbound, desk: Desk) -> Outcome:
    """A role's home page with the set-up below it, for somebody of the team who is an administrator too."""
    set_up = desk.office.set_up
    pages = [post for post in outcome.posts if isinstance(post.content, Home)]
    if set_up is None or not pages or not administers(inbound.address, desk.office, desk.books.profile):
        return outcome
    team = home_team(set_up.sheet, desk.books.team_versions(), desk.office)
    posts = tuple(
        post.model_copy(update={"content": post.content.model_copy(update={"team": team})}) if post in pages else post
        for post in outcome.posts
    )
    return replace(outcome, posts=posts)


def _members(picked: Picked, case: Case) -> tuple[str, ...]:
    found = [*picked.members]
    for channel in picked.channels:
        found += case.desk.books.members(channel, case.address)
    return tuple(dict.fromkeys(found))


def _join(members: tuple[str, ...], role: str, to: str, case: Case) -> Outcome:
    """Bring members in from the front end's directory, and say who came and who did not."""
    workspace = case.address.rpartition("/")[0]
    profiles = [case.desk.books.profile(f"{workspace}/{member}" if workspace else member) for member in members]
    found = [profile for profile in profiles if profile is not None]
    named = workspace if case.set_up.several_workspaces else ""
    sheet, problems = case.sheet, list[str]()
    for join in joins(found, sheet, role, named):
        after = _joined(sheet, join)
        if isinstance(after, Sheet):
            sheet = after
        else:
            problems.append(f"{join.fields['name']}: {' '.join(map(str, after))}")
    came = [sheet.name(person) for person in sheet.people if person not in case.sheet.people]
    if came:
        problems.insert(0, f"In the team now: {and_list(came)}. Next, *set up* says what each still needs.")
    left = len(members) - len(came) - len(problems[1 if came else 0 :])
    if left:
        problems.append(f"Left out, as they are in the team already, are no people, or cannot be seen by me: {left}.")
    _say("\n".join(problems), to, case.desk)
    return _written(sheet, to, case) if came else case.desk.tray.outcome()


def _joined(sheet: Sheet, join: Join) -> Sheet | tuple[Wrong, ...]:
    """Somebody in the team; what the directory holds of them that cannot be read is left out."""
    after = apply(sheet, (join,))
    if isinstance(after, Sheet):
        return after
    plain = {name: join.fields[name] for name in ("name", "role", "slack_id", "workspace") if name in join.fields}
    return apply(sheet, (join.model_copy(update={"fields": plain}),))


def _invite(to: str, case: Case) -> Outcome:
    team = in_force(case.sheet)
    if team is None:
        lines = [f"- {line}" for line in needed(case.sheet)]
        return _say(
            "\n".join(["Nobody has been written to. Before I can invite anyone, I need:", *lines]), to, case.desk
        )
    changes = invite(case.sheet, team, case.desk)
    if not changes:
        return _say("Everyone is invited already. Nobody gets it twice.", to, case.desk)
    after = apply(case.sheet, changes)
    if not isinstance(after, Sheet):
        return _say("\n".join([*map(str, after), "Nobody was invited."]), to, case.desk)
    names = [after.name(change.person) for change in changes if isinstance(change, SetField) and change.person]
    _say(f"Invited: {and_list(names)}. Each has a first message from me now.", to, case.desk)
    return _written(after, to, case)


def _unread(inbound: Inbound, desk: Desk) -> str:
    """A line for whoever asked for something that was not understood; none for a greeting."""
    event = inbound.event
    text = event.text if isinstance(event, Message | Command) else ""
    ordered = len(text.split()) > 2 or _ORDERED.match(text.strip())
    return desk.office.wording.say("set_up_unread") if ordered else ""


def _overview(to: str, case: Case, lead: str = "") -> Outcome:
    """The review before the season: everyone, what is needed, what would be better, and what can be typed."""
    sheet, say = case.sheet, case.desk.office.wording.say
    people = [f"- {member_line(person, sheet)}" for person in sheet.people]
    missing, rest = [f"- {line}" for line in needed(sheet)], [f"- {line}" for line in better(sheet)]
    parts = (
        lead,
        f"{standing_line(case.desk.office, sheet)}\n{organization_line(sheet)}",
        "\n".join(people),
        "\n".join(["*Still needed*", *missing]) if missing else "",
        "\n".join(["*Good to know*", *rest]) if rest and people else "",
        say("set_up_help"),
    )
    return _say("\n\n".join(part for part in parts if part), to, case.desk)


def _not_yet(inbound: Inbound, desk: Desk) -> Outcome | None:
    """For somebody outside, while no team is in force: who can change that. None once there is a team."""
    if desk.office.set_up is None or in_force(desk.office.set_up.sheet) is not None:
        return None
    named = [desk.books.profile(address) for address in administrators(desk.office.set_up)]
    names = [profile.name for profile in named if profile is not None]
    who = f"{and_list(names)} can do it" if names else "whoever looks after your Slack workspace can do it"
    text = desk.office.wording.say("not_set_up", {"who": who})
    page = Home(title="Planwright", next_step=text) if isinstance(inbound.event, HomeOpened) else Reply(text=text)
    desk.tray.post(inbound.address, page)
    return desk.tray.outcome()


def _refused(to: str, desk: Desk) -> Outcome:
    return _say(NOT_YOURS, to, desk)


def _say(text: str, to: str, desk: Desk) -> Outcome:
    desk.tray.post(to, Reply(text=text))
    return desk.tray.outcome()
