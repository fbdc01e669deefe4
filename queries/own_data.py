"""Everything the store holds about one person, and nothing about another: for herself, or for whoever gave a reason.

Where others are part of what concerns her (who looked, who decided) their names are told, because they acted on her
data; what is theirs is not: no choice of a vote, no reason in others' words, no letter's text.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from domain.errors import NotAllowed, WrongState
from domain.people import Principal
from domain.permissions import allowed, holders
from domain.personal_data import Sensitive
from domain.steps import local_day
from domain.values import Value
from models.account_rows import account_of
from models.accounts import Deputy, PasswordReset, WebSession
from models.campaigns import Campaign
from models.council import Ballot, Council, CouncilMember, Meeting, Recusal, Vote
from models.dossiers import CriterionEvidence, Dossier
from models.finders import person_by_code
from models.mail import Notice
from models.nominee_rows import named_after
from models.papers import BallotVoter
from models.people import Person, RoleGrant
from models.personal_data import CorrectionRequest, Erasure
from models.personal_rows import viewed
from models.places import Unit
from models.stages import Duty
from queries import own_history
from queries.principals import principal
from queries.recusals import dossiers_kept_out, duties_seen
from wording.duties import duty_phrase
from wording.effects import mail_label

Line = Mapping[str, object]


class Section(Value):
    """One kind of thing, a line each; `code` and the names of columns are words of `wording.personal_data`."""

    code: str
    lines: tuple[dict[str, Any], ...]


class OwnData(Value):
    """What is held about `code` at a moment."""

    code: str
    name: str
    at: datetime
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class _Asked:
    session: Session
    viewer: Principal
    person: Person
    herself: Principal
    at: datetime

    @property
    def kept_out(self) -> frozenset[tuple[str, str]]:
        """Dossiers of which neither she nor who looks on her behalf may see how they are judged."""
        return dossiers_kept_out(self.session, self.herself) | dossiers_kept_out(self.session, self.viewer)


def own_data(session: Session, viewer: Principal, code: str, *, at: datetime) -> OwnData:
    """Everything about one person.

    Raises:
        NotAllowed: `role_missing`, for another's data without the right. NotFound: `person`.
        WrongState: `data_not_opened`, while the viewer gave no reason today.
    """
    if not viewer.is_system and viewer.code != code:
        _require_opened(session, viewer, code, at)
    person = person_by_code(session, code)
    asked = _Asked(session, viewer, person, principal(session, person, local_day(at)), at)
    sections = tuple(Section(code=name, lines=tuple(dict(one) for one in of(asked))) for name, of in _SECTIONS.items())
    return OwnData(code=person.code, name=person.name, at=at, sections=sections)


def opened(session: Session, viewer: Principal, code: str, *, at: datetime) -> bool:
    """Did the viewer give a reason today to see this person's data?"""
    return viewed(session, viewer.code, Sensitive.PERSON.value, f"person:{code}", None, local_day(at))


def _require_opened(session: Session, viewer: Principal, code: str, at: datetime) -> None:
    if not allowed("data:open", viewer):
        raise NotAllowed("role_missing", action="data:open", person=viewer.name, roles=holders("data:open"))
    person = person_by_code(session, code)
    if not opened(session, viewer, code, at=at):
        raise WrongState("data_not_opened", viewer=viewer.name, person=person.name)


def _herself(asked: _Asked) -> Sequence[Line]:
    one = asked.person
    unit = asked.session.get(Unit, one.unit_id) if one.unit_id else None
    told = {"code": one.code, "name": one.name, "title": one.title, "phone": one.phone, "email": one.email}
    return [{**told, "unit": unit.name if unit else None, "active": one.active}]


def _account(asked: _Asked) -> Sequence[Line]:
    row = account_of(asked.session, asked.person.id)
    return [] if row is None else _some([row], "created_at", "must_change", "disabled_at")


def _sign_ins(asked: _Asked) -> Sequence[Line]:
    sessions = _of(asked, WebSession)
    links = [{"asked_at": row.made_at, "used_at": row.used_at} for row in _of(asked, PasswordReset)]
    return [*_some(sessions, "created_at", "last_seen_at", "ended_at", "agent"), *links]


def _roles(asked: _Asked) -> Sequence[Line]:
    query = (
        select(RoleGrant, col(Unit.name), col(Campaign.code))
        .outerjoin(Unit, col(Unit.id) == col(RoleGrant.unit_id))
        .outerjoin(Campaign, col(Campaign.id) == col(RoleGrant.campaign_id))
        .where(col(RoleGrant.person_id) == asked.person.id)
        .order_by(col(RoleGrant.id))
    )
    return [
        {"role": row.role, "unit": unit, "campaign": code, **_some([row], "valid_from", "valid_to", "document")[0]}
        for row, unit, code in asked.session.execute(query).tuples()
    ]


def _deputies(asked: _Asked) -> Sequence[Line]:
    columns = ("valid_from", "valid_to", "document", "ended_at")
    away = _some(_of(asked, Deputy), *columns)
    acts = _some(_of(asked, Deputy, column="deputy_id"), *columns)
    return [*({"side": "away", **one} for one in away), *({"side": "acts", **one} for one in acts)]


def _seats(asked: _Asked) -> Sequence[Line]:
    query = (
        select(col(Campaign.code), col(CouncilMember.seat))
        .join(Council, col(Council.id) == col(CouncilMember.council_id))
        .join(Campaign, col(Campaign.id) == col(Council.campaign_id))
        .where(col(CouncilMember.person_id) == asked.person.id)
        .order_by(col(CouncilMember.id))
    )
    return [{"campaign": code, "seat": seat} for code, seat in asked.session.execute(query).tuples()]


