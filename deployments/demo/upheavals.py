"""What happens to units and people in the demonstration: units end by law, an officer gives an address that is none."""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from actions.people import add_person, add_unit, grant_role
from actions.successions import dissolve
from deployments.demo.names import person_name
from deployments.demo.scenery import officer_code
from deployments.demo.scenes import Scene
from domain.people import Principal, Role
from domain.steps import local_day
from models.finders import unit_by_code
from models.people_rows import person_exists


def dissolve_units(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """Units end by law on this day; a new unit follows each, but for one that the officer is asked about."""
    if unit_by_code(session, data["first"]).valid_to is not None:
        return False
    document = "Luật Tổ chức chính quyền địa phương (minh họa)"
    for number, old in enumerate(data["units"].split(","), 1):
        new = f"{data['prefix']}{number:02d}"
        add_unit(
            session,
            new,
            name=f"UBND xã mới số {number}, {scene.place}",
            level="commune",
            group=data["group"],
            valid_from=local_day(at),
            by=by,
            at=at,
        )
        _officer(session, scene, new, by, at)
        heirs = () if old == data["orphan"] else (new,)
        dissolve(session, old, day=local_day(at), document=document, successors=heirs, by=by, at=at)
    return True


def end_unit(session: Session, _scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """A unit ends, and nobody says who follows it."""
    if unit_by_code(session, data["unit"]).valid_to is not None:
        return False
    document = "Nghị quyết sắp xếp đơn vị hành chính (minh họa)"
    dissolve(session, data["unit"], day=local_day(at), document=document, by=by, at=at)
    return True


def lose_mailbox(session: Session, scene: Scene, data: Mapping[str, str], by: Principal, at: datetime) -> bool:
    """A unit's new officer gives an address in a domain that can never exist, so that her letters come back."""
    person = f"{officer_code(data['unit'])}-moi"
    if person_exists(session, person):
        return False
    add_person(
        session,
        person,
        name=person_name("", person),
        title="Cán bộ mới nhận việc",
        email=f"{person}@khong-ton-tai.invalid",
        unit=data["unit"],
        by=by,
        at=at,
    )
    grant_role(session, person, Role.UNIT_OFFICER, unit=data["unit"], campaign=scene.code, by=by, at=at)
    return True


def _officer(session: Session, scene: Scene, unit: str, by: Principal, at: datetime) -> None:
    person = officer_code(unit)
    add_person(
        session,
        person,
        name=person_name("", person),
        title="Cán bộ phụ trách",
        email=f"{person}@{scene.domain}",
        phone="0200 555 0102",
        unit=unit,
        by=by,
        at=at,
    )
    grant_role(session, person, Role.UNIT_OFFICER, unit=unit, by=by, at=at)
