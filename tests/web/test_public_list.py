"""The list of awards that everybody may read, once an administrator has opened it."""

from collections.abc import Callable

import pytest

from models.audit import AuditEvent
from models.campaigns import StoreMark
from tests.store.later_acts import cancel, carried_out, correct, issued, replace
from tests.web.visitor import House, Visitor
from web.rates import PUBLIC_PAGES

Houses = Callable[..., House]
HOME = "/cong-khai"
SETTING = "/quan-tri/cong-khai"
SHEET = "/quyet-dinh/cong-khai/NH-2021-01"


@pytest.fixture
def office(house: Houses) -> House:
    """Decision 1 is issued, with units 1 and 2."""
    office = house("decision_issuance@final")
    issued(office.world)
    return office


def opened(office: House) -> Visitor:
    """A stranger after the administrator has opened the list."""
    admin = office.visit("admin")
    admin.get(SETTING)
    assert admin.post(f"{SETTING}/mo", reason="Công khai theo quy chế").status_code == 200
    return office.stranger()


def test_nobody_reads_it_unless_it_is_opened(office: House) -> None:
    stranger = office.stranger()
    assert stranger.get(HOME).status_code == 200
    assert stranger.says("không công khai danh sách khen thưởng")
    assert not stranger.says("Tập thể DV-1")


def test_everybody_reads_it_once_it_is_opened(office: House) -> None:
    stranger = opened(office)
    stranger.get(HOME)
    assert stranger.says("Tập thể DV-1")
    assert stranger.says("Đang có hiệu lực")


def test_it_tells_neither_votes_nor_dossiers(office: House) -> None:
    stranger = opened(office)
    stranger.get(HOME)
    assert not stranger.says("HS-DV-1-01")
    assert not stranger.says("Người leader")


def test_search_engines_are_told_to_keep_nothing(office: House) -> None:
    answers = [office.stranger().get(HOME), opened(office).get(HOME)]
    assert {answer.headers["x-robots-tag"] for answer in answers} == {"noindex, nofollow, noarchive"}


def test_it_is_closed_again(office: House) -> None:
    stranger, admin = opened(office), office.visit("admin")
    admin.get(SETTING)
    admin.post(f"{SETTING}/dong", reason="Theo yêu cầu")
    stranger.get(HOME)
    assert not stranger.says("Tập thể DV-1")
    assert office.world.rows(StoreMark)[0].public_since is None


def test_opening_needs_a_reason_and_is_told(office: House) -> None:
    admin = office.visit("admin")
    admin.get(SETTING)
    assert admin.post(f"{SETTING}/mo", reason=" ").status_code == 422
    opened(office)
    assert len(office.world.rows(AuditEvent, kind="awards:published")) == 1


def test_what_ended_is_said_to_have_ended(office: House) -> None:
    carried_out(office.world, cancel(office.world))
    stranger = opened(office)
    stranger.get(HOME)
    assert stranger.says("Đã bị hủy")
    assert stranger.says("theo Quyết định số 61/QĐ-UBND")


def test_a_replaced_list_stands_below_the_new_one(office: House) -> None:
    carried_out(office.world, replace(office.world, "HS-DV-1-01"))
    stranger = opened(office)
    stranger.get(HOME)
    assert stranger.says("Đã được thay thế")
    assert stranger.text.index("61/QĐ-UBND") < stranger.text.index("45/QĐ-UBND")


def test_a_draft_is_nobodys_business(office: House) -> None:
    cancel(office.world)
    stranger = opened(office)
    stranger.get(HOME)
    assert not stranger.says("Đã bị hủy")


def test_a_correction_is_mentioned(office: House) -> None:
    carried_out(office.world, correct(office.world))
    stranger = opened(office)
    stranger.get(HOME)
    assert stranger.says("có đính chính: Quyết định số 61/QĐ-UBND")


def test_an_unknown_campaign_has_an_empty_list(office: House) -> None:
    stranger = opened(office)
    assert stranger.get(f"{HOME}?phong-trao=x&trang=9").status_code == 200
    assert stranger.says("Chưa có quyết định nào")


def test_whoever_copies_it_whole_is_stopped(office: House) -> None:
    stranger = opened(office)
    found = [stranger.get(HOME).status_code for _ in range(PUBLIC_PAGES.amount + 1)]
    assert (found[0], found[-1]) == (200, 403)
    assert stranger.says("quá nhiều lần")


def test_officers_print_it_whether_or_not_it_is_open(office: House) -> None:
    officer = office.visit("officer")
    assert officer.get(SHEET).status_code == 200
    assert officer.says("DANH SÁCH KHEN THƯỞNG")


@pytest.mark.parametrize("person", ["officer", "leader"])
def test_only_an_administrator_opens_it(office: House, person: str) -> None:
    assert office.visit(person).get(SETTING).status_code == 403
