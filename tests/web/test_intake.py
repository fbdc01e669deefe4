"""The intake desk: the list, one dossier, what is done with it, and two people at once."""

from collections.abc import Callable
from typing import Any

import pytest

from actions import dossiers
from models.dossiers import Consultation, Dossier, DossierDocument
from tests.store import factories
from tests.store.playing import propose
from tests.web import papers
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
CHANGED: dict[str, Any] = {"value-on_time": "có", "document-on_time": "Báo cáo, trang 3"}
ONE, TWO = "/ho-so/NH-2021-01/HS-DV-1-01", "/ho-so/NH-2021-01/HS-DV-2-01"


@pytest.fixture
def desk(house: Houses) -> House:
    """Pages over a campaign in which two units have proposed somebody."""
    opened = house("dossier_intake@final")
    propose(opened.world, "DV-1")
    propose(opened.world, "DV-2", nominee="Tổ Một cửa")
    return opened


def state(desk: House, code: str = "HS-DV-1-01") -> str:
    [row] = desk.world.rows(Dossier, code=code)
    return row.state


def send_back(visitor: Visitor, **fields: Any) -> int:
    visitor.get(ONE)
    given = {"why-to_trinh": "Thiếu chữ ký", "due": "2021-10-20"} | fields
    return visitor.post(f"{ONE}/tra-bo-sung", **given).status_code


def test_the_list_says_whom_each_dossier_waits_for(desk: House) -> None:
    desk.world.do(dossiers.return_for_supplement, "HS-DV-2-01", reasons={"to_trinh": "Thiếu"}, due=factories.SUBMIT_BY)
    visitor = desk.visit("officer")
    visitor.get("/ho-so")
    assert visitor.says('Cơ quan thẩm định <span class="mute">(1)</span>')
    assert visitor.says('Đơn vị bổ sung <span class="mute">(1)</span>')


def test_a_name_is_found_without_accents(desk: House) -> None:
    visitor = desk.visit("officer")
    visitor.get("/ho-so?q=to+mot+CUA")
    assert visitor.says("Tổ Một cửa")
    assert not visitor.says("Tập thể DV-1</a>")


@pytest.mark.parametrize("query", ["trang=0", "trang=999999999999", "trang=x", "cho=ai", "phong-trao=%01", "dot=<b>"])
def test_filters_that_make_no_sense_do_no_harm(desk: House, query: str) -> None:
    assert desk.visit("officer").get(f"/ho-so?{query}").status_code == 200


def test_a_unit_sees_its_own_dossiers_only(desk: House) -> None:
    visitor = desk.visit("cb-dv-2")
    visitor.get("/ho-so?ca-da-ket-thuc=1")
    assert visitor.says("Tổ Một cửa")
    assert not visitor.says("DV-1")


def test_another_units_dossier_does_not_exist(desk: House) -> None:
    visitor = desk.visit("cb-dv-2")
    assert [visitor.get(path).status_code for path in (ONE, f"{ONE}/tai-lieu/1", f"{ONE}/tai-lieu/9")] == [404] * 3


def test_acceptance_leads_to_the_next_in_the_list(desk: House) -> None:
    visitor = desk.visit("officer")
    visitor.get(f"{ONE}?cho=office")
    visitor.post(f"{ONE}/tiep-nhan", opinion="Đủ điều kiện")
    assert state(desk) == "accepted"
    assert visitor.page.endswith(f"{TWO}?cho=office")
    assert visitor.says("Dưới đây là hồ sơ tiếp theo")


def test_the_last_of_a_list_leads_back_to_it(desk: House) -> None:
    visitor = desk.visit("officer")
    visitor.get(f"{TWO}?cho=office")
    visitor.post(f"{TWO}/tiep-nhan", opinion="")
    assert visitor.page.endswith("/ho-so?cho=office")


