"""The auditor reads everything, changes nothing, and is seen reading."""

from collections.abc import Callable

import pytest

from models.audit import AuditEvent
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]


@pytest.fixture
def appraisal(house: Houses) -> House:
    """A campaign with some history."""
    return house("council_appraisal@final")


@pytest.fixture
def auditor(appraisal: House) -> Visitor:
    """At the trail."""
    visitor = appraisal.visit("auditor")
    assert visitor.get("/nhat-ky").status_code == 200
    return visitor


def views(office: House) -> list[str]:
    return [event.subject for event in office.world.rows(AuditEvent, kind="data:viewed")]


def test_the_look_itself_is_written_down_once_a_day(appraisal: House, auditor: Visitor) -> None:
    auditor.get("/nhat-ky")
    assert views(appraisal) == ["trail:all"]


@pytest.mark.parametrize("subject", ["stage:khong-co", "question:khong-co", "decision:x/y", "x" * 500])
def test_looking_for_what_never_was_leaves_no_riddle(appraisal: House, auditor: Visitor, subject: str) -> None:
    auditor.get(f"/nhat-ky?doi_tuong={subject}&phong_trao={subject}")
    assert auditor.get("/nhat-ky").status_code == 200
    assert views(appraisal) == ["trail:all"]


def test_reading_one_event_is_written_down(appraisal: House, auditor: Visitor) -> None:
    number = appraisal.world.rows(AuditEvent, kind="campaign:launched")[0].id
    auditor.get(f"/nhat-ky/{number}")
    assert views(appraisal) == ["trail:all", f"campaign:{appraisal.world.code}"]


def test_no_code_stands_where_a_name_belongs(auditor: Visitor) -> None:
    auditor.get("/nhat-ky")
    assert auditor.says(">Giai đoạn ")
    assert not auditor.says(">stage:")


def test_filters_narrow_the_trail(auditor: Visitor) -> None:
    auditor.get("/nhat-ky?loai=campaign:launched")
    assert auditor.text.count('data-label="Lúc"') == 1


def test_days_narrow_the_trail(auditor: Visitor) -> None:
    auditor.get("/nhat-ky?tu=2030-01-01")
    assert auditor.says("Không có sự kiện nào như vậy")


def test_a_day_that_is_none_is_refused(auditor: Visitor) -> None:
    assert auditor.get("/nhat-ky?tu=hom-qua").status_code == 422


def test_one_event_shows_its_original_text(auditor: Visitor) -> None:
    auditor.get("/nhat-ky/1")
    assert auditor.says("Bản gốc")
    assert auditor.says("&#34;kind&#34;")


def test_an_event_that_is_not_there_is_named(auditor: Visitor) -> None:
    assert auditor.get("/nhat-ky/999999").status_code == 404
    assert auditor.says("không có sự kiện số 999999")


def test_the_trail_is_taken_away_as_a_file(auditor: Visitor) -> None:
    answer = auditor.get("/nhat-ky/tai-ve.csv?loai=campaign:launched")
    assert answer.content.startswith("\ufeffSố,Lúc,Người".encode())
    assert len(answer.text.strip().splitlines()) == 2


def test_older_events_follow_on_the_next_page(auditor: Visitor) -> None:
    first = auditor.text.count('data-label="Lúc"')
    auditor.get("/nhat-ky?truoc=10")
    assert (first, auditor.text.count('data-label="Lúc"')) == (50, 9)


@pytest.mark.parametrize("person", ["officer", "cb-dv-1", "clerk"])
def test_who_may_not_read_the_trail_is_sent_away(appraisal: House, person: str) -> None:
    assert appraisal.visit(person).get("/nhat-ky").status_code == 403
    assert appraisal.visit(person).get("/nhat-ky/1").status_code == 403
