"""A stage from the monitor: what it waits for, what helps, and what a refusal keeps."""

from collections.abc import Callable

import pytest

from models.audit import AuditEvent
from models.dossiers import Dossier
from models.stages import Duty, SkipRequest
from tests.store import playing
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
REGISTRATION = "/phong-trao/NH-2021-01/giai-doan/registration"
MIDTERM = "/phong-trao/NH-2021-01/giai-doan/midterm_review"


@pytest.fixture
def office(house: Houses) -> House:
    """Three units owe their registration."""
    return house("registration")


def at(office: House, person: str = "officer", path: str = REGISTRATION) -> Visitor:
    """Somebody in front of the stage."""
    visitor = office.visit(person)
    visitor.get(path)
    return visitor


def test_page_says_what_is_waited_for(office: House) -> None:
    visitor = at(office)
    assert visitor.says("Đang chờ 3 việc gửi đăng ký thi đua.")
    assert visitor.says("Nhắc ngay")


def test_reminding_tells_everybody_who_owes(office: House) -> None:
    visitor = at(office)
    visitor.post(f"{REGISTRATION}/nhac", reason="Sắp đến hạn")
    assert visitor.says("Đã nhắc việc ở “Đăng ký thi đua”")
    assert len(office.world.notices("duty_reminder")) == 3


def test_reminding_one_tells_only_that_one(office: House) -> None:
    visitor, [first, *_] = at(office), office.world.rows(Duty, kind="register")
    visitor.post(f"{REGISTRATION}/nhac", reason="Chưa thấy gửi", duty=str(first.id))
    assert len(office.world.notices("duty_reminder")) == 1


def test_reminding_from_a_narrowed_page_tells_only_those_shown(office: House) -> None:
    playing.act(office.world, office.world.owed("register")[0])
    visitor = at(office, path=f"{REGISTRATION}?viec=register")
    visitor.post(f"{REGISTRATION}/nhac", reason="Sắp đến hạn")
    assert {duty.kind for duty in office.world.owed()} == {"register", "confirm_registration"}
    assert len(office.world.notices("duty_reminder")) == 2


def test_reason_stands_in_the_trail(office: House) -> None:
    at(office).post(f"{REGISTRATION}/nhac", reason="Sở giục gấp")
    [event] = office.world.rows(AuditEvent, kind="stage:reminded_now")
    assert "Sở giục gấp" in event.text


def test_missing_reason_keeps_what_was_chosen(office: House) -> None:
    visitor = at(office)
    answer = visitor.post(f"{REGISTRATION}/keo-dai", day="2021-04-20", reason=" ")
    assert answer.status_code == 422
    assert visitor.says("Ô này còn trống")
    assert 'value="2021-04-20"' in visitor.text


def test_looking_first_changes_nothing(office: House) -> None:
    visitor = at(office)
    visitor.post(f"{REGISTRATION}/keo-dai", day="2021-04-20", reason="Mưa bão", _preview="1")
    assert visitor.says("Nếu thực hiện, sẽ có những thay đổi sau")
    assert str(office.world.stage("registration").due) == "2021-03-31"


def test_extending_moves_the_deadline_and_goes_back(office: House) -> None:
    visitor = at(office)
    visitor.post(f"{REGISTRATION}/keo-dai", day="20/4/2021", reason="Mưa bão", back="/?vuong=1")
    assert visitor.page.endswith("/?vuong=1")
    assert str(office.world.stage("registration").due) == "2021-04-20"


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_elsewhere_afterwards(office: House, back: str) -> None:
    visitor = at(office)
    visitor.post(f"{REGISTRATION}/keo-dai", day="2021-04-20", reason="Mưa bão", back=back)
    assert "evil" not in visitor.page


def test_handing_over_takes_a_name_from_the_list(office: House) -> None:
    visitor, [first, *_] = at(office), office.world.rows(Duty, kind="register")
    person = "Người officer – officer"
    visitor.post(f"{REGISTRATION}/giao-viec", duty=str(first.id), person=person, reason="Nghỉ phép")
    assert visitor.says("Đã giao việc ở “Đăng ký thi đua”")
    assert [duty.person_id for duty in office.world.rows(Duty, kind="register")].count(None) == 2


