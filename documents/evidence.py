"""The proof of a history as files: for a machine, for a reader, and the small program that verifies it."""

import io
import json
import zipfile
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from domain.proven import Evidence, ProvenEvent
from wording.dates import moment
from wording.ledger import subject_label
from wording.numbers import grouped

_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""A zip knows no earlier time; a fixed one makes the same evidence the same bytes."""


def bundle(evidence: Evidence, *, office: str) -> Mapping[str, bytes]:
    """The files of a bundle by their names. Nothing in it needs this service, or a network, to be verified."""
    texts = {
        "DOC-TRUOC.txt": _environment().get_template("readme.txt").render(_values(evidence, office)),
        "evidence.html": page(evidence, office=office),
        "events.jsonl": "".join(f"{_event(event)}\n" for event in evidence.events),
        "checkpoint.txt": "".join(f"{line}\n" for line in (*(k.line for k in evidence.keys), evidence.checkpoint.line)),
        "verify.py": verifier(),
    }
    return {name: text.encode() for name, text in texts.items()}


def page(evidence: Evidence, *, office: str) -> str:
    """The evidence as one page to print; it asks nothing from the network."""
    return _environment().get_template("evidence.html").render(_values(evidence, office))


def verifier() -> str:
    """The program that verifies a bundle, alone."""
    return (files(__package__) / "verify_bundle.py").read_text(encoding="utf-8")


def zipped(contents: Mapping[str, bytes]) -> bytes:
    """The files in one archive; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(contents.items()):
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _event(event: ProvenEvent) -> str:
    told = {"id": event.id, "number": event.number, "text": event.text, "proof": event.proof}
    return json.dumps(told, ensure_ascii=False)


def _values(evidence: Evidence, office: str) -> dict[str, object]:
    return {"evidence": evidence, "office": office, "checkpoint": evidence.checkpoint}


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(moment=moment, grouped=grouped, label=subject_label)
    return environment
