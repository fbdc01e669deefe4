"""How decisions of the demonstration are signed and numbered: by the leader or in her place, from which book."""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import count

from sqlmodel import Session

from actions import decisions, delegations, number_books
from actions.ballots import Scan
from actions.delegations import Basis, Titles
from deployments.demo.chance import below
from deployments.demo.moment import Moment
from deployments.demo.scans import scanned
from deployments.demo.scenery import code_of, principal_in
from deployments.demo.scenes import Scene
from domain.delegations import Reach, Signing, SigningForm
from domain.people import Principal
from domain.steps import local_day
from models.awards import number_used
from models.blobs import put
from models.finders import person_by_code
from models.issuing import Delegation
from models.issuing_rows import delegations_around, open_book, term_of
from models.people import Person

TITLES = Titles(collective="ỦY BAN NHÂN DÂN", delegator="CHỦ TỊCH", delegate="PHÓ CHỦ TỊCH")


def form_of(m: Moment) -> str:
    """The award form that a duty about a decision names."""
    return m.duty.key.split(":")[1]


def sign(session: Session, m: Moment) -> None:
    """The leader signs, or on these days the person to whom she has delegated it."""
    delegation = _delegation(session, m.scene, local_day(m.at))
    by, signing = m.by, Signing(title=m.scene.signer_title)
    if delegation is not None:
        by = principal_in(session, session.get_one(Person, delegation.delegate_id).code, m.at)
        signing = Signing(delegation=delegation.id)
    decisions.sign(session, m.scene.code, m.duty.round, form_of(m), signing=signing, by=by, at=m.at)


def issue(session: Session, m: Moment) -> None:
    """The clerk enters number and day with the scan of what was signed; an own book gives the number itself."""
    form, day = form_of(m), local_day(m.at)
    own = open_book(session, m.plan.authority, "QĐ") is not None
    number = None if own else register_number(session, m.scene, m.plan.authority, day)
    content = scanned((m.plan.authority, f"Quyết định tặng {form}, {m.duty.round}", day.isoformat()))
    scan = Scan(f"quyet-dinh-{m.duty.round}.pdf", len(content), put(m.files, content))
    decisions.issue(
        session, m.scene.code, m.duty.round, form, number=number, issued_on=day, scan=scan, by=m.by, at=m.at
    )


def register_number(session: Session, scene: Scene, authority: str, day: date) -> str:
    """The next number of a clerical register in which other offices enter theirs as well."""
    first = 3 * day.timetuple().tm_yday + below(3, scene.code, day.isoformat())
    numbers = (f"{number:02d}/QĐ-UBND" for number in count(first))
    return next(number for number in numbers if number_used(session, authority, "QĐ", day.year, number) is None)


def delegate(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """The leader delegates her signature for some weeks; the administrator enters it."""
    if _delegation(session, scene, local_day(at)) is not None:
        return False
    days = {"document_date": local_day(at), "valid_from": local_day(at), "valid_to": date.fromisoformat(data["until"])}
    delegations.enter(
        session,
        code_of(scene, "chutich"),
        code_of(scene, data["to"]),
        SigningForm.IN_PLACE,
        titles=TITLES,
        reach=Reach(authority=scene.plan().authority),
        basis=Basis(document="Quyết định phân công ký thay (minh họa)", **days),
        by=by,
        at=at,
    )
    return True


def keep_own_book(session: Session, scene: Scene, _data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """From this day on the authority numbers its decisions itself."""
    authority = scene.plan().authority
    if open_book(session, authority, "QĐ") is not None:
        return False
    number_books.open_own(session, authority, "QĐ-UBND", by=by, at=at)
    return True


def _delegation(session: Session, scene: Scene, day: date) -> Delegation | None:
    leader = person_by_code(session, code_of(scene, "chutich")).id
    rows = [row for row in delegations_around(session, [leader]) if term_of(row).holds_on(day)]
    return next((row for row in rows if row.delegator_id == leader), None)
