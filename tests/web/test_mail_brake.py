"""All mail is stopped, led elsewhere, and let go, from one page."""

from collections.abc import Callable

import pytest

from actions.mailing import claim_mails
from models.engine import reading, writing
from models.mail import Mail
from models.mail_rows import brake_of
from tests.store.scenario import World
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
HOME = "/quan-tri/phanh-thu"


@pytest.fixture
def office(house: Houses) -> House:
    return house("registration")


@pytest.fixture
def admin(office: House) -> Visitor:
    visitor = office.visit("admin")
    assert visitor.get(HOME).status_code == 200
    return visitor


def claimed(world: World) -> list[str]:
    """Addresses to which a dispatch would send one mail that is due."""
    with writing(world.engine) as session:
        moment = world.now
        session.add(
            Mail(
                message_id="<1@test>",
                address="real@donvi.example",
                subject="x",
                content=b"x",
                state="queued",
                queued_at=moment,
                next_try_at=moment,
            )
        )
        session.flush()
        found = [one.address for one in claim_mails(session, at=moment, limit=10)]
        session.rollback()
    return found


def test_stopped_mail_stays(office: House, admin: Visitor) -> None:
    admin.post(f"{HOME}/dung", reason="Gửi nhầm danh sách")
    assert admin.says("Đã dừng mọi thư")
    assert claimed(office.world) == []


def test_mail_goes_again(office: House, admin: Visitor) -> None:
    admin.post(f"{HOME}/dung", reason="Gửi nhầm danh sách")
    admin.post(f"{HOME}/mo", reason="Đã sửa")
    assert claimed(office.world) == ["real@donvi.example"]


def test_a_trial_leads_mail_to_one_address(office: House, admin: Visitor) -> None:
    admin.post(f"{HOME}/chuyen", address="thu@xa.example", reason="Chạy thử")
    assert claimed(office.world) == ["thu@xa.example"]


def test_stopping_needs_a_reason(office: House, admin: Visitor) -> None:
    assert admin.post(f"{HOME}/dung").status_code == 422
    with reading(office.world.engine) as session:
        assert brake_of(session).paused_since is None


def test_an_address_that_is_none_is_refused(admin: Visitor) -> None:
    assert admin.post(f"{HOME}/chuyen", address="không phải", reason="Chạy thử").status_code == 422


def test_stopping_twice_says_since_when(office: House, admin: Visitor) -> None:
    other = office.visit("admin")
    other.get(HOME)
    admin.post(f"{HOME}/dung", reason="Gửi nhầm")
    assert other.post(f"{HOME}/dung", reason="Gửi nhầm").status_code == 409
    assert other.says("Mọi thư đã dừng từ")


def test_a_units_officer_has_no_brake(office: House) -> None:
    assert office.visit("cb-dv-1").get(HOME).status_code == 403
