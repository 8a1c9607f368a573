"""Files of an organisation into documents: Markdown, plain text, Word and PDF. What cannot be read says why."""

import codecs
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.library.model import Document
from bot.library.passages import read_markdown

if TYPE_CHECKING:
    from docx.table import Table

MOST_BYTES = 20_000_000
MOST_UNPACKED = 100_000_000
MOST_PAGES = 1_000
KINDS = (".md", ".markdown", ".txt", ".docx", ".pdf")


def read_file(path: Path) -> Document:
    """A document from a file. A file that cannot be read is a document without passages that says what to do."""
    try:
        if path.stat().st_size > MOST_BYTES:
            return _unread(path, f"It is larger than {MOST_BYTES // 1_000_000} MB. Please part it.")
        return _READERS[path.suffix.lower()](path)
    except KeyError:
        return _unread(path, "It is none of Markdown, TXT, DOCX and PDF. Please save it as one of them.")
    except OSError:
        return _unread(path, "It cannot be opened. Please check that it is still there and readable.")
    except Exception:  # noqa: BLE001 -- whatever a damaged file makes its parser raise, the other documents stay usable
        return _unread(path, "It is damaged or locked with a password. Please save it again without one.")


def _unread(path: Path, problem: str) -> Document:
    return Document(file=path.name, title=path.name, problem=problem)


def _markdown(path: Path) -> Document:
    return read_markdown(_decoded(path.read_bytes()), path.name)


def _text(path: Path) -> Document:
    # A "#" in plain text is no heading, and "---" no front matter.
    return read_markdown(re.sub(r"^(?=#|---)", " ", _decoded(path.read_bytes()), flags=re.MULTILINE), path.name)


def _decoded(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _word(path: Path) -> Document:
    content = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > MOST_UNPACKED:
            return _unread(path, "It unpacks to far more than a document holds, so it was not opened.")
    return read_markdown("\n\n".join(_word_blocks(content)), path.name)


def _word_blocks(content: bytes) -> Iterator[str]:
    import docx
    from docx.table import Table

    for block in docx.Document(io.BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            yield _rows(block)
            continue
        style = (block.style.name if block.style else "") or ""
        level = "#" if style == "Title" else "#" * int(style[-1]) if re.fullmatch(r"Heading [1-6]", style) else ""
        if block.text.strip():
            yield f"{level} {_one_line(block.text)}" if level else re.sub(r"^(?=#)", " ", block.text)


def _rows(table: "Table") -> str:
    return "\n".join(" | ".join(_one_line(cell.text) for cell in row.cells) for row in table.rows)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _pdf(path: Path) -> Document:
    from pypdf import PdfReader

    pages = PdfReader(path).pages
    if len(pages) > MOST_PAGES:
        return _unread(path, f"It has more than {MOST_PAGES:,} pages. Please part it.")
    text = "\n\n".join(f"# Page {n}\n\n{page.extract_text()}" for n, page in enumerate(pages, 1))
    document = read_markdown(text, path.name)
    if document.passages:
        return document
    return _unread(path, "It holds pictures of pages and no text. Please run text recognition over it first.")


_READERS = {".md": _markdown, ".markdown": _markdown, ".txt": _text, ".docx": _word, ".pdf": _pdf}


def readable(folder: Path) -> list[Path]:
    """The files of a folder that can hold a document, hidden ones left out, in order of their names."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in KINDS and path.is_file())
    return sorted(p for p in found if not any(part.startswith(".") for part in p.relative_to(folder).parts))
