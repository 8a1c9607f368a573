"""A document as Markdown (CommonMark with GitHub's tables). Text stays text, whatever it contains."""

from bot.documents.form import Block, Bullets, Document, Heading, KeyFigures, Note, Paragraph, Picture, Table
from bot.markup import escape


def to_markdown(document: Document) -> str:
    """The whole document as Markdown, ending in a line end."""
    head = [f"# {escape(document.title)}", *([_set_in("**", document.subtitle)] if document.subtitle else [])]
    about = [escape(line) for line in document.about]
    return "\n\n".join([*head, *about, *(_block(block) for block in document.blocks)]) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * (block.level + 1)} {escape(block.text)}"
        case Paragraph():
            return _paragraph(block)
        case Bullets():
            mark = "○ " if block.is_open else ""
            texts = [_paragraph(item) if isinstance(item, Paragraph) else escape(item) for item in block.items]
            return "\n".join(f"- {mark}{text}" for text in texts)
        case Table():
            return _table(block)
        case KeyFigures():
            return _key_figures(block)
        case Note():
            return _set_in("*", block.text)
        case Picture():
            return _set_in("*", block.alt)


def _paragraph(block: Paragraph) -> str:
    return f"{_set_in('**', block.lead)} {escape(block.text)}".strip()


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _set_in(mark: str, text: str) -> str:
    return f"{mark}{escape(text)}{mark}" if text else ""


def _table(table: Table) -> str:
    rules = ["---:" if column.figures else "---" for column in table.columns]
    lines = [_row([escape(column.title) for column in table.columns]), _row(rules)]
    lines += [_row([escape(cell) for cell in row]) for row in table.rows]
    if table.total:
        lines.append(_row([_set_in("**", cell) for cell in table.total]))
    return "\n".join(lines)


def _key_figures(block: KeyFigures) -> str:
    items = block.items
    lines = [_row([escape(item.label) for item in items]), _row(["---"] * len(items))]
    lines.append(_row([_set_in("**", item.value) for item in items]))
    if any(item.note for item in items):
        lines.append(_row([escape(item.note) for item in items]))
    return "\n".join(lines)
