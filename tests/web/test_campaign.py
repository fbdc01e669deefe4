"""The pages of one campaign: who sees which part, what can be changed, and that nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.visitor import House

Houses = Callable[..., House]
HOME = "/phong-trao/NH-2021-01"
PARTS = ("", "/ke-hoach", "/phien-ban", "/phien-ban/1", "/dot", "/don-vi", "/viec", "/viec.xlsx", "/ke-hoach.yaml")


@pytest.fixture
def intake(house: Houses) -> House:
    """Units hand in dossiers."""
    return house("dossier_intake@final")


@pytest.mark.parametrize("part", [*PARTS, "/thu", "/y-kien", "/thay-doi", "/sua-ke-hoach", "/phat-dong"])
def test_the_officer_opens_every_part(intake: House, part: str) -> None:
    assert intake.visit("officer").get(HOME + part).status_code == 200


@pytest.mark.parametrize("part", PARTS)
def test_a_unit_opens_what_concerns_it(intake: House, part: str) -> None:
    assert intake.visit("cb-dv-1").get(HOME + part).status_code == 200


@pytest.mark.parametrize("part", ["/thu", "/lich-su", "/thay-doi", "/sua-ke-hoach"])
def test_a_unit_is_kept_out_of_the_rest(intake: House, part: str) -> None:
    assert intake.visit("cb-dv-1").get(HOME + part).status_code == 403


def test_a_unit_sees_no_other_units_name(intake: House) -> None:
    visitor = intake.visit("cb-dv-1")
    assert all(intake.world.units[1] not in visitor.get(HOME + part).text for part in ("", "/don-vi", "/dot"))


def test_the_leader_reads_the_history(intake: House) -> None:
    leader = intake.visit("leader")
    leader.get(f"{HOME}/lich-su")
    assert leader.says("Phát động phong trào")


def test_the_chart_says_everything_in_words(intake: House) -> None:
    officer = intake.visit("officer")
    officer.get(HOME)
    assert officer.says("Tiếp nhận hồ sơ (tổng kết): đang thực hiện, mở 01/10/2021")


def test_an_extension_is_seen_before_it_is_made(intake: House) -> None:
    officer = intake.visit("officer")
    officer.get(f"{HOME}/thay-doi")
    told: dict[str, Any] = {"stage": "dossier_intake@final", "how": "extend", "day": "2021-12-10", "reason": "Mưa bão"}
    officer.post(f"{HOME}/ngay", **told, _preview="1")
    assert officer.says("→ 10/12/2021")
    officer.post(f"{HOME}/ngay", **told)
    assert officer.says("Đã đổi hạn thành 10/12/2021")


def test_a_refused_extension_keeps_what_was_typed(intake: House) -> None:
    officer = intake.visit("officer")
    officer.get(f"{HOME}/thay-doi")
    officer.post(f"{HOME}/ngay", stage="dossier_intake@final", how="extend", day="2021-10-05", reason="<b>“bão”</b>")
    assert officer.says("Chưa thực hiện được")
    assert officer.says("&lt;b&gt;“bão”&lt;/b&gt;")


def test_a_campaign_pauses_and_goes_on(intake: House) -> None:
    leader = intake.visit("leader")
    leader.get(f"{HOME}/thay-doi")
    leader.post(f"{HOME}/tam-dung", reason="Chờ ý kiến cấp trên")
    assert leader.says("Tạm dừng từ")
    leader.get(f"{HOME}/thay-doi")
    leader.post(f"{HOME}/tiep-tuc", reason="Đã có ý kiến")
    assert leader.says("Phong trào tiếp tục")


def test_cancelling_wants_the_code_once_more(intake: House) -> None:
    leader = intake.visit("leader")
    leader.get(f"{HOME}/thay-doi")
    leader.post(f"{HOME}/huy", reason="Trùng phong trào khác", code="NH-2021-02")
    assert leader.says("Mã phong trào gõ lại chưa đúng")
    leader.post(f"{HOME}/huy", reason="Trùng phong trào khác", code="NH-2021-01")
    assert leader.says("Đã hủy phong trào")


def test_another_authority_takes_over(intake: House) -> None:
    leader = intake.visit("leader")
    leader.get(f"{HOME}/thay-doi")
    leader.post(f"{HOME}/ban-giao", authority="UBND phường Mới", document="12/QĐ-UBND", reason="Sáp nhập")
    assert leader.says("Từ nay UBND phường Mới chủ trì")


def test_an_open_item_is_answered(intake: House) -> None:
    officer = intake.visit("officer")
    officer.get(f"{HOME}/ke-hoach")
    officer.post(f"{HOME}/tra-loi", key="final_summary.date", answer="2021-12-20")
    assert officer.says("Đã ghi câu trả lời vào kế hoạch")


def test_numbers_become_an_answer_about_quotas(intake: House) -> None:
    officer = intake.visit("officer")
    officer.get(f"{HOME}/ke-hoach")
    officer.post(f"{HOME}/tra-loi", key="quota.per_unit@final", collective="2", individual="3")
    assert officer.says("Đã ghi câu trả lời vào kế hoạch")


def test_waiving_an_open_item_needs_a_reason(intake: House) -> None:
    officer = intake.visit("officer")
    officer.get(f"{HOME}/ke-hoach")
    officer.post(f"{HOME}/tra-loi", key="final_summary.date", waive="1")
    assert officer.says("Chưa thực hiện được")


def test_an_unknown_open_item_is_refused(intake: House) -> None:
    officer = intake.visit("officer")
    officer.get(f"{HOME}/ke-hoach")
    assert officer.post(f"{HOME}/tra-loi", key="khong.co", answer="x").status_code == 404


def test_a_version_that_never_was_is_not_found(intake: House) -> None:
    assert intake.visit("officer").get(f"{HOME}/phien-ban/99").status_code == 404


@pytest.mark.parametrize("query", ["?trang-thai=late", "?trang-thai=x", "?tim=%27%22%3Cb%3E", "?trang=999999"])
def test_odd_filters_of_duties_do_no_harm(intake: House, query: str) -> None:
    assert intake.visit("officer").get(f"{HOME}/viec{query}").status_code == 200


def test_the_public_is_asked_and_heard(house: Houses) -> None:
    officer = house("decision_issuance@final").visit("officer")
    officer.get(f"{HOME}/y-kien")
    officer.post(f"{HOME}/y-kien/mo", round="final", days="5", place="Trụ sở phường")
    assert officer.says("Lấy ý kiến công khai đến hết ngày")
    officer.post(f"{HOME}/y-kien/ghi", round="final", sender="Bà Sáu", text="Đồng ý <script>")
    assert officer.says("Đồng ý &lt;script&gt;")
    officer.post(f"{HOME}/y-kien/ket-thuc", round="final", reason="Đã đủ ý kiến")
    assert officer.says("Đã kết thúc lấy ý kiến công khai")
