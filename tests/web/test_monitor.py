"""The first page: what is stuck, who holds it, why; every campaign by its stages; and only what one may see."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine

from actions import people
from models.engine import writing
from models.mail import Mail
from tests.store.scenario import World, campaign_at
from tests.web.visitor import House
from web.runs import Reach, Runs

Houses = Callable[..., House]
LATE = "2021-07-12"


@pytest.fixture
def late(store: Engine, house: Houses) -> House:
    """Nobody has reported, and the deadline of 30/06/2021 has passed by eight working days."""
    world = campaign_at(store, "midterm_review")
    world.sweep_until(LATE)
    return house(world)


def stranger_to_all(world: World) -> None:
    """Somebody whom nobody gave a role."""
    with writing(world.engine) as session:
        people.add_person(session, "moi", name="Người Mới", by=world.who("admin"), at=world.now)


def test_officer_sees_who_holds_what_and_why(late: House) -> None:
    visitor = late.visit("officer")
    visitor.get("/")
    assert visitor.says("Gửi báo cáo sơ kết: 3 việc, 3 nơi giữ.")
    assert visitor.says('8 ngày</div><div class="small mute">quá hạn 30/06/2021')
    assert visitor.says("Làm chậm: Tổng kết")


def test_menu_counts_what_is_stuck(late: House) -> None:
    visitor = late.visit("officer")
    visitor.get("/tai-khoan")
    assert visitor.says('Tổng quan<span class="badge-count">4')


def test_unit_sees_its_own_matter_only(late: House) -> None:
    visitor = late.visit("cb-dv-1")
    visitor.get("/")
    assert visitor.says("Đến bàn đơn vị")
    assert not visitor.says("DV-2")
    assert not visitor.says("Thư chờ gửi")


def test_person_without_role_is_told_whom_to_ask(late: House) -> None:
    stranger_to_all(late.world)
    visitor = late.visit("moi")
    assert visitor.get("/").status_code == 200
    assert visitor.says("chưa được giao vai trò")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("tim=cai+cach", True),
        ("tim=NH-2021", True),
        ("tim=bao+ve", False),
        ("trang-thai=running", True),
        ("trang-thai=closed", False),
        ("nam=2021", True),
        ("nam=1999", False),
        ("nam=abc", True),
        ("vuong=1", True),
        ("co-quan=Khác", False),
        ("sau=ZZ", False),
    ],
)
def test_filters_in_the_address_narrow_the_matrix(late: House, filters: str, found: bool) -> None:
    visitor = late.visit("officer")
    assert visitor.get(f"/?{filters}").status_code == 200
    assert ('class="matrix"' in visitor.text) is found


def test_tags_in_a_filter_are_shown_as_text(late: House) -> None:
    visitor = late.visit("officer")
    visitor.get('/?tim="><script>alert(1)</script>')
    assert "<script>alert" not in visitor.text


def test_matrix_goes_out_as_a_workbook(late: House) -> None:
    answer = late.visit("officer").get("/tong-quan.xlsx?vuong=1")
    with ZipFile(BytesIO(answer.content)) as book:
        assert "Quá hạn, quá 8 ngày làm việc, 4 việc" in book.read("xl/sharedStrings.xml").decode()


def test_strip_tells_when_mail_stands_still(late: House) -> None:
    ready = late.world.now - timedelta(hours=1)
    with writing(late.world.engine) as session:
        session.add(
            Mail(message_id="<1@x>", address="a@x", subject="Thư", content=b"", queued_at=ready, next_try_at=ready)
        )
    visitor = late.visit("officer")
    visitor.get("/")
    assert visitor.says("Bảng theo dõi có thể không còn đúng")
    assert visitor.says("việc gửi thư đang đứng")


def test_prefect_that_is_away_never_holds_a_page_up(late: House) -> None:
    runs = late.app.state.runs
    runs.settings = runs.settings.model_copy(update={"prefect_server": "http://127.0.0.1:9"})
    runs.ask()
    visitor = late.visit("officer")
    visitor.get("/")
    assert runs.reach is Reach.NO
    assert visitor.says("Không kết nối được Prefect")


def test_prefect_is_asked_again_only_after_a_while(late: House) -> None:
    runs = Runs(late.app.state.settings)
    runs._asked = float("inf")
    assert runs.look().reach is Reach.UNKNOWN
