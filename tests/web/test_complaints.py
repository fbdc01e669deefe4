"""Complaints at the pages: entered, handled, and seen by each as far as she may know."""

from collections.abc import Callable
from datetime import date

import pytest
from httpx import Response

from models.complaints import Complaint
from models.dossiers import Dossier
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
DOSSIER = "HS-DV-1-01"
SHEET = f"/ho-so/NH-2021-01/{DOSSIER}"
ONE = "/khieu-nai/NH-2021-01/KN-0001"
DECISION = "/quyet-dinh/NH-2021-01/final/giay_khen"
SENDER, CONTENT = "Lò Thị Khiếu Nại", "Sáng kiến là của người khác"


@pytest.fixture
def office(house: Houses) -> House:
    """A complaint has come about the first dossier, which waits for the council."""
    found = house("council_appraisal@final")
    officer = found.visit("officer")
    officer.get(f"{SHEET}/khieu-nai")
    assert file(officer).status_code == 200
    return found


def file(officer: Visitor, **fields: str) -> Response:
    told = {"sender": SENDER, "content": CONTENT, "document": "15/ĐKN", "received_on": "2021-10-29"}
    return officer.post(f"{SHEET}/khieu-nai", **(told | fields))


def test_filed_complaint_is_shown_with_its_sender(office: House) -> None:
    officer = office.visit("officer")
    officer.get(ONE)
    assert officer.says(SENDER)
    assert officer.says("chưa có hạn: cơ quan chưa đặt thời hạn")


def test_refused_form_comes_back_filled(house: Houses) -> None:
    officer = house("council_appraisal@final").visit("officer")
    officer.get(f"{SHEET}/khieu-nai")
    file(officer, received_on="2031-01-01")
    assert officer.says(SENDER)
    assert officer.says("Nhập khiếu nại")


@pytest.mark.parametrize("person", ["secretary", "chair", "clerk", "auditor", "cb-dv-1", "cb-dv-2"])
def test_nobody_else_opens_it(office: House, person: str) -> None:
    visitor = office.visit(person)
    assert visitor.get(ONE).status_code in (403, 404)
    assert not visitor.says(SENDER)


@pytest.mark.parametrize("person", ["secretary", "chair", "cb-dv-1"])
def test_sender_stands_on_no_page_of_theirs(office: House, person: str) -> None:
    visitor = office.visit(person)
    for path in (SHEET, f"/phong-trao/NH-2021-01/ho-so/{DOSSIER}/vuong", "/vuong", "/", "/viec-cua-toi"):
        visitor.get(path)
        assert not [words for words in (SENDER, CONTENT) if visitor.says(words)]


def test_unit_is_told_of_a_pause_alone(office: House) -> None:
    unit = office.visit("cb-dv-1")
    unit.get(SHEET)
    assert unit.says("Đang tạm dừng xét")
    assert "khiếu nại" not in unit.text.lower()
    unit.get("/don-vi-toi/DV-1")
    assert unit.says("Đang tạm dừng xét")


def test_council_is_told_why(office: House) -> None:
    secretary = office.visit("secretary")
    secretary.get(SHEET)
    assert secretary.says("vì có khiếu nại đang được xác minh")
    assert "KN-0001" not in secretary.text


def test_list_counts_what_is_open(office: House) -> None:
    leader = office.visit("leader")
    leader.get("/khieu-nai?trang-thai=open")
    assert leader.says("KN-0001")
    leader.get("/khieu-nai?trang-thai=over")
    assert leader.says("Không có khiếu nại nào hợp với bộ lọc")


def test_conclusion_sets_the_nominee_free(office: House) -> None:
    officer = office.visit("officer")
    officer.get(ONE)
    officer.post(f"{ONE}/thu-ly", document="20/QĐ")
    assert officer.post(f"{ONE}/ket-luan", outcome="unfounded", document="25/KL", conclusion="Sai.").status_code == 200
    officer.get(SHEET)
    assert not officer.says("Đang tạm dừng xét")


def test_upheld_one_ends_the_proposal(office: House) -> None:
    officer = office.visit("officer")
    officer.get(ONE)
    officer.post(f"{ONE}/thu-ly", document="20/QĐ")
    officer.post(f"{ONE}/ket-luan", outcome="upheld", document="25/KL", conclusion="Đúng.")
    assert officer.says("không được xét khen thưởng nữa, theo kết luận số 25/KL")
    [row] = office.world.rows(Dossier, code=DOSSIER)
    assert row.state == "ineligible"


def test_preview_changes_nothing(office: House) -> None:
    officer = office.visit("officer")
    officer.get(ONE)
    officer.post(f"{ONE}/rut", reason="Đơn rút", _preview="1")
    assert officer.says("chưa thực hiện")
    assert office.world.rows(Complaint)[0].state == "received"


