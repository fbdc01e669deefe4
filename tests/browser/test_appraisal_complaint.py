"""A complaint at the screens: the nominee waits, the others go on; what is found decides whether she follows."""

from collections.abc import Callable

import pytest

from models.decisions import DecisionLine
from models.dossiers import Dossier
from tests.browser.screen import Live, Screen
from tests.browser.test_journey import fill, press
from tests.store import factories
from tests.store.scenario import CODE

Lives = Callable[..., Live]
FIRST, SECOND = "HS-DV-1-01", "HS-DV-2-01"
SENDER, CONTENT = "Nguyễn Văn Kín", "Số liệu báo cáo không đúng."
FILING = f"/ho-so/{CODE}/{FIRST}/khieu-nai"
COMPLAINT = f"/khieu-nai/{CODE}/KN-0001"
DECISION = f"/quyet-dinh/{CODE}/final/{factories.FORM}"


def at(office: Live, person: str, path: str) -> Screen:
    window = office.window(person)
    assert window.open(path) == 200, window.page.locator("main").inner_text()
    return window


def read(office: Live, person: str, path: str) -> str:
    """What somebody reads at a page; no window complains or calls a stranger."""
    window = at(office, person, path)
    assert (window.complaints, window.strangers()) == ([], [])
    return window.page.locator("main").inner_text()


@pytest.fixture
def office(live: Lives) -> Live:
    """The council has chosen two; about the first of them a letter has come."""
    found = live("decision_issuance@final", units=2)
    files(found)
    return found


def files(office: Live) -> None:
    window = at(office, "officer", FILING)
    fill(window, FILING, document="Đơn số 3", sender=SENDER, content=CONTENT)
    press(window, "Tiếp nhận khiếu nại", says="Đã tiếp nhận khiếu nại KN-0001")


def accepts(office: Live) -> Screen:
    officer = at(office, "officer", COMPLAINT)
    fill(officer, f"{COMPLAINT}/thu-ly", document="05/TB")
    press(officer, "Thụ lý", says="Đã thụ lý khiếu nại KN-0001")
    return officer


def concludes(office: Live, outcome: str) -> None:
    officer = accepts(office)
    officer.page.get_by_label(outcome, exact=True).check()
    fill(officer, f"{COMPLAINT}/ket-luan", document="12/KL-TTr", conclusion="Đã đối chiếu sổ theo dõi.")
    press(officer, "Ghi kết luận", says="Đã ghi kết luận khiếu nại KN-0001")


def decides(office: Live, number: str, *, draft: str = "Dự thảo quyết định") -> None:
    """Draft, sign and issue what may be decided now."""
    press(at(office, "officer", DECISION), draft)
    leader = at(office, "leader", DECISION)
    fill(leader, f"{DECISION}/ky", signer_title="CHỦ TỊCH")
    press(leader, "Ký quyết định", says="Đã ký")
    clerk = at(office, "clerk", DECISION)
    fill(clerk, f"{DECISION}/ban-hanh", number=number, issued_on=office.world.today.isoformat())
    press(clerk, "Ban hành", says=number)


def awarded(office: Live) -> list[str]:
    return [row.code for row in office.world.rows(Dossier, state="awarded")]


def test_who_is_complained_about_waits_and_the_other_does_not(office: Live) -> None:
    decides(office, "45/QĐ-UBND")
    assert awarded(office) == [SECOND]
    assert "tạm dừng xét" in read(office, "officer", f"/ho-so/{CODE}/{FIRST}").lower()


def test_unfounded_complaint_leads_to_a_second_part(office: Live) -> None:
    decides(office, "45/QĐ-UBND")
    concludes(office, "Khiếu nại sai")
    decides(office, "46/QĐ-UBND", draft="Dự thảo quyết định bổ sung")
    assert awarded(office) == [FIRST, SECOND]
    assert [line.decision_id for line in office.world.rows(DecisionLine)] == [1, 2]


def test_upheld_complaint_ends_the_proposal(office: Live) -> None:
    concludes(office, "Khiếu nại đúng")
    assert "12/KL-TTr" in read(office, "officer", f"/ho-so/{CODE}/{FIRST}")
    decides(office, "45/QĐ-UBND")
    assert awarded(office) == [SECOND]


@pytest.mark.parametrize("person", ["cb-dv-1", "member1", "secretary", "auditor"])
def test_nobody_without_the_right_reads_who_complains(office: Live, person: str) -> None:
    accepts(office)
    window = office.window(person)
    paths = (
        COMPLAINT,
        FILING,
        f"/ho-so/{CODE}/{FIRST}",
        f"/don-vi-toi/DV-1/{CODE}",
        "/khieu-nai",
        "/",
        f"/tim?q={FIRST}",
    )
    told = [window.page.request.get(office.base + path).text() for path in paths]
    assert not [text for text in told if SENDER in text or CONTENT in text]


def test_draft_that_a_complaint_overtakes_is_written_anew(live: Lives) -> None:
    found = live("decision_issuance@final", units=2)
    press(at(found, "officer", DECISION), "Dự thảo quyết định")
    files(found)
    assert "Phải lập lại dự thảo" in read(found, "leader", DECISION)
    press(at(found, "officer", DECISION), "Lập lại dự thảo")
    assert [line.struck_at is None for line in found.world.rows(DecisionLine)].count(True) == 1


def test_unit_reads_that_it_waits_and_not_why(office: Live) -> None:
    told = read(office, "cb-dv-1", f"/ho-so/{CODE}/{FIRST}")
    assert "Đang tạm dừng xét" in told
    assert "khiếu nại" not in told.lower()
