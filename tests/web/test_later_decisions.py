"""Replacing, correcting and cancelling an issued decision at the pages."""

from collections.abc import Callable

import pytest

from models.decisions import Decision
from models.dossiers import Dossier
from models.later_decisions import Recovery
from tests.store.later_acts import WHY, cancel, carried_out, correct, issued, later, replace, sign
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
HOME = "/quyet-dinh"
ONE = f"{HOME}/NH-2021-01/final/giay_khen"
ABOUT = f"{HOME}/ve/NH-2021-01/1/soan"
NEW = f"{HOME}/ve/NH-2021-01/2"
CANCELLED = {"cancelled": "HS-DV-1-01", "ground": "fault_found", "reason": WHY, "document": "12/KL-TTr"}


@pytest.fixture
def office(house: Houses) -> House:
    """Decision 1 is issued, with units 1 and 2."""
    office = house("decision_issuance@final")
    issued(office.world)
    return office


def states(office: House) -> list[str]:
    return [row.state for row in office.world.rows(Decision)]


def at_draft(office: House, slug: str) -> Visitor:
    officer = office.visit("officer")
    assert officer.get(f"{ABOUT}/{slug}").status_code == 200
    return officer


def test_the_officer_drafts_a_cancellation(office: House) -> None:
    officer = at_draft(office, "huy-bo")
    officer.post(f"{ABOUT}/huy-bo", **CANCELLED)
    assert officer.says("Đã dự thảo quyết định hủy bỏ khen thưởng")
    assert states(office) == ["issued", "draft"]


def test_its_effect_is_shown_first(office: House) -> None:
    officer = at_draft(office, "huy-bo")
    officer.post(f"{ABOUT}/huy-bo", **CANCELLED, _preview="1")
    assert officer.says("Người leader")
    assert states(office) == ["issued"]


def test_a_refused_cancellation_keeps_what_was_typed(office: House) -> None:
    officer = at_draft(office, "huy-bo")
    answer = officer.post(f"{ABOUT}/huy-bo", **{**CANCELLED, "reason": ""}, files=None)
    assert answer.status_code == 422
    assert officer.says('value="12/KL-TTr"')


def test_a_replacement_leaves_out_whoever_is_not_ticked(office: House) -> None:
    officer = at_draft(office, "thay-the")
    names = {"nominee-HS-DV-2-01": "Tập thể Hai", "unit-HS-DV-2-01": "Đơn vị DV-2"}
    officer.post(f"{ABOUT}/thay-the", kept="HS-DV-2-01", reason=WHY, **names)
    assert officer.says("Không còn trong danh sách: 1")
    assert officer.says("Đã ghi: Tập thể DV-2")


def test_a_correction_takes_only_lines_that_are_filled(office: House) -> None:
    officer = at_draft(office, "dinh-chinh")
    officer.post(f"{ABOUT}/dinh-chinh", **{"stood-3": "Khu 14", "stands-3": "Khu 4"}, reason=WHY)
    assert officer.says("Nội dung đính chính: 1")


def test_leader_signs_and_clerk_issues(office: House) -> None:
    cancel(office.world)
    leader, clerk = office.visit("leader"), office.visit("clerk")
    leader.get(NEW)
    leader.post(f"{NEW}/ky", signer_title="CHỦ TỊCH")
    clerk.get(NEW)
    clerk.post(f"{NEW}/ban-hanh", number="61/QĐ-UBND", issued_on=office.world.today.isoformat())
    assert clerk.says("Đã ban hành Quyết định số 61/QĐ-UBND")
    assert states(office) == ["issued", "issued"]


@pytest.mark.parametrize(("person", "state"), [("leader", "draft"), ("clerk", "signed")])
def test_the_menu_counts_what_waits_for_her(office: House, person: str, state: str) -> None:
    row = cancel(office.world)
    if state == "signed":
        sign(office.world, row)
    visitor = office.visit(person)
    visitor.get(HOME)
    assert visitor.says('Quyết định<span class="badge-count">1')


def test_old_decision_shows_who_is_cancelled(office: House) -> None:
    carried_out(office.world, cancel(office.world))
    leader = office.visit("leader")
    leader.get(ONE)
    assert leader.says("Đã bị hủy")
    assert leader.says("Quyết định hủy bỏ khen thưởng số 61/QĐ-UBND")