def test_leader_sets_a_limit_and_lifts_it(office: House) -> None:
    leader = office.visit("leader")
    leader.get("/khieu-nai")
    leader.post("/khieu-nai/thoi-han", days="10", unit="working", counted_from="accepted", source="Quy chế 1")
    assert leader.says("10 ngày làm việc kể từ ngày thụ lý, theo Quy chế 1")
    leader.post("/khieu-nai/thoi-han/bo", reason="Quy chế hết hiệu lực")
    assert leader.says("Chưa đặt thời hạn giải quyết")


def test_scan_comes_back_as_it_was(house: Houses) -> None:
    officer = house("council_appraisal@final").visit("officer")
    officer.get(f"{SHEET}/khieu-nai")
    letter = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    fields = {"sender": SENDER, "content": CONTENT, "document": "15/ĐKN", "received_on": "2021-10-29"}
    officer.post(f"{SHEET}/khieu-nai", files={"scan": ("đơn.pdf", letter, "application/pdf")}, **fields)
    assert officer.get(f"{ONE}/tep").content == letter


@pytest.fixture
def issuing(house: Houses) -> House:
    """The council has proposed two, and a complaint has come about the first of them."""
    found = house("decision_issuance@final")
    officer = found.visit("officer")
    officer.get(f"{SHEET}/khieu-nai")
    file(officer)
    return found


def test_draft_tells_who_is_left_out(issuing: House) -> None:
    officer = issuing.visit("officer")
    officer.get(DECISION)
    assert officer.says("trừ 1 trường hợp đang tạm dừng xét")
    assert officer.post(f"{DECISION}/du-thao").status_code == 200
    assert officer.says("Danh sách: 1")
    assert officer.says("Tạm dừng xét, chưa đưa vào quyết định: 1")


def test_stale_draft_asks_to_be_written_anew(issuing: House) -> None:
    officer = issuing.visit("officer")
    officer.get(DECISION)
    officer.post(f"{DECISION}/du-thao")
    officer.get(ONE)
    officer.post(f"{ONE}/rut", reason="Rút đơn")
    officer.get("/quyet-dinh")
    assert officer.says("Danh sách đã thay đổi từ khi dự thảo")
    officer.get(DECISION)
    officer.post(f"{DECISION}/du-thao")
    assert officer.says("Danh sách: 2")


def test_upheld_one_leads_to_the_issued_decision(house: Houses) -> None:
    officer = house("final_summary").visit("officer")
    officer.get(f"{SHEET}/khieu-nai")
    file(officer)
    officer.post(f"{ONE}/thu-ly", document="20/QĐ")
    officer.post(f"{ONE}/ket-luan", outcome="upheld", document="25/KL", conclusion="Đúng.")
    assert officer.says("chỉ mất hiệu lực bằng một quyết định hủy bỏ, căn cứ kết luận số 25/KL")
    assert officer.get(DECISION).status_code == 200


def test_award_under_complaint_is_marked(house: Houses) -> None:
    officer = house("final_summary").visit("officer")
    officer.get(f"{SHEET}/khieu-nai")
    file(officer)
    officer.get(DECISION)
    assert officer.says("Đang bị khiếu nại")
    assert officer.get(SHEET).status_code == 200
    assert officer.says("Đang bị khiếu nại")


def test_further_part_is_drafted_at_the_page(issuing: House) -> None:
    officer, leader, clerk = (issuing.visit(person) for person in ("officer", "leader", "clerk"))
    officer.get(DECISION)
    officer.post(f"{DECISION}/du-thao")
    issue(leader, clerk, "45/QĐ-UBND", issuing.world.today)
    officer.get(ONE)
    officer.post(f"{ONE}/rut", reason="Rút đơn")
    officer.get(DECISION)
    assert officer.says("1 trường hợp được xét tiếp sau khi quyết định này ban hành")
    officer.post(f"{DECISION}/du-thao")
    assert officer.says("Danh sách: 1")
    issue(leader, clerk, "46/QĐ-UBND", issuing.world.today)
    clerk.get(DECISION)
    assert clerk.says("Quyết định số 45/QĐ-UBND")
    assert {row.state for row in issuing.world.rows(Dossier)} == {"awarded", "not_passed"}


def issue(leader: Visitor, clerk: Visitor, number: str, day: date) -> None:
    leader.get(DECISION)
    assert leader.post(f"{DECISION}/ky", signer_title="CHỦ TỊCH").status_code == 200
    clerk.get(DECISION)
    assert clerk.post(f"{DECISION}/ban-hanh", number=number, issued_on=str(day)).status_code == 200
