"""A new dossier: by the unit, by the office for a unit, late; and what becomes of bad input."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest

from models.dossiers import CriterionEvidence, Dossier, DossierDocument
from tests.web import papers
from tests.web.visitor import Files, House, Visitor

Houses = Callable[..., House]
FORM = "/don-vi-toi/DV-1/NH-2021-01/de-nghi/final"
CHOSEN = f"{FORM}?hinh-thuc=giay_khen&loai=individual"
FILES: Files = {
    "paper-to_trinh": ("tờ trình.pdf", papers.PDF, "application/pdf"),
    "paper-bao_cao_thanh_tich": ("báo cáo.docx", papers.office(), "application/octet-stream"),
}
FIELDS: dict[str, Any] = {"nominee": "Trần Thị Mẫu", "achievement": "Đúng hạn 100%", "value-on_time": "có"}

SHOWN: dict[str, Any] = {"document-on_time": "Báo cáo, trang 2", "attested-on_time": "UBND phường"}
UNREADABLE: dict[str, Any] = {"value-on_time": "có lẽ"}


@pytest.fixture
def opened(house: Houses) -> House:
    """Pages over a campaign that takes dossiers."""
    return house("dossier_intake@final")


def send(visitor: Visitor, files: Files | None = None, **fields: Any) -> int:
    visitor.get(CHOSEN)
    return visitor.post(FORM, files=files or FILES, **(FIELDS | fields)).status_code


def test_a_unit_chooses_first_what_for_whom(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    assert "loai=household" in visitor.get(FORM).text


def test_a_unit_sends_a_dossier_with_its_papers(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    assert send(visitor) == 200
    assert visitor.says("Đã gửi hồ sơ")
    assert visitor.says("tờ trình.pdf")
    assert {row.component for row in opened.world.rows(DossierDocument)} == {"to_trinh", "bao_cao_thanh_tich"}


def test_evidence_is_kept_as_it_was_typed(opened: House) -> None:
    send(opened.visit("cb-dv-1"), **SHOWN)
    [found] = opened.world.rows(CriterionEvidence)
    assert (found.value, found.document, found.attested_by) == ("có", "Báo cáo, trang 2", "UBND phường")


def test_a_name_in_pieces_is_put_together(opened: House) -> None:
    send(opened.visit("cb-dv-1"), nominee=unicodedata.normalize("NFD", "Nguyễn Thị Ngọc"))
    assert [row.nominee for row in opened.world.rows(Dossier)] == ["Nguyễn Thị Ngọc"]


def test_tags_in_a_name_are_shown_as_typed(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    send(visitor, nominee="""<script>alert("1")</script> O'Hara""")
    assert "<script>alert" not in visitor.text
    assert visitor.says("&lt;script&gt;alert")


def test_seeing_the_effect_keeps_everything_and_does_nothing(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    assert send(visitor, _preview="1") == 200
    assert visitor.says("chưa thực hiện")
    assert visitor.says("Đã nhận tệp tờ trình.pdf")
    assert opened.world.rows(Dossier) == []


def test_files_of_a_refused_form_need_not_be_chosen_again(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    assert send(visitor, **UNREADABLE) == 422
    assert visitor.says("Đã nhận tệp báo cáo.docx")
    assert 'value="Trần Thị Mẫu"' in visitor.text
    assert visitor.post(FORM, **FIELDS).status_code == 200
    assert len(opened.world.rows(DossierDocument)) == 2


def test_a_file_kept_for_one_person_is_nobody_elses(opened: House) -> None:
    first, second = opened.visit("cb-dv-1"), opened.visit("cb-dv-2")
    send(first, _preview="1")
    note: dict[str, Any] = {
        name: value for _, form in first.hidden for name, value in form.items() if name.startswith("kept-")
    }
    other = FORM.replace("DV-1", "DV-2")
    second.get(f"{other}?hinh-thuc=giay_khen&loai=individual")
    assert second.post(other, **FIELDS, **note).status_code == 422
    assert second.says("còn thiếu")


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("a.exe", papers.PROGRAM, "application/pdf"), "thuộc loại không nhận"),
        (("a.docx", papers.with_macros(), "application/octet-stream"), "có macro"),
        (("a.pdf", papers.LOCKED_PDF, "application/pdf"), "đặt mật khẩu"),
        (("a.pdf", papers.PROGRAM, "application/pdf"), "không đúng với đuôi"),
    ],
)
def test_a_wrong_file_is_named_and_the_right_one_kept(opened: House, file: Any, sentence: str) -> None:
    visitor = opened.visit("cb-dv-1")
    assert send(visitor, files={**FILES, "paper-to_trinh": file}) == 422
    assert visitor.says(sentence)
    assert visitor.says("Đã nhận tệp báo cáo.docx")
    assert opened.world.rows(Dossier) == []


def test_a_missing_part_is_named(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    assert send(visitor, files={"paper-to_trinh": FILES["paper-to_trinh"]}) == 422
    assert visitor.says("còn thiếu: Báo cáo thành tích")


def test_a_second_press_proposes_nobody_twice(opened: House) -> None:
    visitor = opened.visit("cb-dv-1")
    send(visitor)
    assert send(visitor) == 422
    assert visitor.says("đã được đề nghị")
    assert len(opened.world.rows(Dossier)) == 1


def test_another_units_form_does_not_exist(opened: House) -> None:
    assert opened.visit("cb-dv-2").get(CHOSEN).status_code == 404


def test_a_round_that_nobody_knows_does_not_exist(opened: House) -> None:
    assert opened.visit("cb-dv-1").get(FORM.replace("final", "<b>")).status_code == 404


def test_the_office_enters_what_came_on_paper(opened: House) -> None:
    send(opened.visit("officer"), incoming_number="125", received_on="2021-10-01")
    [row] = opened.world.rows(Dossier)
    assert (row.incoming_number, str(row.received_on), row.submitted_by) == ("125", "2021-10-01", "officer")


def test_after_the_deadline_a_unit_is_told_what_to_do(opened: House) -> None:
    opened.go("2021-10-30")
    visitor = opened.visit("cb-dv-1")
    visitor.get(CHOSEN)
    assert visitor.says("Đã hết hạn nhận hồ sơ")
    assert FORM not in dict(visitor.hidden)


def test_the_office_lets_in_late_by_leave(opened: House) -> None:
    opened.go("2021-10-30")
    visitor = opened.visit("officer")
    assert send(visitor, authority="Chủ tịch UBND phường", leave="45/UBND", reason="Mưa bão") == 200
    assert visitor.says("Chủ tịch UBND phường cho phép theo 45/UBND")
