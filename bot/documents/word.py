"""A document as a Word file."""

from bot.documents.form import Document


def to_docx(document: Document) -> bytes:
    """The whole document as the bytes of a DOCX file."""
    # Only who writes a file waits for python-docx to load.
    from bot.documents.word_blocks import word_file

    return word_file(document)
