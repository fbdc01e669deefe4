"""What the demonstration shows its auditor at the end: one dossier's history, proven without the service."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from deployments.demo.accounts import AUDITOR
from deployments.demo.scenery import principal
from documents.evidence import bundle
from models.campaign_rows import store_mark
from models.engine import reading
from notifications.mailbox import StoredMail, read_mailbox
from queries.ledger import evidence
from queries.told_most import dossier_told_most

DIRECTORY = "bang-chung"
"""In the data directory; made anew each time."""


def prove(engine: Engine, home: Path) -> dict[str, Any] | None:
    """Export the history of the dossier to which most happened and let the stand-alone verifier judge it.

    The verifier runs in a process of its own and is given the auditor's own letter. None where no dossier came in.
    """
    with reading(engine) as session:
        at, found = store_mark(session).clock, dossier_told_most(session)
    if at is None or found is None:
        return None
    by = principal(engine, AUDITOR, at)
    with reading(engine) as session:
        proven = evidence(session, by, f"dossier:{found.dossier}", campaign=found.campaign, at=at)
    folder = _written(home / DIRECTORY, bundle(proven, office=""))
    ended = _verified(folder, _letter(home, proven.checkpoint.line))
    return {
        "campaign": found.campaign,
        "dossier": found.dossier,
        "events": len(proven.events),
        "of": proven.checkpoint.size,
        "holds": ended.returncode == 0,
        "said": ended.stdout.splitlines()[-3:],
        "directory": DIRECTORY,
    }


def _written(folder: Path, contents: Mapping[str, bytes]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return folder


def _letter(home: Path, line: str) -> StoredMail | None:
    """The letter that brought the auditor this checkpoint."""
    said = "".join(line.split())
    return next((mail for mail in read_mailbox(home / "mailbox") if said in "".join(mail.text.split())), None)


def _verified(folder: Path, letter: StoredMail | None) -> subprocess.CompletedProcess[str]:
    outside = [] if letter is None else ["--checkpoint", str(letter.path)]
    command = [sys.executable, "verify.py", *outside]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)  # noqa: S603 because both names are our own
