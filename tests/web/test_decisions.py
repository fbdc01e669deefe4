"""Drafting, signing and issuing at the pages, each by whom it falls to."""

from collections.abc import Callable

import pytest

from models.decisions import Decision
from tests.store.scenario import World
from tests.web.visitor import House

Houses = Callable[..., House]
HOME = "/quyet-dinh"
ONE = f"{HOME}/NH-2021-01/final/giay_khen"
TITLE = "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


@pytest.fixture
def issuing(house: Houses) -> House:
    """The council has proposed, and nothing is drafted."""
    return house("decision_issuance@final")


def drafted(office: House) -> None:
    """The officer drafts."""
    officer = office.visit("officer")
    officer.get(ONE)
    assert officer.post(f"{ONE}/du-thao").status_code == 200


def signed(office: House) -> None:
    """The leader signs what was drafted."""
    drafted(office)
    leader = office.visit("leader")
    leader.get(ONE)
    assert leader.post(f"{ONE}/ky", signer_title=TITLE).status_code == 200


def states(world: World) -> list[str]:
    return [row.state for row in world.rows(Decision)]


def test_the_officer_drafts_with_the_councils_list(issuing: House) -> None:
    drafted(issuing)
    assert states(issuing.world) == ["draft"]


def test_the_leader_signs_several_at_once(issuing: House) -> None:
    drafted(issuing)
    leader = issuing.visit("leader")
    leader.get(HOME)
    leader.post(f"{HOME}/ky", decision="NH-2021-01/final/giay_khen", signer_title=TITLE)
    assert leader.says("Đã ký 1 quyết định")
    assert states(issuing.world) == ["signed"]


def test_signing_shows_first_whom_it_tells(issuing: House) -> None:
    drafted(issuing)
    leader = issuing.visit("leader")
    leader.get(HOME)
    leader.post(f"{HOME}/ky", decision="NH-2021-01/final/giay_khen", signer_title=TITLE, _preview="1")
    assert leader.says("Người clerk")
    assert states(issuing.world) == ["draft"]


def test_signing_nothing_says_what_to_do(issuing: House) -> None:
    drafted(issuing)
    leader = issuing.visit("leader")
    leader.get(HOME)
    assert leader.post(f"{HOME}/ky", signer_title=TITLE).status_code == 422
    assert leader.says("Chưa chọn quyết định nào")


def test_a_forged_key_signs_nothing(issuing: House) -> None:
    drafted(issuing)
    leader = issuing.visit("leader")
    leader.get(HOME)
    assert leader.post(f"{HOME}/ky", decision="a/b", signer_title=TITLE).status_code == 422
    assert states(issuing.world) == ["draft"]


def test_the_clerk_issues_with_number_and_date(issuing: House) -> None:
    signed(issuing)
    clerk = issuing.visit("clerk")
    clerk.get(ONE)
    clerk.post(f"{ONE}/ban-hanh", number="125/QĐ-UBND", issued_on=issuing.world.today.isoformat())
    assert clerk.says("Đã ban hành Quyết định số 125/QĐ-UBND")
    assert states(issuing.world) == ["issued"]


def test_an_impossible_date_keeps_what_was_typed(issuing: House) -> None:
    signed(issuing)
    clerk = issuing.visit("clerk")
    clerk.get(ONE)
    answer = clerk.post(f"{ONE}/ban-hanh", number="125/QĐ-UBND", issued_on="31/02/2021")
    assert answer.status_code == 422
    assert clerk.says('value="125/QĐ-UBND"')


def test_the_clerk_is_offered_no_signature(issuing: House) -> None:
    drafted(issuing)
    clerk = issuing.visit("clerk")
    clerk.get(ONE)
    assert not clerk.says("Ký quyết định")


def test_a_second_signature_is_refused_with_a_sentence(issuing: House) -> None:
    drafted(issuing)
    first, second = issuing.visit("leader"), issuing.visit("leader")
    first.get(ONE)
    second.get(ONE)
    first.post(f"{ONE}/ky", signer_title=TITLE)
    assert second.post(f"{ONE}/ky", signer_title=TITLE).status_code == 409
    assert states(issuing.world) == ["signed"]


def test_the_paper_of_a_draft_says_that_it_is_one(issuing: House) -> None:
    drafted(issuing)
    officer = issuing.visit("officer")
    officer.get(f"{ONE}/van-ban")
    assert officer.says("DỰ THẢO")
    assert officer.says("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")


def test_a_units_officer_sees_no_draft(issuing: House) -> None:
    drafted(issuing)
    assert issuing.visit("cb-dv-1").get(ONE).status_code == 404
