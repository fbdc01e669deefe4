"""Putting a scene on stage: units, people, roles, and the campaign made from its plan, all through actions."""

from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session

from actions.campaigns import create, prepare_launch
from actions.people import add_person, add_unit, grant_role
from deployments.demo.names import person_name
from deployments.demo.scenes import Scene
from domain.errors import NotFound
from domain.people import SYSTEM, Principal, Role
from domain.steps import local_day
from models.engine import reading
from models.finders import campaign_by_code, grants_of, person_by_code

OFFICE: tuple[tuple[str, Role, str], ...] = (
    ("vanphong", Role.OFFICER, "Công chức Văn phòng – Thống kê"),
    ("chutich", Role.LEADER, "Chủ tịch UBND"),
    ("vanthu", Role.CLERK, "Văn thư"),
    ("thuky", Role.SECRETARY, "Thư ký Hội đồng"),
)
ADMIN = "quantri"


def code_of(scene: Scene, post: str) -> str:
    """Code of a person of the scene: `nh-vanphong`."""
    return f"{scene.code.split('-')[0].lower()}-{post}"


def officer_code(unit_code: str) -> str:
    """Code of a unit's officer."""
    return f"cb-{unit_code.lower()}"


def principal(engine: Engine, code: str, at: datetime) -> Principal:
    """A person of the store with her roles of that day."""
    with reading(engine) as session:
        return principal_in(session, code, at)


def principal_in(session: Session, code: str, at: datetime) -> Principal:
    """The same, for whoever acts within what is under way."""
    person = person_by_code(session, code)
    grants = grants_of(session, person.id, local_day(at))
    return Principal(code=person.code, name=person.name, person_id=person.id, unit_id=person.unit_id, grants=grants)


def is_set(engine: Engine, scene: Scene) -> bool:
    """Is the scene on stage already?"""
    with reading(engine) as session:
        try:
            campaign_by_code(session, scene.code)
        except NotFound:
            return False
        return True


def set_stage(session: Session, scene: Scene, *, seed: str, admin: Principal, at: datetime) -> None:
    """Units, people and roles of a scene, and its campaign as a draft with its first questions asked."""
    for code, name, group in scene.units:
        add_unit(session, code, name=f"{name}, {scene.place}", level="commune", group=group, by=admin, at=at)
        person = officer_code(code)
        add_person(
            session,
            person,
            name=person_name(seed, person),
            title="Cán bộ phụ trách",
            email=f"{person}@{scene.domain}",
            phone="0200 555 0100",
            unit=code,
            by=admin,
            at=at,
        )
        grant_role(session, person, Role.UNIT_OFFICER, unit=code, by=admin, at=at)
    for post, title in [(post, title) for post, _, title in OFFICE] + [
        (f"uyvien{n}", "Ủy viên Hội đồng") for n in range(1, scene.members)
    ]:
        _person(session, scene, post, title, seed, admin, at)
    _campaign(session, scene, admin=admin, at=at)


def _person(session: Session, scene: Scene, post: str, title: str, seed: str, admin: Principal, at: datetime) -> None:
    code = code_of(scene, post)
    add_person(
        session,
        code,
        name=person_name(seed, code),
        title=title,
        email=f"{code}@{scene.domain}",
        phone="0200 555 0101",
        unit=scene.works_at.get(post),
        by=admin,
        at=at,
    )


def _campaign(session: Session, scene: Scene, *, admin: Principal, at: datetime) -> None:
    create(session, scene.code, scene.plan(), units=[u[0] for u in scene.units], by=SYSTEM, at=at)
    for post, role, _ in OFFICE:
        grant_role(session, code_of(scene, post), role, campaign=scene.code, by=admin, at=at)
    session.flush()
    prepare_launch(session, scene.code, by=principal_in(session, code_of(scene, "vanphong"), at), at=at)
