"""Secret papers on screen: sealed under the ballot's key, opened once and shuffled, then destroyed with their key.

The key goes only when the transaction that opened the papers is kept: until then a crash loses nothing, and afterwards
nothing can be opened again. A key that could not go at once (its ballot ended where no keys are at hand, or a crash
came between) goes at the next opening or closing of any ballot.
"""

from pathlib import Path

from sqlalchemy import delete, event, insert, update
from sqlalchemy.orm import Session as AnySession
from sqlmodel import Session

from actions.previews import previewing
from domain.errors import Broken, WrongState
from domain.secrecy import LEAST_PAPERS, seal, shuffled, unseal
from models import ballot_keys
from models.base import table_of
from models.council import Ballot
from models.papers import BallotPaper, BallotVoter, SealedPaper
from models.sittings import closed_keys, sealed_papers, voters_noted

_SEALED = table_of(SealedPaper)
_DOOMED = "ballot_keys_to_destroy"


def begin(session: Session, ballot: Ballot, keys: Path) -> None:
    """Give an open ballot its key. Nothing is written where the act is only looked at."""
    forget_closed(session, keys)
    if not previewing(session):
        ballot.key_id = ballot_keys.make(keys)


def put_in(session: Session, ballot: Ballot, keys: Path | None, person_id: int, choice: str, *, written: bool) -> None:
    """Seal a member's paper; a second one takes the place of the first.

    Raises:
        WrongState: `ballot_key_lost`.
    """
    sealed = seal(ballot_keys.read(keys, ballot.key_id), ballot.id, person_id, choice)
    # By statements and not as rows, because the trail digests rows and must not know a sealed paper at all.
    mine = (_SEALED.c.ballot_id == ballot.id, _SEALED.c.person_id == person_id)
    if any(noted.person_id == person_id for noted in voters_noted(session, ballot.id)):
        session.execute(update(_SEALED).where(*mine).values(sealed=sealed))
        return
    session.add(BallotVoter(ballot_id=ballot.id, person_id=person_id, written=written))
    session.flush()
    session.execute(insert(_SEALED), {"ballot_id": ballot.id, "person_id": person_id, "sealed": sealed})


def take_out(session: Session, ballot: Ballot, keys: Path | None) -> tuple[str, ...]:
    """Open all papers at once, shuffle them, write them down without their voters, and destroy what was sealed.

    Raises:
        WrongState: `too_few_papers`, `ballot_key_lost`; Broken: `sealed_papers_differ`.
    """
    sealed = sealed_papers(session, ballot.id)
    voted = {noted.person_id for noted in voters_noted(session, ballot.id)}
    if voted != {person_id for person_id, _ in sealed}:
        raise Broken("sealed_papers_differ", ballot=ballot.id)
    if len(sealed) < LEAST_PAPERS:
        raise WrongState("too_few_papers", papers=len(sealed), least=LEAST_PAPERS)
    key = ballot_keys.read(keys, ballot.key_id)
    papers = shuffled(unseal(key, ballot.id, person_id, paper) for person_id, paper in sealed)
    session.add_all(
        BallotPaper(ballot_id=ballot.id, number=number, choice=choice) for number, choice in enumerate(papers, 1)
    )
    discard(session, ballot, keys)
    return papers


def discard(session: Session, ballot: Ballot, keys: Path | None) -> None:
    """The sealed papers go with this transaction, the key after it."""
    session.execute(delete(_SEALED).where(_SEALED.c.ballot_id == ballot.id))
    if keys is not None and ballot.key_id is not None:
        session.info.setdefault(_DOOMED, set()).add((keys, ballot.key_id))
        forget_closed(session, keys)


def forget_closed(session: Session, keys: Path) -> None:
    """Once this transaction is kept, the keys of all closed ballots are destroyed."""
    there = ballot_keys.names(keys)
    if there:
        session.info.setdefault(_DOOMED, set()).update((keys, name) for name in closed_keys(session, there))


@event.listens_for(Session, "after_commit")
def _destroy(session: AnySession) -> None:
    # A savepoint that ends well may still be undone by what is around it.
    if not session.in_nested_transaction():
        for keys, name in session.info.pop(_DOOMED, ()):
            ballot_keys.destroy(keys, name)


@event.listens_for(Session, "after_soft_rollback")
def _keep(session: AnySession, _transaction: object) -> None:
    session.info.pop(_DOOMED, None)
