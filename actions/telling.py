"""Writing notices: what is to be said is frozen here, in the action's transaction; mails are made later."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from actions.cases import Case
from domain.people import Role
from models.base import table_of
from models.mail import Notice as NoticeRow
from models.people import Person
from notifications.notices.said import Notice, OfficeNotice, Said


def tell(case: Case, kind: type[Notice], people: Iterable[Person], /, **values: Any) -> int:
    """Write one notice per person with an address; how many. People without an address are told by their unit."""
    about = {"campaign_code": case.campaign.code, "campaign_name": case.campaign.name}
    rows = [
        _row(kind(recipient_name=person.name, **about, **values), person, case.at, case.campaign.id, case.stage.id)
        for person in _once(people)
    ]
    if rows:
        case.session.execute(insert(table_of(NoticeRow)), rows)
    return len(rows)


def tell_units(case: Case, kind: type[Notice], /, *, unit_ids: Iterable[int] | None = None, **values: Any) -> int:
    """Tell the officers of these units, or of all that take part."""
    wanted = case.officers_of if unit_ids is None else {u: case.officers_of.get(u, []) for u in unit_ids}
    return tell(case, kind, (person for people in wanted.values() for person in people), **values)


def tell_roles(case: Case, kind: type[Notice], roles: Iterable[Role], /, **values: Any) -> int:
    """Tell everybody who holds one of these roles in the campaign."""
    return tell(case, kind, (person for role in roles for person in case.people(role)), **values)


def tell_of_service(
    session: Session, kind: type[OfficeNotice], people: Iterable[Person], /, *, at: datetime, **values: Any
) -> int:
    """Write one notice that is about no campaign per person with an address; how many."""
    rows = [_row(kind(recipient_name=one.name, **values), one, at, None, None) for one in _once(people)]
    if rows:
        session.execute(insert(table_of(NoticeRow)), rows)
    return len(rows)


def _once(people: Iterable[Person]) -> list[Person]:
    return list({person.id: person for person in people if person.email}.values())


def _row(said: Said, person: Person, at: datetime, campaign_id: int | None, stage_id: int | None) -> dict[str, object]:
    return {
        "campaign_id": campaign_id,
        "stage_id": stage_id,
        "kind": said.kind,
        "recipient_id": person.id,
        "recipient_name": person.name,
        "address": person.email or "",
        "content": said.model_dump_json(),
        "legal": said.legal,
        "created_at": at,
        "not_before": at,
    }
