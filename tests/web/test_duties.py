"""My duties: by name, by role, for my unit; each leads to the page where it is done."""

import re
from collections.abc import Callable

import pytest

from domain.dates import on_day
from domain.duties import DutyKind
from domain.plan import PlannedDuty
from domain.stages import StageKind
from models.stages import Duty
from tests.store import factories
from tests.store.playing import propose
from tests.store.scenario import campaign_at
from tests.web.visitor import House, open_house
from web.duty_places import _PLACES

Houses = Callable[..., House]


def test_a_unit_officer_sees_what_her_unit_owes(house: Houses) -> None:
    visitor = house("registration").visit("cb-dv-1")
    visitor.get("/viec-cua-toi")
    assert 'href="/don-vi-toi/DV-1/NH-2021-01/dang-ky"' in visitor.text
    assert "DV-2" not in visitor.text


def test_an_officer_is_led_to_each_dossier(house: Houses) -> None:
    opened = house("dossier_intake@final")
    propose(opened.world, "DV-1")
    visitor = opened.visit("officer")
    visitor.get("/viec-cua-toi")
    assert 'href="/ho-so/NH-2021-01/HS-DV-1-01"' in visitor.text


def test_whoever_owes_nothing_is_told_so(house: Houses) -> None:
    visitor = house("registration").visit("auditor")
    visitor.get("/viec-cua-toi")
    assert visitor.says("Không có việc nào đang chờ")


def test_the_menu_counts_what_is_mine(house: Houses) -> None:
    visitor = house("registration").visit("cb-dv-1")
    visitor.get("/viec-cua-toi")
    assert re.search(r"Việc của tôi<span class=\"badge-count\">1<", visitor.text)


def test_what_is_late_is_said_in_words(house: Houses) -> None:
    opened = house("registration")
    opened.go("2021-04-06")
    visitor = opened.visit("cb-dv-1")
    visitor.get("/viec-cua-toi")
    assert visitor.says("quá hạn 4 ngày làm việc")


@pytest.mark.parametrize(
    "key", ["registration", "dossier_intake@final", "council_appraisal@final", "decision_issuance@final"]
)
def test_every_line_leads_to_a_page(house: Houses, key: str) -> None:
    opened = house(key)
    for person in ("officer", "secretary", "leader", "cb-dv-1"):
        visitor = opened.visit(person)
        places = set(re.findall(r'class="strong" href="([^"]+)"', visitor.get("/viec-cua-toi").text))
        assert {visitor.get(place).status_code for place in places} <= {200}


def test_every_kind_of_duty_has_a_place() -> None:
    assert set(_PLACES) == set(DutyKind)


@pytest.fixture
def planned(store: object, tmp_path: object) -> House:
    """The plan itself asks every unit for an evaluation at registration."""
    duty = PlannedDuty(
        code="tu_danh_gia",
        stage=StageKind.REGISTRATION,
        owed_by="units",
        owed_to="UBND phường",
        what="Tự đánh giá của đơn vị",
        due=on_day(factories.REGISTER_BY, "chậm nhất ngày 31/3/2021"),
    )
    world = campaign_at(store, "registration", plan=factories.small_plan(duties=(duty,)))  # type: ignore[arg-type]  # fixtures
    return open_house(world, tmp_path)  # type: ignore[arg-type]  # fixtures


def planned_duty(house: House, unit_id: int) -> Duty:
    [found] = house.world.rows(Duty, kind="planned", unit_id=unit_id)
    return found


def test_what_the_plan_asks_is_reported_as_done(planned: House) -> None:
    number = planned_duty(planned, 1).id
    visitor = planned.visit("cb-dv-1")
    visitor.get(f"/viec-cua-toi/{number}")
    visitor.post(f"/viec-cua-toi/{number}", text="Đã tự đánh giá")
    assert planned_duty(planned, 1).done_by == "cb-dv-1"


def test_another_units_duty_does_not_exist(planned: House) -> None:
    visitor = planned.visit("cb-dv-1")
    assert visitor.get(f"/viec-cua-toi/{planned_duty(planned, 2).id}").status_code == 404