def test_a_return_says_what_lacks_and_until_when(desk: House) -> None:
    assert send_back(desk.visit("officer")) == 200
    visitor = desk.visit("cb-dv-1")
    visitor.get(ONE)
    assert visitor.says("Đơn vị bổ sung đến hết 20/10/2021")
    assert visitor.says("Tờ trình đề nghị khen thưởng: Thiếu chữ ký")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"why-to_trinh": "  "}, "Chưa nêu phải bổ sung gì"),
        ({"due": ""}, "Ô này còn trống"),
        ({"due": "20/13/2021"}, "không phải là ngày"),
        ({"due": "2021-09-01"}, "trước hôm nay"),
    ],
)
def test_a_return_that_is_not_allowed_keeps_what_was_typed(desk: House, wrong: dict[str, str], sentence: str) -> None:
    visitor = desk.visit("officer")
    assert send_back(visitor, **({"why-bao_cao_thanh_tich": ""} | wrong)) == 422
    assert visitor.says(sentence)
    assert state(desk) == "submitted"


def test_a_supplement_replaces_and_keeps_the_old_paper(desk: House) -> None:
    send_back(desk.visit("officer"))
    visitor = desk.visit("cb-dv-1")
    visitor.get(ONE)
    visitor.post(f"{ONE}/bo-sung", files={"paper-to_trinh": ("mới.pdf", papers.PDF, "application/pdf")})
    assert visitor.says("Đã gửi bổ sung")
    assert visitor.says("Bản đã thay: 1")


def test_evidence_alone_is_a_supplement(desk: House) -> None:
    send_back(desk.visit("officer"))
    visitor = desk.visit("cb-dv-1")
    visitor.get(ONE)
    assert visitor.post(f"{ONE}/bo-sung", **CHANGED).status_code == 200
    assert state(desk) == "submitted"


def test_what_the_dossier_says_already_is_no_supplement(desk: House) -> None:
    send_back(desk.visit("officer"))
    proof = factories.PROOFS[0]
    same: dict[str, Any] = {
        "value-on_time": proof.value,
        "document-on_time": proof.document,
        "attested-on_time": proof.attested_by,
    }
    visitor = desk.visit("cb-dv-1")
    visitor.get(ONE)
    assert visitor.post(f"{ONE}/bo-sung", **same).status_code == 422
    assert visitor.says("Chưa có gì bổ sung")


def test_whoever_comes_second_is_told_who_was_first(desk: House) -> None:
    first, second = desk.visit("officer"), desk.visit("officer")
    for visitor in (first, second):
        visitor.get(ONE)
    first.post(f"{ONE}/tiep-nhan", opinion="Đủ điều kiện")
    assert second.post(f"{ONE}/tiep-nhan", opinion="Ý kiến thứ hai").status_code == 409
    assert second.says("Nội dung này vừa được Người officer thay đổi")


def test_a_form_over_a_dossier_that_changed_is_not_taken(desk: House) -> None:
    officer, unit = desk.visit("officer"), desk.visit("cb-dv-1")
    send_back(officer)
    officer.get(ONE)
    unit.get(ONE)
    unit.post(f"{ONE}/bo-sung", files={"paper-to_trinh": ("mới.pdf", papers.PDF, "application/pdf")})
    assert officer.post(f"{ONE}/khong-du-dieu-kien", reasons="Chưa bổ sung").status_code == 409
    assert state(desk) == "submitted"


def test_a_session_that_ended_keeps_the_reasons(desk: House) -> None:
    visitor = desk.visit("officer")
    visitor.get(ONE)
    visitor.client.cookies.clear()
    visitor.post(f"{ONE}/khong-du-dieu-kien", reasons="Vi phạm quy chế")
    assert visitor.says("Phiên làm việc đã hết")
    assert state(desk) == "submitted"


