"""Going through the whole ledger: events against leaves, leaves against the tree, the tree against checkpoints.

Memory does not grow with the trail; the time does, linearly.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from domain.checkpoints import Anchors, PublicKey, is_signed, unannounced
from domain.ledger import Anchor, Finding, Findings, confirmed, cut_name, judge
from domain.people import Principal
from domain.values import Value
from models.audit import AuditEvent
from models.base import table_of
from models.ledger import LedgerLeaf, UnsealedEvent
from models.ledger_rows import checkpoints, keys, size_of
from queries.history import require_reader
from queries.ledger_events import EventCheck, Horizon, check_queue, placed
from queries.ledger_tree import TreeCheck

NOTHING = Anchors()


class Report(Value):
    """What a check found. `anchored` is how many events an outside checkpoint confirms; None where none was given.

    Without one the ledger is *unanchored*, whatever was or was not found.
    """

    sealed: int
    unsealed: int
    root: str
    anchored: int | None
    findings: tuple[Finding, ...]


def check(session: Session, viewer: Principal, *, outside: Anchors | None = None, kept: Anchors = NOTHING) -> Report:
    """Everything that is wrong with the ledger.

    `outside` is what an auditor kept, `kept` the file that lies beside the store, which proves less.

    Raises:
        NotAllowed: `role_missing`.
    """
    require_reader(session, viewer)
    findings = Findings()
    anchors = _genuine(session, findings, _gathered(session, outside or NOTHING, kept))
    size = size_of(session)
    tree = TreeCheck(session, findings, (one.checkpoint.size for one in anchors))
    events = EventCheck(findings, [Horizon(one.checkpoint.size, one.checkpoint.at) for one in anchors])
    for leaf in placed(session):
        tree.add(leaf.number, leaf.hash)
        events.look(leaf)
    events.finish()
    once = tree.finish()
    if once > size:
        findings.add(cut_name(size, once - 1, once), first=size, last=once - 1)
    check_queue(session, findings)
    for found in judge(anchors, tree.roots, size, lambda signed: _last_moment(session, signed)):
        findings.add(found.code, **found.data)
    return Report(
        sealed=size,
        unsealed=session.scalar(select(func.count()).select_from(table_of(UnsealedEvent))) or 0,
        root=tree.root,
        anchored=None if outside is None else confirmed((a for a in anchors if a.source == "outside"), tree.roots),
        findings=findings.all(),
    )


def _gathered(session: Session, outside: Anchors, kept: Anchors) -> list[tuple[Anchor, Mapping[str, str]]]:
    """Each checkpoint once, from the place that proves most, with the public keys that count there."""
    stored = Anchors(tuple(checkpoints(session)), tuple(keys(session)))
    found: dict[tuple[int, str, str], tuple[Anchor, Mapping[str, str]]] = {}
    for source, anchors in (("store", stored), ("kept", kept), ("outside", outside)):
        # Keys that came with the checkpoints count first, because those in the store may have been exchanged.
        public = {**_public(stored.keys), **_public(anchors.keys)}
        for one in anchors.checkpoints:
            found[one.size, one.root, one.key] = (Anchor(one, source), public)
    return list(found.values())


def _genuine(
    session: Session, findings: Findings, gathered: Sequence[tuple[Anchor, Mapping[str, str]]]
) -> list[Anchor]:
    """The checkpoints that count; what is wrong with the others and with the keys is told."""
    stored_keys = keys(session)
    known = {key.id for key in stored_keys}
    for id_ in unannounced(stored_keys):
        findings.add("key_unannounced", key=id_)
    genuine = []
    for anchor, public in gathered:
        one = anchor.checkpoint
        if one.key not in known:
            findings.add("key_unknown", key=one.key, source=anchor.source)
        if one.key in public and not is_signed(one.statement, one.signature, public[one.key]):
            findings.add("checkpoint_forged", size=one.size, at=one.at, source=anchor.source)
        elif one.key in public or anchor.source != "store":
            # Whose key is not known any more still counts where somebody kept it apart from the store.
            genuine.append(anchor)
    _compare_with_store(session, findings, genuine)
    return genuine


def _compare_with_store(session: Session, findings: Findings, genuine: Iterable[Anchor]) -> None:
    stored = {one.size: one for one in checkpoints(session)}
    for anchor in genuine:
        one, same = anchor.checkpoint, stored.get(anchor.checkpoint.size)
        if same is None:
            findings.add("checkpoint_missing", size=one.size, at=one.at, source=anchor.source)
        elif same.root != one.root:
            findings.add("two_checkpoints", size=one.size, key=one.key)


def _public(many: Iterable[PublicKey]) -> dict[str, str]:
    return {key.id: key.public for key in many}


def _last_moment(session: Session, size: int) -> datetime | None:
    """When the last of the first `size` events happened."""
    query = select(func.max(col(AuditEvent.at))).join(LedgerLeaf, col(LedgerLeaf.event_id) == col(AuditEvent.id))
    found: datetime | None = session.scalar(query.where(col(LedgerLeaf.number) < size))
    return found
