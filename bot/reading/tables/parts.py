"""A workbook's zip, opened with care: sizes as declared and as unpacked, and only the parts that cells need."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from bot.reading.tables.limits import MOST_PARTS, MOST_RATIO, MOST_UNPACKED
from bot.reading.tables.model import Refusal

_ASK = "Please save it again as XLSX or CSV and send that."
_NO_WORKBOOK = Refusal(code="not a workbook", message=f"The file is a zip archive but holds no workbook. {_ASK}")
_BROKEN = Refusal(code="broken", message=f"The workbook is damaged and cannot be opened. {_ASK}")
_BOMB = Refusal(
    code="too big",
    message="The workbook grows far larger on opening than a list of deals needs, so it was not opened. "
    "Please copy the list into a new workbook and send that.",
)
_ENCRYPTED = Refusal(
    code="encrypted", message="The workbook is password-protected. Please save it without a password and send that."
)
_BINARY = Refusal(
    code="unsupported",
    message="The workbook is in Excel's binary format (.xlsb). Please save it as XLSX and send that.",
)


def open_parts(content: bytes) -> dict[str, bytes] | Refusal:
    """The parts that are needed, by their name inside, or why they are not unpacked. Nothing is written to disk."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            return _refused(members) or _unpacked(members, content)
    except (BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OverflowError):
        return _BROKEN


def _refused(members: list[ZipInfo]) -> Refusal | None:
    names = [member.filename for member in members]
    if len(names) > MOST_PARTS or sum(member.file_size for member in members) > MOST_UNPACKED:
        return _BOMB
    if any(member.file_size > 1_000_000 and member.file_size > MOST_RATIO * member.compress_size for member in members):
        return _BOMB
    if any(member.flag_bits & 1 for member in members):
        return _ENCRYPTED
    if any(name.casefold().endswith("workbook.bin") for name in names):
        return _BINARY
    if len(set(names)) != len(names) or any(_escapes(name) for name in names):
        return _NO_WORKBOOK
    return None if {"[Content_Types].xml", "content.xml"} & set(names) else _NO_WORKBOOK


def _escapes(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name


def _unpacked(members: list[ZipInfo], content: bytes) -> dict[str, bytes] | Refusal:
    open_document = any(member.filename == "content.xml" for member in members)
    xml: dict[str, bytes] = {}
    for member in members:
        if not _holds_cells(member.filename, open_document=open_document):
            continue
        part = b"".join(_stream(member, content))
        if len(part) != member.file_size:
            return _BOMB
        xml[member.filename] = part
    if open_document:
        return _protected(xml) or xml
    return xml if any("workbook" in name for name in xml) else _NO_WORKBOOK


def _protected(xml: dict[str, bytes]) -> Refusal | None:
    """An encrypted OpenDocument says so in its manifest, and its content is no XML then."""
    return _ENCRYPTED if b"encryption-data" in xml.get("META-INF/manifest.xml", b"") else None


def _holds_cells(name: str, *, open_document: bool) -> bool:
    if open_document:
        return name in {"mimetype", "content.xml", "META-INF/manifest.xml", "styles.xml"}
    if name in {"[Content_Types].xml", "_rels/.rels"}:
        return True
    inside = name.casefold()
    skipped = ("/theme/", "/drawings/", "/media/", "/pivot", "/externallinks/", "/charts/", "/model/", "/ctrlprops/")
    return (
        inside.startswith("xl/") and inside.endswith((".xml", ".rels")) and not any(part in inside for part in skipped)
    )


def _stream(member: ZipInfo, content: bytes) -> Iterator[bytes]:
    """The bytes of a part as they really unpack, at most one piece more than it declares."""
    start = _data_start(member, content)
    packed = content[start : start + member.compress_size]
    if member.compress_type == ZIP_STORED:
        yield packed
        return
    if member.compress_type != ZIP_DEFLATED:
        raise BadZipFile("a packing that no office program uses")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    left = member.file_size + 1
    piece = unpacker.decompress(packed, left)
    while piece and left > 0:
        yield piece
        left -= len(piece)
        piece = unpacker.decompress(unpacker.unconsumed_tail, left) if left > 0 else b""


def _data_start(member: ZipInfo, content: bytes) -> int:
    """Where a part's bytes begin: after its header of 30 bytes, name and extra field (section 4.3.7 of the format)."""
    at = member.header_offset
    if content[at : at + 4] != b"PK\x03\x04":
        raise BadZipFile("a part without its header")
    name = int.from_bytes(content[at + 26 : at + 28], "little")
    extra = int.from_bytes(content[at + 28 : at + 30], "little")
    return at + 30 + name + extra