@pytest.mark.parametrize(
    ("dossiers", "words"),
    [(("HS-DV-1-01",), "Đã bị hủy một phần"), (("HS-DV-1-01", "HS-DV-2-01"), "Đã bị hủy toàn bộ")],
)
@pytest.mark.parametrize("path", [ONE, f"{ONE}/van-ban"])
def test_old_decision_says_what_became_of_it(office: House, path: str, dossiers: tuple[str, ...], words: str) -> None:
    carried_out(office.world, cancel(office.world, *dossiers))
    leader = office.visit("leader")
    leader.get(path)
    assert leader.says(f"{words}</span> bởi Quyết định số 61/QĐ-UBND")


def test_wholly_cancelled_decision_stays_on_the_desk(office: House) -> None:
    carried_out(office.world, cancel(office.world, "HS-DV-1-01", "HS-DV-2-01"))
    leader = office.visit("leader")
    leader.get(HOME)
    assert leader.says("45/QĐ-UBND</a>")


@pytest.mark.parametrize("draft", [cancel, correct, lambda world: replace(world, "HS-DV-1-01")])
def test_each_kind_has_its_paper(office: House, draft: Callable[..., Decision]) -> None:
    draft(office.world)
    leader = office.visit("leader")
    assert leader.get(f"{NEW}/van-ban").status_code == 200
    assert leader.says("DỰ THẢO")
    assert leader.says("Quyết định số 45/QĐ-UBND")


@pytest.mark.parametrize(("dossiers", "rest"), [(("HS-DV-1-01",), True), (("HS-DV-1-01", "HS-DV-2-01"), False)])
def test_paper_of_a_whole_cancellation_leaves_nothing_in_force(
    office: House, dossiers: tuple[str, ...], rest: bool
) -> None:
    cancel(office.world, *dossiers)
    leader = office.visit("leader")
    leader.get(f"{NEW}/van-ban")
    assert leader.says("giữ nguyên hiệu lực") is rest


def test_recovery_is_noted_with_its_day(office: House) -> None:
    carried_out(office.world, cancel(office.world))
    officer = office.visit("officer")
    officer.get(NEW)
    officer.post(f"{NEW}/thu-hoi/1", recovered_on=office.world.today.isoformat(), document="PT 12")
    assert officer.says("Còn phải thu: 1")
    assert office.world.rows(Recovery)[0].document == "PT 12"


def test_a_draft_is_given_up_with_a_reason(office: House) -> None:
    cancel(office.world)
    officer = office.visit("officer")
    officer.get(NEW)
    officer.post(f"{NEW}/bo", reason="Nhầm")
    assert officer.says("Đã bỏ dự thảo")
    assert later(office.world).state == "dropped"


def test_a_replacement_is_not_replaced_again(office: House) -> None:
    carried_out(office.world, replace(office.world, "HS-DV-1-01"))
    officer = office.visit("officer")
    officer.get(f"{NEW}/soan/thay-the")
    officer.get(f"{HOME}/ve/NH-2021-01/2/soan/thay-the")
    assert officer.says("không áp dụng cho loại văn bản này")


@pytest.mark.parametrize("path", [f"{ABOUT}/xoa", f"{HOME}/ve/NH-2021-01/99", f"{HOME}/ve/NH-2021-09/1"])
def test_what_is_not_there_is_not_found(office: House, path: str) -> None:
    assert office.visit("officer").get(path).status_code == 404


def test_a_units_officer_sees_no_page_of_it(office: House) -> None:
    carried_out(office.world, cancel(office.world))
    assert office.visit("cb-dv-1").get(NEW).status_code == 404


def test_the_unit_sees_that_its_award_ended(office: House) -> None:
    carried_out(office.world, cancel(office.world))
    unit = office.visit("cb-dv-1")
    unit.get("/don-vi-toi")
    assert unit.says("Không còn hiệu lực theo Quyết định số 61/QĐ-UBND")
    assert {row.state for row in office.world.rows(Dossier, code="HS-DV-1-01")} == {"revoked"}


@pytest.mark.parametrize("person", ["auditor", "clerk"])
def test_whoever_drafts_nothing_is_shown_no_form(office: House, person: str) -> None:
    assert office.visit(person).get(f"{ABOUT}/huy-bo").status_code == 403
