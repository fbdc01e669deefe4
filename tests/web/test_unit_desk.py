"""The unit's desk: which unit, what it owes, what came back; and saying that nobody is proposed."""

from collections.abc import Callable

from actions import dossiers, people
from domain.people import Role
from models.engine import writing
from models.stages import Duty
from tests.store import factories
from tests.store.playing import propose
from tests.web.visitor import House

Houses = Callable[..., House]
DECLINE = "/don-vi-toi/DV-1/NH-2021-01/khong-de-nghi/final"


def test_the_only_unit_is_opened_at_once(house: Houses) -> None:
    visitor = house("registration").visit("cb-dv-1")
    visitor.get("/don-vi-toi")
    assert visitor.page.endswith("/don-vi-toi/DV-1")
    assert visitor.says("Gửi đăng ký thi đua")


def test_whoever_serves_two_units_chooses(house: Houses) -> None:
    opened = house("registration")
    world = opened.world
    with writing(world.engine) as session:
        people.grant_role(session, "cb-dv-1", Role.UNIT_OFFICER, unit="DV-2", by=world.who("admin"), at=world.now)
    visitor = opened.visit("cb-dv-1")
    visitor.get("/don-vi-toi")
    assert visitor.says("Đơn vị DV-2")
    assert not visitor.says("Đơn vị DV-3")


def test_whoever_has_no_unit_is_told_whom_to_ask(house: Houses) -> None:
    visitor = house("registration").visit("auditor")
    visitor.get("/don-vi-toi")
    assert visitor.says("chưa được giao cho đơn vị nào")


def test_an_officer_sees_who_has_no_account(house: Houses) -> None:
    opened = house("registration")
    opened.visit("cb-dv-1")
    visitor = opened.visit("officer")
    visitor.get("/don-vi-toi")
    assert visitor.text.count("chưa có, nhập thay") == 2


def test_another_units_desk_does_not_exist(house: Houses) -> None:
    visitor = house("registration").visit("cb-dv-1")
    assert {visitor.get(f"/don-vi-toi/{unit}").status_code for unit in ("DV-2", "KHONG-CO")} == {404}


def test_what_came_back_says_why_and_until_when(house: Houses) -> None:
    opened = house("dossier_intake@final")
    propose(opened.world, "DV-1")
    reasons = {"to_trinh": "Thiếu chữ ký"}
    opened.world.do(dossiers.return_for_supplement, "HS-DV-1-01", reasons=reasons, due=factories.SUBMIT_BY)
    visitor = opened.visit("cb-dv-1")
    visitor.get("/don-vi-toi/DV-1")
    assert visitor.says("Bổ sung đến hết 29/10/2021")
    assert visitor.says("Thiếu chữ ký")


def test_a_unit_that_proposes_nobody_owes_nothing_more(house: Houses) -> None:
    opened = house("dossier_intake@final")
    visitor = opened.visit("cb-dv-1")
    visitor.get(DECLINE)
    visitor.post(DECLINE, reason="Không có trường hợp nổi bật")
    [duty] = opened.world.rows(Duty, kind="submit_dossier", unit_id=1)
    assert duty.done_by == "cb-dv-1"


def test_declining_needs_a_reason(house: Houses) -> None:
    visitor = house("dossier_intake@final").visit("cb-dv-1")
    visitor.get(DECLINE)
    assert visitor.post(DECLINE, reason=" ").status_code == 422


def test_a_page_of_nobodys_round_does_not_exist(house: Houses) -> None:
    visitor = house("dossier_intake@final").visit("cb-dv-1")
    assert visitor.get(DECLINE.replace("final", "x<b>")).status_code == 404
