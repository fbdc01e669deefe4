"""An award is cancelled at the screens by a decision of its own; the old one keeps number, date, signer and list."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from models.decisions import Decision
from models.digests import row_digest
from models.dossiers import Dossier
from tests.browser.screen import Live
from tests.browser.test_appraisal_complaint import at, read
from tests.browser.test_journey import fill, press
from tests.store import factories
from tests.store.later_acts import issued
from tests.store.scenario import CODE, campaign_at

Lives = Callable[..., Live]
AWARD = f"/quyet-dinh/{CODE}/final/{factories.FORM}"
DRAFTING, LATER = f"/quyet-dinh/ve/{CODE}/1/soan/huy-bo", f"/quyet-dinh/ve/{CODE}/2"
WHY = "Báo cáo thành tích không đúng sự thật"


@pytest.fixture
def office(live: Lives, store: Engine) -> Live:
    """Decision 45/QĐ-UBND awards two."""
    world = campaign_at(store, "decision_issuance@final", units=2)
    issued(world)
    return live(world)


def drafts(office: Live) -> None:
    officer = at(office, "officer", AWARD)
    with officer.page.expect_navigation():
        officer.page.locator(f'main a[href="{DRAFTING}"]').first.click()
    officer.page.get_by_label("Hủy khen thưởng Tập thể DV-1").check()
    officer.page.get_by_label("Gian dối trong kê khai thành tích", exact=True).check()
    fill(officer, DRAFTING, reason=WHY, document="12/KL-TTr")
    press(officer, "Dự thảo quyết định hủy bỏ khen thưởng", says="Đã dự thảo")
    assert (officer.faults(), officer.complaints, officer.strangers()) == ([], [], [])


def signs_and_issues(office: Live) -> None:
    leader = at(office, "leader", LATER)
    fill(leader, f"{LATER}/ky", signer_title="CHỦ TỊCH")
    press(leader, "Ký quyết định", says="Đã ký")
    clerk = at(office, "clerk", LATER)
    fill(clerk, f"{LATER}/ban-hanh", number="61/QĐ-UBND", issued_on=office.world.today.isoformat())
    press(clerk, "Ban hành", says="61/QĐ-UBND")


def test_cancelled_award_leaves_the_old_decision_as_it_was(office: Live) -> None:
    [before] = [row_digest(row) for row in office.world.rows(Decision)]
    drafts(office)
    signs_and_issues(office)
    assert row_digest(office.world.rows(Decision, id=1)[0]) == before
    assert {row.code: row.state for row in office.world.rows(Dossier)} == {
        "HS-DV-1-01": "revoked",
        "HS-DV-2-01": "awarded",
    }


def test_old_decision_shows_its_number_and_what_became_of_it(office: Live) -> None:
    drafts(office)
    assert "61/QĐ-UBND" not in read(office, "officer", AWARD)
    signs_and_issues(office)
    told = read(office, "officer", AWARD)
    assert all(words in told for words in ("45/QĐ-UBND", "61/QĐ-UBND", "Tập thể DV-1", "Tập thể DV-2"))
    assert "45/QĐ-UBND" in read(office, "officer", f"{AWARD}/van-ban")


def test_what_the_award_brought_has_to_come_back(office: Live) -> None:
    drafts(office)
    signs_and_issues(office)
    told = read(office, "officer", LATER)
    assert all(words in told for words in ("Còn phải thu: 2", "Hiện vật khen thưởng", "Tiền thưởng", "12/KL-TTr"))
