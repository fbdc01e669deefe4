"""What may be handed in as a file: judged by its name and by what is inside, before anything keeps it."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping

import puremagic

from domain.errors import Invalid
from web.forms import Upload

KINDS: Mapping[str, tuple[frozenset[str], str]] = {
    ".pdf": (frozenset({".pdf"}), "application/pdf"),
    ".docx": (frozenset({".docx"}), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (frozenset({".xlsx"}), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".jpg": (frozenset({".jpg", ".jpeg"}), "image/jpeg"),
    ".jpeg": (frozenset({".jpg", ".jpeg"}), "image/jpeg"),
    ".png": (frozenset({".png"}), "image/png"),
}
"""Suffix → what the content may be found to be, and its media type. Old .doc and .xls may hide macros: PDF instead."""

ACCEPT = ",".join(KINDS)
"""For the field in which a file is chosen."""

SHOWN_INLINE = frozenset({"application/pdf", "image/jpeg", "image/png"})
"""What a browser shows by itself, and nothing in it can act for the person who looks."""

MACRO_SUFFIXES = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlsb", ".pptm", ".potm"})
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
OFFICE = {".docx": "word/", ".xlsx": "xl/"}
LONGEST_LIST = 1_000_000
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What `zipfile` raises over an archive that was cut, or in which some bytes are others."""
SURE = 0.3
"""As puremagic counts: the tenth part of how many bytes agree; a picture begins with three that are its own."""


def suffix_of(name: str) -> str:
    """`.pdf`, in small letters; empty where the name has none."""
    _, dot, last = name.rpartition(".")
    return f".{last.lower()}" if dot else ""


def media_type(name: str) -> str:
    """The type that a file of this name is sent out as; bytes where the name says nothing that we know."""
    return KINDS[suffix_of(name)][1] if suffix_of(name) in KINDS else "application/octet-stream"


def check(upload: Upload, *, field: str) -> None:
    """Refuse what is not one of the kinds above, through and through.

    Raises:
        Invalid: `file_empty`, `file_macro`, `file_kind`, `file_locked`, `file_content`, each with the `field`.
    """
    name, suffix, content = upload.name, suffix_of(upload.name), upload.content
    if not content:
        raise Invalid("file_empty", file=name, field=field)
    if suffix in MACRO_SUFFIXES:
        raise Invalid("file_macro", file=name, field=field)
    if suffix not in KINDS:
        raise Invalid("file_kind", allowed="PDF, Word (.docx), Excel (.xlsx), ảnh (.jpg, .png)", file=name, field=field)
    if suffix in OFFICE and content.startswith(OLE) and ENCRYPTED_PACKAGE in content:
        raise Invalid("file_locked", file=name, field=field)
    if not _found(content) & KINDS[suffix][0]:
        raise Invalid("file_content", file=name, field=field)
    if suffix in OFFICE:
        _check_office(upload, OFFICE[suffix], field)
    # The dictionary that says so is never compressed, wherever in the file it stands (ISO 32000-1, 7.5.8).
    if suffix == ".pdf" and b"/Encrypt" in content:
        raise Invalid("file_locked", file=name, field=field)


def _found(content: bytes) -> frozenset[str]:
    try:
        return frozenset(match.extension for match in puremagic.magic_string(content) if match.confidence >= SURE)
    except puremagic.PureError:
        return frozenset()


def _check_office(upload: Upload, inside: str, field: str) -> None:
    name = upload.name
    try:
        with zipfile.ZipFile(io.BytesIO(upload.content)) as archive:
            entries = archive.infolist()
            if any(entry.flag_bits & 1 for entry in entries):
                raise Invalid("file_locked", file=name, field=field)
            parts = {entry.filename for entry in entries}
            # Renaming a macro document does not take its macros out, and its list of types still names them.
            if any(part.lower().endswith("vbaproject.bin") for part in parts) or b"macroEnabled" in _types(archive):
                raise Invalid("file_macro", file=name, field=field)
    except DAMAGED as error:
        raise Invalid("file_content", file=name, field=field) from error
    if not any(part.startswith(inside) for part in parts):
        raise Invalid("file_content", file=name, field=field)


def _types(archive: zipfile.ZipFile) -> bytes:
    with archive.open("[Content_Types].xml") as file:
        return file.read(LONGEST_LIST)
