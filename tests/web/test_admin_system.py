"""The administrator's view of the machine: mail of all campaigns, settings without secrets, the store examined."""

from collections.abc import Callable

import pytest
from pydantic import SecretStr
from sqlalchemy import insert

from models.base import table_of
from models.mail import Mail
from settings import Settings
from tests.web.visitor import House
from wording.settings import GROUPS

Houses = Callable[..., House]
PASSWORD = "bí-mật-của-tôi"


def test_every_setting_is_explained() -> None:
    told = [name for _, fields in GROUPS for name in fields]
    assert sorted(told) == sorted(Settings.model_fields)


@pytest.mark.parametrize(
    "told",
    [
        {"smtp_password": SecretStr(PASSWORD)},
        {"prefect_auth": SecretStr(f"ai:{PASSWORD}")},
        {"prefect_server": f"http://ai:{PASSWORD}@10.0.0.1"},
    ],
)
def test_settings_show_no_secret(house: Houses, told: dict[str, object]) -> None:
    home = house()
    home.app.state.settings = home.app.state.settings.model_copy(update=told)
    visitor = home.visit("admin")
    assert visitor.get("/quan-tri/cai-dat").status_code == 200
    assert PASSWORD not in visitor.text


def test_settings_name_their_variables(house: Houses) -> None:
    visitor = house().visit("admin")
    visitor.get("/quan-tri/cai-dat")
    assert visitor.says("THIDUA_OFFICE_NAME")
    assert visitor.says("mặc định")


def test_state_tells_versions_and_waits_with_the_examination(house: Houses) -> None:
    visitor = house().visit("admin")
    visitor.get("/quan-tri/tinh-trang")
    assert visitor.says("khớp phần mềm")
    assert visitor.says("Khám ngay")


def test_sound_store_is_found_sound(house: Houses) -> None:
    visitor = house().visit("admin")
    visitor.get("/quan-tri/tinh-trang?kham=1")
    assert visitor.says("Không thấy điều gì sai")


@pytest.mark.parametrize("query", ["", "?trang-thai=sent", "?trang-thai=x", "?truoc=1", "?truoc=x", "?ma=%27%3Cb%3E"])
def test_mail_of_all_campaigns_is_listed(house: Houses, query: str) -> None:
    visitor = house().visit("officer")
    assert visitor.get(f"/quan-tri/thu{query}").status_code == 200
    assert "<b>'" not in visitor.text


def test_paused_mail_is_told(house: Houses) -> None:
    home = house()
    home.app.state.settings = home.app.state.settings.model_copy(update={"mail_paused": True})
    visitor = home.visit("officer")
    visitor.get("/quan-tri/thu")
    assert visitor.says("Mọi thư đang tạm dừng")


def outbox(home: House, campaign: bool) -> None:
    """One mail that failed: of the campaign, or of the service itself."""
    now = home.world.now
    with home.world.engine.begin() as connection:
        values = {"message_id": "<1@x>", "address": "a@x.example", "subject": "Thư “một” <b>", "state": "failed"}
        moments = {"queued_at": now, "next_try_at": now, "content": b"Subject: x\n\nlink-of-somebody"}
        connection.execute(insert(table_of(Mail)), {**values, **moments, "campaign_id": 1 if campaign else None})


def test_mail_leads_to_its_campaign(house: Houses) -> None:
    home = house()
    outbox(home, campaign=True)
    visitor = home.visit("officer")
    visitor.get("/quan-tri/thu?trang-thai=failed")
    assert visitor.says(f'<a href="/phong-trao/{home.world.code}/thu/1"')
    assert visitor.says("Thư “một” &lt;b&gt;")


def test_mail_about_an_account_shows_no_text(house: Houses) -> None:
    home = house()
    outbox(home, campaign=False)
    visitor = home.visit("officer")
    visitor.get("/quan-tri/thu")
    assert visitor.says("không hiện nội dung")
    assert "link-of-somebody" not in visitor.text


@pytest.mark.parametrize("path", ["cai-dat", "tinh-trang"])
@pytest.mark.parametrize("who", ["officer", "leader", "cb-dv-1", "auditor"])
def test_machine_is_shown_to_administrators_only(house: Houses, who: str, path: str) -> None:
    assert house().visit(who).get(f"/quan-tri/{path}").status_code == 403
