"""Signing in another's place, numbers of an own book and signed files, at the pages."""

from collections.abc import Callable

import pytest

from models.decisions import Decision
from models.issuing import Delegation, NumberBook, SignedCopy
from tests.store.signing import delegate, open_book
from tests.web.papers import PDF
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
HOME = "/quyet-dinh"
ONE = f"{HOME}/NH-2021-01/final/giay_khen"
DELEGATIONS, BOOKS = "/quan-tri/uy-quyen-ky", "/quan-tri/so-van-ban"
DELEGATION = {
    "delegator": "leader",
    "delegate": "member1",
    "form": "in_place",
    "collective": "Ủy ban nhân dân",
    "delegator_title": "Chủ tịch",
    "delegate_title": "Phó Chủ tịch",
    "from": "2021-10-01",
    "to": "2021-12-31",
    "document": "118/QĐ-UBND",
    "document_date": "2021-10-01",
}
BOOK = {"authority": "UBND phường Minh Họa", "type": "QĐ", "symbol": "QĐ-UBND", "first": "46"}


@pytest.fixture
def office(house: Houses) -> House:
    """A draft waits for the signature."""
    office = house("decision_issuance@final")
    at(office, "officer", ONE).post(f"{ONE}/du-thao")
    return office


@pytest.fixture
def signed(office: House) -> House:
    """It is signed and waits for its number."""
    at(office, "leader", ONE).post(f"{ONE}/ky", signer_title="CHỦ TỊCH")
    return office


@pytest.fixture
def issued(signed: House) -> House:
    """It is issued with a number of the clerical register."""
    today = signed.world.today.isoformat()
    at(signed, "clerk", ONE).post(f"{ONE}/ban-hanh", number="45/QĐ-UBND", issued_on=today)
    return signed


def at(office: House, person: str, page: str) -> Visitor:
    """Somebody who looks at a page."""
    visitor = office.visit(person)
    visitor.get(page)
    return visitor


def copy(name: str = "quyet-dinh.pdf", content: bytes = PDF) -> dict[str, tuple[str, bytes]]:
    return {"scan": (name, content)}


def test_an_administrator_enters_a_delegation(office: House) -> None:
    admin = at(office, "admin", DELEGATIONS)
    admin.post(DELEGATIONS, **DELEGATION)
    assert admin.says("KT. CHỦ TỊCH")
    assert [row.document for row in office.world.rows(Delegation)] == ["118/QĐ-UBND"]


def test_a_refused_delegation_comes_back_filled(office: House) -> None:
    admin = at(office, "admin", DELEGATIONS)
    answer = admin.post(DELEGATIONS, **{**DELEGATION, "to": "2021-09-01"})
    assert answer.status_code == 422
    assert admin.says('value="118/QĐ-UBND"')


def test_an_auditor_reads_delegations_and_is_offered_none(office: House) -> None:
    delegate(office.world)
    auditor = at(office, "auditor", DELEGATIONS)
    assert auditor.says("PHÓ CHỦ TỊCH")
    assert not auditor.says("Nhập giấy giao ký")


def test_a_delegation_ends_with_a_reason(office: House) -> None:
    number = delegate(office.world).id
    admin = at(office, "admin", DELEGATIONS)
    admin.post(f"{DELEGATIONS}/{number}/thoi", reason="Thủ trưởng đã về")
    assert admin.says("Đã kết thúc việc giao ký")


def test_a_delegate_signs_and_the_paper_shows_the_form(office: House) -> None:
    number = delegate(office.world).id
    member = at(office, "member1", ONE)
    member.post(f"{ONE}/ky", delegation=str(number))
    member.get(f"{ONE}/van-ban")
    assert member.says("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH")


def test_a_delegate_finds_her_drafts_counted_in_the_menu(office: House) -> None:
    delegate(office.world)
    assert at(office, "member1", HOME).says("Chờ ký: 1 quyết định")
    assert not at(office, "member2", HOME).says("Chờ ký: 1 quyết định")


def test_a_delegate_signs_several_at_once(office: House) -> None:
    number = delegate(office.world).id
    at(office, "member1", HOME).post(f"{HOME}/ky", decision="NH-2021-01/final/giay_khen", delegation=str(number))
    assert office.world.rows(Decision)[0].signing_form == "in_place"


