"""What signing and issuing take on the command line, for every kind of decision."""

from pathlib import Path
from typing import Annotated

import typer

from actions.ballots import Scan
from deployments.cli.options import content_of
from domain.delegations import Signing
from models import blobs

Title = Annotated[
    str, typer.Option("--title", metavar="CHỨC_VỤ", help="Chức vụ người ký như in trên văn bản, khi ký theo chức vụ.")
]
ByDelegation = Annotated[
    int | None, typer.Option("--delegation", metavar="SỐ", help="Ký thay theo giấy này trong thidua delegation list.")
]
RegisterNumber = Annotated[
    str | None,
    typer.Option("--number", metavar="SỐ", help="Như 125/QĐ-UBND; bỏ khi cơ quan tự cấp số theo sổ của mình."),
]
Signed = Annotated[
    Path | None, typer.Option("--file", metavar="TỆP", help="Bản đã ký gửi về: PDF ký số hoặc bản quét.")
]


def signing_of(title: str, delegation: int | None) -> Signing:
    """By the delegation where one is named, else under the title."""
    return Signing(title=title) if delegation is None else Signing(delegation=delegation)


def scan_of(files: Path, file: Path | None) -> Scan | None:
    """The signed file, put into the file store."""
    return None if file is None else scan_from(files, file)


def scan_from(files: Path, file: Path) -> Scan:
    """A file, put into the file store."""
    content = content_of(file)
    return Scan(file.name, len(content), blobs.put(files, content))
