"""Periods of keeping, what is due, and erasing by two people, on pages."""

from collections.abc import Callable
from pathlib import Path

import pytest

from actions.summaries import write_summary
from models import blobs
from models.dossiers import CriterionEvidence
from models.personal_data import Erasure, RetentionPeriod
from tests.web.visitor import House

Houses = Callable[..., House]
HOME = "/quan-tri/luu-giu"


@pytest.fixture
def over(house: Houses) -> House:
    """Long after a campaign has ended."""
    office = house("final_summary")
    office.world.do(write_summary, text="Đã xong.")
    office.world.sweep()
    office.go("2030-01-10")
    return office


def keep(office: House, kept: str = "evidence") -> None:
    admin = office.visit("admin")
    admin.get(f"{HOME}/{kept}")
    admin.post(f"{HOME}/{kept}", years="5", source="Quyết định 7/QĐ-SNV")


def asked(office: House, kept: str = "evidence") -> None:
    keep(office, kept)
    admin = office.visit("admin")
    admin.get(f"{HOME}/{kept}")
    admin.post(f"{HOME}/{kept}/xoa", reason="Hết thời hạn")
    assert admin.says("Đã lập yêu cầu xóa số 1")


def test_page_says_that_nothing_expires(over: House) -> None:
    admin = over.visit("admin")
    admin.get(HOME)
    assert admin.says("không có gì đến hạn")
    assert over.world.rows(RetentionPeriod) == []


def test_due_rows_are_counted_and_listed(over: House) -> None:
    keep(over)
    leader = over.visit("leader")
    leader.get(HOME)
    rows = len(over.world.rows(CriterionEvidence))
    assert leader.says(f"<b>{rows}</b> dòng")
    leader.get(f"{HOME}/evidence")
    assert leader.text.count('data-label="Số"') == rows


def test_two_people_erase(over: House) -> None:
    asked(over)
    leader = over.visit("leader")
    leader.get(HOME)
    assert leader.says("Sẽ xóa: minh chứng theo tiêu chuẩn")
    leader.post("/quan-tri/yeu-cau-xoa/1", agree="yes", answer="")
    assert {row.value for row in over.world.rows(CriterionEvidence)} == {""}


def test_who_asked_is_offered_no_answer(over: House) -> None:
    asked(over)
    admin = over.visit("admin")
    admin.get(HOME)
    assert admin.says("Người lập yêu cầu không tự đồng ý được")


def test_preview_erases_nothing(over: House) -> None:
    asked(over)
    leader = over.visit("leader")
    leader.get(HOME)
    leader.post("/quan-tri/yeu-cau-xoa/1", agree="yes", answer="", _preview="1")
    assert leader.says("Minh chứng: thêm 0, đổi")
    assert "" not in {row.value for row in over.world.rows(CriterionEvidence)}


def test_erased_document_says_by_which_request(over: House, tmp_path: Path) -> None:
    digest = blobs.put(tmp_path / "files", b"bytes")
    asked(over, "documents")
    leader = over.visit("leader")
    leader.get(HOME)
    leader.post("/quan-tri/yeu-cau-xoa/1", agree="yes", answer="")
    assert not blobs.there(tmp_path / "files", digest)
    answer = leader.get(f"/ho-so/{over.world.code}/HS-DV-1-01/tai-lieu/1")
    assert answer.status_code == 404
    assert leader.says("theo yêu cầu số 1 (Hết thời hạn)")


def test_erased_value_says_by_which_request(over: House) -> None:
    asked(over, "event_values")
    leader = over.visit("leader")
    leader.get(HOME)
    leader.post("/quan-tri/yeu-cau-xoa/1", agree="yes", answer="")
    auditor = over.visit("auditor")
    auditor.get("/nhat-ky?loai=person:added&nguoi=system")
    auditor.get("/nhat-ky/3")
    assert auditor.get("/nhat-ky?loai=erasure:agreed").status_code == 200
    assert auditor.says("Xóa dữ liệu theo yêu cầu số 1: Giá trị cá nhân kèm nhật ký")


@pytest.mark.parametrize("years", ["0", "-3", "năm", "999", "1,5"])
def test_years_that_cannot_be_come_back(over: House, years: str) -> None:
    admin = over.visit("admin")
    admin.get(f"{HOME}/notices")
    admin.post(f"{HOME}/notices", years=years, source="x")
    assert admin.says(f'value="{years}"')
    assert over.world.rows(RetentionPeriod) == []


def test_leader_sets_no_period(over: House) -> None:
    leader = over.visit("leader")
    leader.get(f"{HOME}/notices")
    assert not leader.says("Lưu thời hạn")


def test_class_that_is_none_is_named(over: House) -> None:
    admin = over.visit("admin")
    assert admin.get(f"{HOME}/khong-co").status_code == 404
    assert admin.says("Không có loại dữ liệu “khong-co”")


def test_person_who_is_here_is_not_erased(over: House) -> None:
    admin = over.visit("admin")
    admin.get(HOME)
    admin.post("/quan-tri/xoa-cua-nguoi", person="clerk", reason="Đơn của người ấy")
    assert admin.says("còn làm việc ở đây")
    assert over.world.rows(Erasure) == []