def test_an_outside_body_stops_the_clock_until_it_answers(desk: House) -> None:
    visitor = desk.visit("officer")
    visitor.get(ONE)
    visitor.post(f"{ONE}/hiep-y", body="Công an phường", document="12/CV", due="2021-10-15")
    assert visitor.says("Đang chờ ý kiến của Công an phường")
    visitor.post(f"{ONE}/y-kien", answer="agrees", opinion="Không vướng", document="9/CA")
    assert [(row.answer, row.answer_document) for row in desk.world.rows(Consultation)] == [("agrees", "9/CA")]


def test_a_nominee_is_judged_with_the_criteria_that_lack(desk: House) -> None:
    visitor = desk.visit("officer")
    visitor.get(ONE)
    visitor.post(f"{ONE}/khong-du-dieu-kien", criterion="Đúng hạn: không đạt", reasons="Hồ sơ trễ hẹn\n\nBị kỷ luật")
    [row] = desk.world.rows(Dossier, code="HS-DV-1-01")
    assert row.opinion == "Đúng hạn: không đạt; Hồ sơ trễ hẹn; Bị kỷ luật"


def test_a_unit_withdraws_its_own(desk: House) -> None:
    visitor = desk.visit("cb-dv-1")
    visitor.get(ONE)
    visitor.post(f"{ONE}/rut", reason="Nhầm người")
    assert state(desk) == "withdrawn"


def test_a_unit_is_shown_no_act_of_the_office(desk: House) -> None:
    visitor = desk.visit("cb-dv-1")
    visitor.get(ONE)
    assert f"{ONE}/tiep-nhan" not in dict(visitor.hidden)


def test_an_accepted_dossier_goes_back_for_a_reason(desk: House) -> None:
    desk.world.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ")
    visitor = desk.visit("officer")
    visitor.get(ONE)
    visitor.post(f"{ONE}/lui", reason="Có đơn thư")
    assert state(desk) == "submitted"


@pytest.fixture
def with_files(desk: House) -> House:
    """The first dossier's letter is a PDF, its report a Word file, its minutes a page that somebody renamed."""
    visitor = desk.visit("officer")
    send_back(visitor)
    unit = desk.visit("cb-dv-1")
    unit.get(ONE)
    files = {
        "paper-to_trinh": ("tờ trình “số 1”.pdf", papers.PDF, "text/html"),
        "paper-bao_cao_thanh_tich": ("b.docx", papers.office(), "text/html"),
    }
    unit.post(f"{ONE}/bo-sung", files=files)
    return desk


def number(house: House, name: str) -> int:
    rows = house.world.rows(DossierDocument)
    return next(n for n, row in enumerate([row for row in rows if row.dossier_id == 1], 1) if row.file_name == name)


def test_a_pdf_is_shown_and_nothing_in_it_may_run(with_files: House) -> None:
    paper = number(with_files, "tờ trình “số 1”.pdf")
    found = with_files.visit("officer").get(f"{ONE}/tai-lieu/{paper}/xem")
    assert (found.content, found.headers["content-type"]) == (papers.PDF, "application/pdf")
    assert found.headers["content-disposition"].startswith(
        "inline; filename=\"t__tr_nh__s__1_.pdf\"; filename*=UTF-8''t%"
    )
    assert "default-src 'none'" in found.headers["content-security-policy"]


@pytest.mark.parametrize("way", ["", "/xem"])
def test_a_word_file_is_only_ever_kept(with_files: House, way: str) -> None:
    found = with_files.visit("officer").get(f"{ONE}/tai-lieu/{number(with_files, 'b.docx')}{way}")
    assert found.headers["content-type"] == "application/octet-stream"
    assert found.headers["content-disposition"].startswith("attachment")
    assert found.headers["x-content-type-options"] == "nosniff"


def test_a_document_that_is_not_there_says_so(desk: House) -> None:
    visitor = desk.visit("officer")
    assert visitor.get(f"{ONE}/tai-lieu/99").status_code == 404
    assert visitor.says("không có tài liệu số 99")
