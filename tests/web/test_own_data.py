"""What the store holds about a person: others read it with a reason only, and nobody finds another's data in it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine

from actions import people_edits
from domain.eligibility import Criterion
from models import blobs
from models.audit import AuditEvent
from models.engine import writing
from models.people import Person
from models.personal_data import CorrectionRequest
from tests.store import factories, playing
from tests.store.scenario import campaign_at
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
HOME = "/ca-nhan/du-lieu"


@pytest.fixture
def appraisal(house: Houses) -> House:
    """A campaign with dossiers and a council that sits."""
    office = house("council_appraisal@final")
    playing.convene(office.world)
    for number, code in enumerate(("clerk", "officer", "cb-dv-1", "cb-dv-2", "member1", "leader")):
        reach(office, code, f"028 3822 10{number:02}")
    return office


def reach(office: House, code: str, phone: str) -> None:
    """Give somebody a telephone, and a name that nobody shares."""
    world = office.world
    row = world.rows(Person, code=code)[0]
    told: dict[str, Any] = {"name": f"Người {code}", "email": f"{code}@so.example", "title": "", "unit": None}
    if row.unit_id:
        told["unit"] = "DV-1" if code == "cb-dv-1" else "DV-2"
    admin = world.who("admin")
    with writing(world.engine) as session:
        people_edits.change_person(session, code, **told, phone=phone, by=admin, at=world.now)


def taken(visitor: Visitor, path: str = f"{HOME}/tai-ve.json") -> dict[str, Any]:
    answer = visitor.get(path)
    assert answer.status_code == 200
    found: dict[str, Any] = json.loads(answer.text)
    return found


def views(office: House) -> list[tuple[str, str]]:
    return [(event.actor, event.subject) for event in office.world.rows(AuditEvent, kind="data:viewed")]


PEOPLE = ("clerk", "officer", "cb-dv-1", "cb-dv-2", "member1", "leader")


@pytest.mark.parametrize("person", PEOPLE)
def test_nothing_of_others_stands_in_her_data(appraisal: House, person: str) -> None:
    visitor = appraisal.visit(person)
    text = json.dumps(taken(visitor), ensure_ascii=False) + visitor.get(HOME).text.partition("<main")[2]
    rows = [row for row in appraisal.world.rows(Person) if row.code != person]
    found = {value for row in rows for value in (row.phone, row.email) if value and value in text}
    assert found == set()
    assert f"{person}@so.example" in text


def test_her_data_tells_what_there_is(appraisal: House) -> None:
    parts = {part["code"]: part["lines"] for part in taken(appraisal.visit("member1"))["sections"]}
    assert parts["person"][0]["phone"] == "028 3822 1004"
    assert parts["seats"][0]["campaign"] == appraisal.world.code
    assert {line["kept"] for line in parts["values"]} >= {"name", "email", "phone"}


def test_own_look_is_no_view(appraisal: House) -> None:
    appraisal.visit("clerk").get(HOME)
    assert views(appraisal) == []


@pytest.mark.parametrize("person", ["officer", "cb-dv-2", "auditor", "leader", "member1"])
def test_others_do_not_see_it(appraisal: House, person: str) -> None:
    visitor = appraisal.visit(person)
    assert visitor.get(f"{HOME}/clerk").status_code == 403
    assert visitor.get(f"{HOME}/clerk/tai-ve.json").status_code == 403


def test_administrator_gives_a_reason_first(appraisal: House) -> None:
    admin = appraisal.visit("admin")
    admin.get(f"{HOME}/clerk")
    assert not admin.says("028 3822 1000")
    assert admin.client.get(f"{HOME}/clerk/tai-ve.json").status_code == 409
    admin.post(f"{HOME}/clerk/mo", reason="Theo đơn ngày 3/1")
    assert admin.says("028 3822 1000")
    assert views(appraisal) == [("admin", "person:clerk")]


def test_reason_may_not_be_empty(appraisal: House) -> None:
    admin = appraisal.visit("admin")
    admin.get(f"{HOME}/clerk")
    admin.post(f"{HOME}/clerk/mo", reason=" ")
    assert not admin.says("028 3822 1000")
    assert views(appraisal) == []


def test_reason_of_another_person_opens_nothing(appraisal: House) -> None:
    admin = appraisal.visit("admin")
    admin.get(f"{HOME}/clerk")
    admin.post(f"{HOME}/clerk/mo", reason="Theo đơn")
    assert admin.client.get(f"{HOME}/officer/tai-ve.json").status_code == 409


def test_she_sees_who_looked(appraisal: House) -> None:
    appraisal.visit("officer").get("/lien-he/clerk")
    lines = {part["code"]: part["lines"] for part in taken(appraisal.visit("clerk"))["sections"]}["views"]
    assert [(line["viewer"], line["sensitive"]) for line in lines] == [("Người officer", "contact")]


def test_telephone_is_noted_once_a_day(appraisal: House) -> None:
    officer = appraisal.visit("officer")
    for _ in range(3):
        assert officer.get("/lien-he/clerk").status_code == 200
    assert officer.says("028 3822 1000")
    assert views(appraisal) == [("officer", "person:clerk")]


def test_own_telephone_is_no_view(appraisal: House) -> None:
    appraisal.visit("clerk").get("/lien-he/clerk")
    assert views(appraisal) == []


@pytest.mark.parametrize(("person", "status"), [("cb-dv-2", 404), ("officer", 200), ("niemand", 404)])
def test_unit_reaches_the_office_and_no_other_unit(appraisal: House, person: str, status: int) -> None:
    assert appraisal.visit("cb-dv-1").get(f"/lien-he/{person}").status_code == status


def test_page_that_cannot_be_noted_is_not_shown(appraisal: House) -> None:
    with appraisal.world.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER broken BEFORE INSERT ON data_view BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    answer = appraisal.visit("officer").client.get("/lien-he/clerk")
    assert answer.status_code >= 500
    assert "028 3822 1000" not in answer.text


def test_document_that_is_opened_is_noted(appraisal: House) -> None:
    world = appraisal.world
    dossier = f"HS-{world.units[0]}-01"
    directory = appraisal.app.state.settings.data_directory / "files"
    blobs.put(directory, b"bytes")
    officer = appraisal.visit("officer")
    assert officer.get(f"/ho-so/{world.code}/{dossier}/tai-lieu/1").status_code == 200
    assert views(appraisal) == [("officer", f"dossier:{dossier}")]


def ask(visitor: Visitor, **fields: str) -> None:
    visitor.get(HOME)
    visitor.post(f"{HOME}/sua", **{"field": "title", "right": "Trưởng phòng", "reason": "Quyết định 3", **fields})


def test_correction_is_asked_and_agreed(appraisal: House) -> None:
    clerk = appraisal.visit("clerk")
    ask(clerk)
    assert clerk.says("Đã gửi yêu cầu số 1")
    officer = appraisal.visit("officer")
    officer.get("/quan-tri/sua-du-lieu")
    officer.post("/quan-tri/sua-du-lieu/1", agree="yes", answer="")
    assert appraisal.world.rows(Person, code="clerk")[0].title == "Trưởng phòng"


def test_refused_correction_comes_back_filled(appraisal: House) -> None:
    clerk = appraisal.visit("clerk")
    ask(clerk, field="phone", right="số máy")
    assert clerk.says('value="số máy"')
    assert appraisal.world.rows(CorrectionRequest) == []


def test_preview_of_a_correction_keeps_nothing(appraisal: House) -> None:
    clerk = appraisal.visit("clerk")
    ask(clerk, _preview="1")
    assert clerk.says("Yêu cầu sửa dữ liệu cá nhân: thêm 1")
    assert appraisal.world.rows(CorrectionRequest) == []


def test_lists_show_no_telephone(appraisal: House) -> None:
    officer = appraisal.visit("officer")
    for path in ("/", "/vuong", f"/phong-trao/{appraisal.world.code}/giai-doan/council_appraisal@final"):
        officer.get(path)
        assert not officer.says("028 3822")
    assert views(appraisal) == []


def test_sheet_of_an_administrator_is_a_view(appraisal: House) -> None:
    appraisal.visit("admin").get("/quan-tri/nguoi/clerk")
    appraisal.visit("admin").get("/quan-tri/nguoi")
    assert views(appraisal) == [("admin", "person:clerk")]


@pytest.mark.parametrize(
    ("path", "subject"),
    [("/quan-tri/thu", "mails:all"), ("/vuong.xlsx", "waiting:export"), ("/phong-trao/{code}/thu", "mails:all")],
)
def test_lists_of_addresses_are_one_view(appraisal: House, path: str, subject: str) -> None:
    for _ in range(2):
        assert appraisal.visit("officer").get(path.format(code=appraisal.world.code)).status_code == 200
    assert views(appraisal) == [("officer", subject)]


def test_evidence_of_discipline_is_folded_and_its_look_noted(store: Engine, house: Houses) -> None:
    clean = Criterion(
        id="on_time", subject="any", comparator="boolean", value=True, wording="Không bị kỷ luật", exclusion=True
    )
    plan = factories.small_plan(criteria=(clean,))
    office = house(campaign_at(store, "council_appraisal@final", units=1, plan=plan))
    address = f"/ho-so/{office.world.code}/HS-DV-1-01"
    officer = office.visit("officer")
    officer.get(address)
    assert (officer.says("Thủ trưởng đơn vị xác nhận"), officer.says("Hiện minh chứng")) == (False, True)
    officer.get(f"{address}/minh-chung/on_time")
    assert officer.says("Thủ trưởng đơn vị")
    assert views(office) == [("officer", "dossier:HS-DV-1-01")]
