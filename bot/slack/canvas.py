"""A person's plan as a Slack canvas, kept in step with it and open to whoever may see the plan.

Free teams have no canvases of this kind, others may have switched them off, and an app installed before this needs its
scope anew (https://docs.slack.dev/reference/methods/canvases.create): then there is none, and nobody is bothered.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.line.canvas import Kept, Page
from bot.slack.address import Address
from bot.slack.outcome import error_code, passes

log = logging.getLogger(__name__)

Take = Callable[[str], None]
"""Takes leave for a call of a method, and raises where Slack would be asked too often."""


@dataclass(frozen=True)
class Canvases:
    """`page` gives what a person's canvas is to show, `kept` and `keep` where it is, `address` whom an id means."""

    page: Callable[[str], Page | None]
    kept: Callable[[str], Kept | None]
    keep: Callable[[str, Kept], None]
    address: Callable[[str], Address | None]

    def bring(self, client: WebClient, person: str, take: Take) -> Kept | None:
        """Make a person's canvas, or bring it up to date; None where there is to be none.

        Raises SlackApiError for what passes by itself; what was done until then is done again, and does no harm.
        """
        page = self.page(person)
        if page is None:
            return None
        try:
            kept = self.kept(person)
            if kept is not None:
                # Before anything new is written, whoever may not see the plan any more is shut out.
                kept = self._shut(client, kept, page, person, take)
            return self._opened(client, self._written(client, kept, page, person, take), page, person, take)
        except SlackApiError as error:
            if passes(error):
                raise
            log.info("There is no canvas of a plan (%s)", error_code(error))
            return None

    def address_of(self, client: WebClient, kept: Kept, take: Take) -> str:
        """Where a canvas that is new can be opened; empty where Slack does not say."""
        take("files.info")
        link = client.files_info(file=kept.canvas)["file"].get("permalink") or ""
        return link if link.startswith("https://") else ""

    def told(self, person: str, kept: Kept, link: str) -> None:
        """Its rep knows now where it is."""
        self.keep(person, kept.model_copy(update={"link": link}))

    def link_for(self, reader: str, person: str) -> str:
        """Where a reader can open a person's canvas; empty where there is none for them."""
        kept = self.kept(person)
        return kept.link if kept and reader in kept.readers else ""

    def _written(self, client: WebClient, kept: Kept | None, page: Page, person: str, take: Take) -> Kept:
        content = {"type": "markdown", "markdown": page.markdown}
        if kept is not None:
            take("canvases.edit")
            try:
                whole = {"operation": "replace", "document_content": content}
                client.canvases_edit(canvas_id=kept.canvas, changes=[whole])
            except SlackApiError as error:
                if error_code(error) != "canvas_not_found":
                    raise
            else:
                return kept
        take("canvases.create")
        made = client.canvases_create(title=page.title, document_content=content)
        kept = Kept(canvas=made["canvas_id"])
        self.keep(person, kept)
        return kept

    def _opened(self, client: WebClient, kept: Kept, page: Page, person: str, take: Take) -> Kept:
        users = {who: user for who, user in self._users(page.readers, person).items() if who not in kept.readers}
        if not users:
            return kept
        take("canvases.access.set")
        client.canvases_access_set(canvas_id=kept.canvas, access_level="read", user_ids=list(users.values()))
        return self._read_by(kept, person, kept.readers | users)

    def _shut(self, client: WebClient, kept: Kept, page: Page, person: str, take: Take) -> Kept:
        """Shut out whoever may not read it any more, or is somebody else in Slack by now."""
        had = {who: user or self._known_as(who) for who, user in kept.readers.items()}
        wanted = self._users(page.readers, person)
        stay = {who: user for who, user in had.items() if user and wanted.get(who) == user}
        users = sorted({user for user in had.values() if user} - set(stay.values()))
        if users:
            take("canvases.access.delete")
            client.canvases_access_delete(canvas_id=kept.canvas, user_ids=users)
        return self._read_by(kept, person, stay)

    def _known_as(self, who: str) -> str:
        """Whom Slack knows a reader as now; "" of somebody who is not in the team any more."""
        address = self.address(who)
        return address.user if address and address.user != who else ""

    def _read_by(self, kept: Kept, person: str, readers: dict[str, str]) -> Kept:
        if readers == kept.readers:
            return kept
        changed = kept.model_copy(update={"readers": readers})
        self.keep(person, changed)
        return changed

    def _users(self, readers: Sequence[str], person: str) -> dict[str, str]:
        """Their ids in Slack, of those in the same workspace as the person whose plan it is."""
        own = self.address(person)
        found = {reader: self.address(reader) for reader in readers}
        return {
            reader: address.user
            for reader, address in found.items()
            if address and own and address.workspace == own.workspace
        }
