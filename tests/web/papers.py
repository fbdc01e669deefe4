"""Files as people hand them in: right ones, and each way in which one can be wrong."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
LOCKED_PDF = PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 2 0 R")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
JPG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 64
PROGRAM = b"MZ" + b"\x00" * 200
LOCKED_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 1016 + "EncryptedPackage".encode("utf-16-le")
TYPES = '<Types><Override PartName="/x" ContentType="application/vnd.{}+xml"/></Types>'


def office(inside: str = "word/document.xml", *, types: str = "main", **more: bytes) -> bytes:
    """A .docx, or an .xlsx with `xl/workbook.xml` inside; `more` are further parts, `vbaProject.bin` by its name."""
    return _archive({"[Content_Types].xml": TYPES.format(types).encode(), inside: b"<x/>", **more})


def with_macros() -> bytes:
    """A .docm that somebody gave another name."""
    parts: dict[str, Any] = {"word/vbaProject.bin": b"\x00"}
    return office(**parts)


def _archive(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            # Without the time of its making, because tests are named after it and have to be so in every process.
            archive.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()