def test_unknown_person_is_refused_and_kept(office: House) -> None:
    visitor, [first, *_] = at(office), office.world.rows(Duty, kind="register")
    answer = visitor.post(f"{REGISTRATION}/giao-viec", duty=str(first.id), person="<b>ai</b>", reason="Nghỉ")
    assert answer.status_code == 404
    assert 'value="&lt;b&gt;ai&lt;/b&gt;"' in visitor.text


def test_skipping_takes_a_second_person(office: House) -> None:
    first = at(office, path=MIDTERM)
    first.post(f"{MIDTERM}/bo-qua", reason="Đơn vị đề nghị")
    assert first.says("Người đề nghị không tự đồng ý được")
    second = at(office, "leader", MIDTERM)
    second.post(f"{MIDTERM}/tra-loi-bo-qua", answer="yes", reason="Đồng ý")
    assert office.world.stage("midterm_review").state == "skipped"


def test_second_person_may_refuse(office: House) -> None:
    at(office, path=MIDTERM).post(f"{MIDTERM}/bo-qua", reason="Đơn vị đề nghị")
    at(office, "leader", MIDTERM).post(f"{MIDTERM}/tra-loi-bo-qua", answer="no", reason="Vẫn cần")
    [asked] = office.world.rows(SkipRequest)
    assert asked.agreed is False


def test_suspended_campaign_offers_only_to_go_on(office: House) -> None:
    visitor = at(office)
    visitor.post(f"{REGISTRATION}/tam-dung", reason="Chờ chỉ đạo")
    assert not visitor.says("Nhắc ngay</button>")
    visitor.post(f"{REGISTRATION}/tiep-tuc", reason="Có chỉ đạo")
    assert visitor.says("Phong trào tiếp tục")


def test_ended_stage_offers_to_be_opened_again(house: Houses) -> None:
    office = house("midterm_review")
    visitor = at(office)
    assert visitor.says("Giai đoạn này không chờ ai.")
    visitor.post(f"{REGISTRATION}/mo-lai", day="2021-06-15", reason="Có đơn vị mới")
    assert office.world.stage("registration").state == "open"


def test_what_is_not_allowed_says_why(office: House) -> None:
    visitor = at(office, "secretary")
    assert visitor.says("<b>Kéo dài hạn</b>: cần vai trò: Chuyên viên thi đua – khen thưởng, Lãnh đạo ký quyết định.")


def test_unit_sees_its_own_part_without_the_office(office: House) -> None:
    visitor = at(office, "cb-dv-1")
    assert visitor.says("bàn đơn vị")
    assert not visitor.says("DV-2")
    assert not visitor.says("Đã làm gì")


@pytest.mark.parametrize("path", ["giai-doan/khong-co", "giai-doan/dossier_intake@1999", "ho-so/HS-9/vuong"])
def test_unknown_places_are_refused_in_a_sentence(office: House, path: str) -> None:
    visitor = office.visit("officer")
    assert visitor.get(f"/phong-trao/NH-2021-01/{path}").status_code in {404, 422}
    assert visitor.says("Chưa thực hiện được")


def test_drawer_is_the_page_without_its_frame(office: House) -> None:
    visitor = office.visit("officer")
    visitor.get(REGISTRATION, **{"hx-target": "drawer", "hx-current-url": "http://testserver/vuong?loai=register"})
    assert "<html" not in visitor.text
    assert 'name="back" value="/vuong?loai=register"' in visitor.text


def test_dossier_tells_whose_time_passed(house: Houses) -> None:
    office = house("council_appraisal@final")
    visitor = office.visit("officer")
    visitor.get(f"/phong-trao/NH-2021-01/ho-so/HS-{office.world.units[0]}-01/vuong")
    assert visitor.says("Cơ quan xử lý")


def test_dossier_goes_back_to_be_judged_anew(house: Houses) -> None:
    office = house("council_appraisal@final")
    path = f"/phong-trao/NH-2021-01/ho-so/HS-{office.world.units[0]}-01"
    visitor = at(office, path=f"{path}/vuong")
    visitor.post(f"{path}/lui", reason="Cần xem lại số liệu")
    assert visitor.says("Đã lùi hồ sơ")
    [row] = office.world.rows(Dossier, code=path.rpartition("/")[2])
    assert row.state == "submitted"
