"""Ready-made accounts: in each campaign somebody of every role can sign in, and so can an administrator and an auditor.

Their one password is shown on the sign-in page of a simulated store, and nowhere else.
"""

from datetime import datetime

from sqlmodel import Session

from actions.accounts import open_demo_account
from actions.people import add_person, grant_role
from deployments.demo.names import person_name
from deployments.demo.scenery import ADMIN, code_of, officer_code
from deployments.demo.scenes import Scene
from domain.people import Principal, Role
from models.people_rows import person_exists

AUDITOR, TITLE, ADDRESS = "kiemtra", "Thanh tra, kiểm tra", "kiemtra@thanhtra.example"
POSTS = ("vanphong", "chutich", "thuky", "vanthu", "uyvien1")
"""Officer, leader, secretary, clerk and a member of the council."""


def open_for_all(session: Session, *, seed: str, by: Principal, at: datetime) -> None:
    """The administrator's account and the auditor's, who belong to no campaign; made once."""
    if person_exists(session, AUDITOR):
        return
    add_person(session, AUDITOR, name=person_name(seed, AUDITOR), title=TITLE, email=ADDRESS, by=by, at=at)
    grant_role(session, AUDITOR, Role.AUDITOR, by=by, at=at)
    for code in (ADMIN, AUDITOR):
        open_demo_account(session, code, by=by, at=at)


def open_for_scene(session: Session, scene: Scene, *, by: Principal, at: datetime) -> None:
    """One account for each role of a scene; its first unit's officer stands for those of all units."""
    people = [code_of(scene, post) for post in POSTS]
    for code in (*people, officer_code(scene.units[0][0])):
        open_demo_account(session, code, by=by, at=at)
