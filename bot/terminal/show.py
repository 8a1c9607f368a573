"""Posts as they look in a terminal, with Rich."""

import re
from collections.abc import Callable

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from bot.line.pages import Home, Prompts
from bot.line.posts import Canvas, PlanFile, Post, Reply, ReviewCard, Whisper
from bot.line.reviews.card_parts import figures, parts, title
from bot.team.model import Person

_BOLD_OR_ITALIC = re.compile(r"(?<![\w*])\*([^*\n]+)\*|(?<!\w)_([^_\n]+)_(?!\w)")


def styled(text: str) -> Text:
    """A message with its *bold* and _italic_ stretches; everything else as it stands."""
    shown = Text()
    end = 0
    for match in _BOLD_OR_ITALIC.finditer(text):
        shown.append(text[end : match.start()])
        shown.append(match.group(1) or match.group(2), style="bold" if match.group(1) else "italic")
        end = match.end()
    shown.append(text[end:])
    return shown


class Screen:
    """Prints both sides of a conversation. `saved` says where a document was put, or nothing when it is not kept."""

    def __init__(self, console: Console, name: Callable[[str], str], saved: Callable[[PlanFile], str]) -> None:
        self._console, self._name, self._saved = console, name, saved

    def heard(self, person: Person, text: str) -> None:
        """Print what a person typed."""
        self._console.print(Text.assemble((f"{person.first_name}: ", "bold cyan"), text))

    def told(self, post: Post) -> None:
        """Print a post to its person; a terminal has no canvases."""
        if isinstance(post.content, Canvas):
            return
        self._console.print(Text(f"Planwright to {self._name(post.to)}:", style="bold green"))
        self._console.print(Padding(self._content(post), (0, 0, 1, 2)))

    def note(self, text: str) -> None:
        """Print a remark that is nobody's message."""
        self._console.print(Text(text, style="dim"))

    def heading(self, text: str) -> None:
        """Print a chapter of a played story."""
        self._console.rule(Text(text, style="bold"))

    def _content(self, post: Post) -> RenderableType:
        match post.content:
            case Reply(text=text, buttons=buttons):
                labels = "  ".join(f"[ {button.label} ]" for button in buttons)
                return Group(styled(text), Text(labels, style="dim")) if buttons else styled(text)
            case ReviewCard() as card:
                return self._card(card)
            case PlanFile() as file:
                return Group(styled(file.text), Text(self._saved(file), style="dim"))
            case Home() as home:
                return Text("\n".join([f"{home.title}. {home.next_step}", *home.dates, *home.notes]))
            case Canvas():
                return Text("")
            case Whisper(text=text):
                return styled(text)
            case Prompts(prompts=prompts):
                return Text("  ".join(f"[ {prompt.title} ]" for prompt in prompts), style="dim")

    def _card(self, card: ReviewCard) -> RenderableType:
        if card.decided:
            return Panel(card.decided, title=title(card.summary))
        first = card.summary.name.split()[0]
        typed = f"approve {first} | changes {first} <section>: <comment> | ask {first} <question> | open {first}"
        told = [f"*{label}:* {value}" for label, value in figures(card.summary)]
        told += [part.text for part in parts(card)]
        return Panel(Group(styled("\n".join(told)), Text(typed, style="dim")), title=title(card.summary))
