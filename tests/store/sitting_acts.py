"""Good examples of what a council does beside voting: adjourned and split meetings, recusals, ties, void ballots."""

from datetime import timedelta

from actions import ballots, council_terms, meetings, recusals, revotes
from actions.council_terms import Change
from tests.store import playing
from tests.store.preparing import COUNCIL, Act, ballot_open, convened, decided
from tests.store.scenario import VOTERS, World

REASON = "Là vợ của trưởng đơn vị được đề nghị"


def declared(world: World) -> None:
    convened(world)
    declare(world, "member4")


def declare(world: World, by: str) -> None:
    world.do(recusals.declare, "final", "HS-DV-1-01", reason=REASON, by=by)


def recuse(world: World, person: str, *, agreed: bool = True, dossier: str = "HS-DV-1-01", by: str = "chair") -> None:
    world.do(recusals.decide, "final", dossier, person, agreed=agreed, reason="Đúng như khai báo", by=by)


def tied(world: World) -> None:
    """Four may vote: two say yes, one says no, the chair says nothing."""
    declared(world)
    recuse(world, "member4")
    playing.attend(world, *VOTERS)
    world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")
    for person, choice in zip(VOTERS[:4], ("blank", "yes", "yes", "no"), strict=True):
        world.do(ballots.vote, "final", "HS-DV-1-01", choice, by=person)
    world.do(ballots.close_ballot, "final", "HS-DV-1-01", by="secretary")


def split(world: World, *dossiers: str, by: str = "secretary") -> None:
    later = world.now + timedelta(days=2)
    world.do(meetings.split_agenda, "final", dossiers, starts_at=later, place="Phòng họp số 2", by=by)


def change_council(world: World, by: str) -> None:
    told = Change("15/QĐ-UBND", world.today, world.today, joins=(("officer", "member"),), leaves=("member4",))
    world.do(council_terms.change, told=told, by=by)


SITTING_ACTS: tuple[Act, ...] = (
    Act("change_council", COUNCIL, "council:establish", change_council, by="leader", outsider="secretary"),
    Act(
        "adjourn",
        COUNCIL,
        "meeting:convene",
        lambda w, by: w.do(meetings.adjourn, "final", reason="Bão", by=by),
        by="secretary",
        outsider="chair",
        ready=convened,
    ),
    Act(
        "split_agenda",
        COUNCIL,
        "meeting:convene",
        lambda w, by: split(w, "HS-DV-2-01", by=by),
        by="secretary",
        outsider="chair",
        ready=convened,
    ),
    Act("declare", COUNCIL, "recusal:declare", declare, by="member4", outsider="officer", ready=convened),
    Act(
        "decide",
        COUNCIL,
        "recusal:decide",
        lambda w, by: recuse(w, "member4", by=by),
        by="chair",
        outsider="officer",
        ready=declared,
    ),
    Act(
        "settle_tie",
        COUNCIL,
        "ballot:settle",
        lambda w, by: w.do(revotes.settle_tie, "final", "HS-DV-1-01", "yes", by=by),
        by="chair",
        outsider="secretary",
        ready=tied,
    ),
    Act(
        "void",
        COUNCIL,
        "ballot:close",
        lambda w, by: w.do(revotes.void_ballot, "final", "HS-DV-1-01", reason="Mất điện", by=by),
        by="secretary",
        outsider="chair",
        ready=ballot_open,
    ),
    Act(
        "vote_again",
        COUNCIL,
        "ballot:open",
        lambda w, by: w.do(revotes.vote_again, "final", "HS-DV-1-01", reason="Nhầm", document="05/BB", by=by),
        by="secretary",
        outsider="chair",
        ready=decided,
    ),
)
"""Beside the acts of every campaign."""