def _duties(asked: _Asked) -> Sequence[Line]:
    query = (
        select(Duty, col(Campaign.code))
        .join(Campaign, col(Campaign.id) == col(Duty.campaign_id))
        .where(col(Duty.person_id) == asked.person.id, duties_seen(asked.session, asked.herself))
        .where(duties_seen(asked.session, asked.viewer))
        .order_by(col(Duty.id))
    )
    return [
        {"campaign": code, "what": duty_phrase(duty.kind), **_some([duty], "since", "due", "done_at", "lapsed_at")[0]}
        for duty, code in asked.session.execute(query).tuples()
    ]


def _dossiers(asked: _Asked) -> Sequence[Line]:
    lines = []
    for row, code in _hers(asked):
        line: dict[str, object] = {"campaign": code, "dossier": row.code, "form": row.form}
        line |= {"submitted_at": row.submitted_at, "achievement": row.achievement}
        hidden = (code, row.code) in asked.kept_out
        lines.append(line if hidden else {**line, "state": row.state, "judged_at": row.judged_at})
    return lines


def _evidence(asked: _Asked) -> Sequence[Line]:
    mine = {row.id: (code, row.code) for row, code in _hers(asked) if (code, row.code) not in asked.kept_out}
    query = select(CriterionEvidence).where(col(CriterionEvidence.dossier_id).in_(mine))
    return [
        {"dossier": mine[row.dossier_id][1], **_some([row], "criterion", "value", "document", "on")[0]}
        for row in asked.session.scalars(query.order_by(col(CriterionEvidence.id)))
    ]


def _recusals(asked: _Asked) -> Sequence[Line]:
    query = (
        select(Recusal, col(Campaign.code), col(Dossier.code))
        .join(Dossier, col(Dossier.id) == col(Recusal.dossier_id))
        .join(Campaign, col(Campaign.id) == col(Dossier.campaign_id))
        .where(col(Recusal.person_id) == asked.person.id)
        .order_by(col(Recusal.id))
    )
    return [
        {"campaign": code, "dossier": dossier, **_some([row], "ground", "noted_at", "agreed")[0]}
        for row, code, dossier in asked.session.execute(query).tuples()
    ]


def _votes(asked: _Asked) -> Sequence[Line]:
    """That she voted, in which sitting; neither how nor on whom."""
    open_ = select(col(Vote.ballot_id)).where(col(Vote.person_id) == asked.person.id)
    secret = select(col(BallotVoter.ballot_id)).where(col(BallotVoter.person_id) == asked.person.id)
    query = (
        select(col(Campaign.code), col(Meeting.at))
        .join(Meeting, col(Meeting.campaign_id) == col(Campaign.id))
        .join(Ballot, col(Ballot.meeting_id) == col(Meeting.id))
        .where(col(Ballot.id).in_(open_.union(secret)))
        .order_by(col(Ballot.id))
    )
    return [{"campaign": code, "sat_at": at, "voted": True} for code, at in asked.session.execute(query).tuples()]


def _letters(asked: _Asked) -> Sequence[Line]:
    query = (
        select(Notice, col(Campaign.code))
        .outerjoin(Campaign, col(Campaign.id) == col(Notice.campaign_id))
        .where(col(Notice.recipient_id) == asked.person.id)
        .order_by(col(Notice.id))
    )
    return [
        {"written_at": row.created_at, "letter": mail_label(row.kind), "campaign": code, "address": row.address}
        for row, code in asked.session.execute(query).tuples()
    ]


def _corrections(asked: _Asked) -> Sequence[Line]:
    columns = ("id", "field", "wrong", "right", "reason", "asked_at", "decided_at", "agreed", "answer")
    return _some(_of(asked, CorrectionRequest), *columns)


def _erasures(asked: _Asked) -> Sequence[Line]:
    return _some(_of(asked, Erasure), "id", "reason", "document", "asked_at", "decided_at", "agreed", "answer")


_SECTIONS: Mapping[str, Callable[[_Asked], Sequence[Line]]] = {
    "person": _herself,
    "account": _account,
    "sign_ins": _sign_ins,
    "roles": _roles,
    "deputies": _deputies,
    "seats": _seats,
    "duties": _duties,
    "dossiers": _dossiers,
    "evidence": _evidence,
    "recusals": _recusals,
    "votes": _votes,
    "letters": _letters,
    "views": lambda asked: own_history.views(asked.session, _subjects(asked)),
    "events_about": lambda asked: own_history.about(asked.session, asked.person),
    "values": lambda asked: own_history.values(asked.session, asked.person),
    "events_by": lambda asked: own_history.done_by(asked.session, asked.person),
    "corrections": _corrections,
    "erasures": _erasures,
}
"""In the order in which they are told."""


def _hers(asked: _Asked) -> list[tuple[Dossier, str]]:
    rows = named_after(asked.session, asked.person)
    query = select(col(Campaign.id), col(Campaign.code)).where(col(Campaign.id).in_({row.campaign_id for row in rows}))
    codes = dict(asked.session.execute(query).tuples().all())
    return [(row, codes[row.campaign_id]) for row in rows]


def _subjects(asked: _Asked) -> list[tuple[str, str]]:
    # Who reads a dossier while it is judged would tell her how far the judging is.
    read = [(f"dossier:{row.code}", code) for row, code in _hers(asked) if (code, row.code) not in asked.kept_out]
    return [(f"person:{asked.person.code}", ""), *read]


def _of(asked: _Asked, table: Any, *, column: str = "person_id") -> list[Any]:
    query = select(table).where(col(getattr(table, column)) == asked.person.id)
    return list(asked.session.scalars(query.order_by(col(table.id))))


def _some(rows: Sequence[Any], *columns: str) -> list[dict[str, object]]:
    return [{name: getattr(row, name) for name in columns} for row in rows]