def test_a_block_in_anothers_place_is_refused_with_a_sentence(office: House) -> None:
    leader = at(office, "leader", ONE)
    assert leader.post(f"{ONE}/ky", signer_title="KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH").status_code == 422
    assert leader.says("phải có văn bản giao ký")


def test_an_administrator_opens_a_book(office: House) -> None:
    admin = at(office, "admin", BOOKS)
    admin.post(BOOKS, **BOOK)
    assert admin.says("46/QĐ-UBND")
    assert [row.first_number for row in office.world.rows(NumberBook)] == [46]


def test_the_book_numbers_what_the_clerk_issues(signed: House) -> None:
    open_book(signed.world, first_number=46)
    clerk = at(signed, "clerk", ONE)
    assert clerk.says("46/QĐ-UBND")
    assert not clerk.says('name="number"')
    clerk.post(f"{ONE}/ban-hanh", issued_on=signed.world.today.isoformat())
    assert signed.world.rows(Decision)[0].number == "46/QĐ-UBND"


def test_a_book_is_closed_with_a_reason(office: House) -> None:
    number = open_book(office.world).id
    admin = at(office, "admin", BOOKS)
    admin.post(f"{BOOKS}/{number}/dong", reason="Dùng sổ của văn thư")
    assert admin.says("Đã đóng sổ")


def test_the_register_tells_what_was_issued(issued: House) -> None:
    clerk = at(issued, "clerk", f"{BOOKS}/xem")
    assert [clerk.says(words) for words in ("45/QĐ-UBND", "CHỦ TỊCH", "sổ văn thư")] == [True, True, True]


def test_a_register_that_is_not_there_is_not_found(issued: House) -> None:
    assert issued.visit("clerk").get(f"{BOOKS}/xem?nam=1999").status_code == 404


def test_the_signed_file_is_shown_first(issued: House) -> None:
    clerk = at(issued, "clerk", ONE)
    clerk.post(f"{HOME}/ban-ky/1", files=copy())
    assert clerk.says("Xem bản đã ký")
    answer = clerk.get(f"{HOME}/ban-ky/1/1/xem")
    assert (answer.content, answer.headers["content-type"]) == (PDF, "application/pdf")


def test_the_signed_file_comes_with_the_issue(signed: House) -> None:
    clerk = at(signed, "clerk", ONE)
    clerk.post(f"{ONE}/ban-hanh", files=copy(), number="45/QĐ-UBND", issued_on=signed.world.today.isoformat())
    assert [row.file_name for row in signed.world.rows(SignedCopy)] == ["quyet-dinh.pdf"]


@pytest.mark.parametrize(("name", "content"), [("a.docx", PDF), ("a.exe", b"MZ"), ("a.png", PDF), ("a.pdf", b"x")])
def test_what_is_no_scan_is_refused(issued: House, name: str, content: bytes) -> None:
    clerk = at(issued, "clerk", ONE)
    assert clerk.post(f"{HOME}/ban-ky/1", files=copy(name, content)).status_code == 422
    assert issued.world.rows(SignedCopy) == []


def test_a_second_file_needs_a_reason(issued: House) -> None:
    clerk = at(issued, "clerk", ONE)
    clerk.post(f"{HOME}/ban-ky/1", files=copy())
    assert clerk.post(f"{HOME}/ban-ky/1", files=copy(content=PDF + b"\n")).status_code == 422
    clerk.post(f"{HOME}/ban-ky/1", files=copy(content=PDF + b"\n"), reason="Thiếu trang 2")
    assert [row.reason for row in issued.world.rows(SignedCopy)] == [None, "Thiếu trang 2"]


def test_a_units_officer_reads_the_signed_file(issued: House) -> None:
    at(issued, "clerk", ONE).post(f"{HOME}/ban-ky/1", files=copy())
    assert issued.visit("cb-dv-1").get(f"{HOME}/ban-ky/1/1").content == PDF


def test_a_file_that_never_came_is_not_found(issued: House) -> None:
    assert issued.visit("clerk").get(f"{HOME}/ban-ky/1/1").status_code == 404


def test_only_who_issues_is_asked_for_files(issued: House) -> None:
    assert at(issued, "clerk", ONE).says("Lưu bản đã ký")
    assert not at(issued, "leader", ONE).says("Lưu bản đã ký")
