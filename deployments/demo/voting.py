"""How the council of the demonstration votes: with hands, in writing, in secret on screen, on paper before tellers."""

from collections import Counter

from sqlmodel import Session

from actions import ballots, revotes
from actions.ballots import Papers, Scan
from deployments.demo.chance import below, one_of
from deployments.demo.moment import Moment
from deployments.demo.scans import scanned
from deployments.demo.scenery import code_of, principal_in
from domain.steps import local_day
from models.blobs import put
from models.council import Ballot
from models.dossiers import Dossier
from models.finders import campaign_by_code, dossier_by_code, person_by_code
from models.sittings import latest_ballot, recused_from

CHOICES = ("yes",) * 7 + ("no", "blank")


def voters(m: Moment) -> list[str]:
    """Everybody with a vote."""
    return [code_of(m.scene, "chutich"), *(code_of(m.scene, f"uyvien{n}") for n in range(1, m.scene.members))]


def present(m: Moment) -> list[str]:
    """Who comes that day; the day counts, so that a meeting without quorum finds one later."""
    day = local_day(m.at).isoformat()
    return [person for person in voters(m) if below(12, m.seed, m.scene.code, person, day, "absent") != 0]


def vote(session: Session, m: Moment) -> None:
    """A member votes as her hash says."""
    choice = _choice(session, m, m.by.code)
    ballots.vote(session, *_address(m), choice, keys=m.keys, by=m.by, at=m.at)


def count_papers(session: Session, m: Moment) -> None:
    """The counting team's result with the scan of its minutes; each paper is a choice of the member who put it in."""
    row = _dossier(session, m)
    out = recused_from(session, row.id)
    there = [person for person in present(m) if person_by_code(session, person).id not in out]
    papers = Counter(_choice(session, m, person) for person in there)
    document = f"Biên bản kiểm phiếu hồ sơ {row.code}"
    scan = scanned((document, row.nominee, *(f"{choice}: {papers[choice]}" for choice in sorted(papers))))
    ballots.enter_count(
        session,
        *_address(m),
        yes=papers["yes"],
        no=papers["no"],
        blank=papers["blank"],
        document=document,
        counted=Papers(
            issued=len(there),
            tellers=tuple(person_by_code(session, person).name for person in there[-3:]),
            scan=Scan(f"bien-ban-{row.code.lower()}.pdf", len(scan), put(m.files, scan)),
        ),
        by=m.by,
        at=m.at,
    )


def settle_tie(session: Session, m: Moment) -> bool:
    """The chair settles a tie where the rule leaves it to her and she was there; False where there is none."""
    last = latest_ballot(session, _dossier(session, m).id)
    chair = code_of(m.scene, "chutich")
    if last is None or last.outcome != "tie" or m.scene.rule["tie"] != "chair" or chair not in present(m):
        return False
    by = principal_in(session, chair, m.at)
    revotes.settle_tie(session, *_address(m), _settled(m), by=by, at=m.at)
    return True


def _settled(m: Moment) -> str:
    return one_of(("yes", "no"), m.seed, m.scene.code, m.duty.dossier or "", "tie")


def _choice(session: Session, m: Moment, person: str) -> str:
    """What she votes; in another turn she may think otherwise."""
    turn = _turn(latest_ballot(session, _dossier(session, m).id))
    again = (str(turn),) if turn > 1 else ()
    return one_of(CHOICES, m.seed, person, m.scene.code, m.duty.dossier or "", "vote", *again)


def _turn(last: Ballot | None) -> int:
    if last is None:
        return 1
    return last.turn if last.closed_at is None else last.turn + 1


def _dossier(session: Session, m: Moment) -> Dossier:
    return dossier_by_code(session, campaign_by_code(session, m.scene.code).id, m.duty.dossier or "")


def _address(m: Moment) -> tuple[str, str, str]:
    return m.scene.code, m.duty.round, m.duty.dossier or ""
