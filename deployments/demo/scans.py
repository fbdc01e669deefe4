"""A page that stands for a scanned one: the smallest PDF that every reader opens."""

from collections.abc import Iterable

from wording.names import fold


def scanned(lines: Iterable[str]) -> bytes:
    """One page A4 with these lines, without accents, because the font that every reader brings along has none."""
    shown = "".join(f"({_plain(line)}) Tj T* " for line in lines)
    drawn = f"BT /F 14 Tf 20 TL 72 760 Td {shown}ET".encode("ascii", "replace")
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    return _file(bodies)


def _plain(line: str) -> str:
    return fold(line).upper().translate({ord("("): "[", ord(")"): "]", ord("\\"): "/"})


def _file(bodies: Iterable[bytes]) -> bytes:
    """The objects with the table of where each begins."""
    written, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(written))
    return written + head + tail
