"""Units at the administrator's desk, and the first page of the administration for each role."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.web.visitor import House

Houses = Callable[..., House]
HOME = "/quan-tri/don-vi"


def test_unit_is_found_without_accents(house: Houses) -> None:
    home = house()
    visitor = home.visit("officer")
    visitor.get(f"{HOME}?q={home.world.units[0].lower()}")
    assert visitor.get(f"{HOME}?q={home.world.units[0]}").status_code == 200
    assert visitor.says(f'href="{HOME}/{home.world.units[0]}"')


def test_new_unit_is_added_below_another(house: Houses) -> None:
    home = house()
    visitor = home.visit("admin")
    visitor.get(HOME)
    visitor.post(f"{HOME}-moi", code="TO-9", name="Tổ “9” <b>", level="commune", parent=home.world.units[0])
    assert visitor.says("<h1>Tổ “9” &lt;b&gt;</h1>")
    assert visitor.says("Cấp trên")


@pytest.mark.parametrize("told", [{"code": "có cách"}, {"name": " "}, {"parent": "KHÔNG"}, {"level": "xã"}])
def test_refused_unit_keeps_what_was_typed(house: Houses, told: dict[str, Any]) -> None:
    visitor = house().visit("admin")
    visitor.get(HOME)
    answer = visitor.post(f"{HOME}-moi", **{"code": "TO-9", "name": "Tổ 9", "level": "commune", "group": "K1", **told})
    assert answer.status_code in {404, 422}
    assert visitor.says('value="K1"')


def test_unit_is_renamed(house: Houses) -> None:
    home = house()
    unit, visitor = home.world.units[0], home.visit("admin")
    visitor.get(f"{HOME}/{unit}")
    visitor.post(f"{HOME}/{unit}/thong-tin", name="Tên mới", group="Khối 3")
    assert visitor.says("<h1>Tên mới</h1>")
    assert visitor.says('value="Khối 3"')


def test_preview_shows_what_passes_to_whom(house: Houses) -> None:
    home = house()
    old, heir = home.world.units[:2]
    visitor = home.visit("officer")
    visitor.get(f"{HOME}/{old}")
    day = home.world.today.isoformat()
    visitor.post(f"{HOME}/{old}/ket-thuc", day=day, document="9/NQ", successor=heir, _preview="1")
    assert visitor.says("Việc của từng người")
    visitor.get(f"{HOME}/{old}")
    assert visitor.says("Đang hoạt động")


def test_unit_ends_with_a_successor(house: Houses) -> None:
    home = house()
    old, heir = home.world.units[:2]
    visitor = home.visit("officer")
    visitor.get(f"{HOME}/{old}")
    visitor.post(f"{HOME}/{old}/ket-thuc", day=home.world.today.isoformat(), document="9/NQ", successor=heir)
    assert visitor.says("Đơn vị kế thừa")
    assert visitor.says("theo 9/NQ")


def test_successor_is_named_later(house: Houses) -> None:
    home = house()
    old, heir = home.world.units[:2]
    visitor = home.visit("officer")
    visitor.get(f"{HOME}/{old}")
    visitor.post(f"{HOME}/{old}/ket-thuc", day=home.world.today.isoformat(), document="9/NQ")
    assert visitor.says("chưa có đơn vị kế thừa")
    visitor.post(f"{HOME}/{old}/ke-thua", document="10/NQ", others=heir)
    assert visitor.says("Đã ghi nhận đơn vị kế thừa")


def test_unit_cannot_follow_itself(house: Houses) -> None:
    home = house()
    old, visitor = home.world.units[0], home.visit("officer")
    visitor.get(f"{HOME}/{old}")
    told = {"day": home.world.today.isoformat(), "document": "“9”/NQ", "successor": old}
    assert visitor.post(f"{HOME}/{old}/ket-thuc", None, **told).status_code == 422
    assert visitor.says('value="“9”/NQ"')


def test_officer_sees_units_and_calendar_but_no_people(house: Houses) -> None:
    visitor = house().visit("officer")
    visitor.get("/quan-tri")
    assert visitor.says('href="/quan-tri/don-vi"')
    assert visitor.says('href="/quan-tri/lich"')
    assert 'href="/quan-tri/nguoi"' not in visitor.text


def test_officer_changes_no_name(house: Houses) -> None:
    home = house()
    visitor = home.visit("officer")
    visitor.get(f"{HOME}/{home.world.units[0]}")
    assert visitor.says("Chỉ quản trị hệ thống đổi được tên")


@pytest.mark.parametrize("who", ["leader", "auditor"])
def test_whoever_only_looks_sees_the_parts_to_look_at(house: Houses, who: str) -> None:
    visitor = house().visit(who)
    visitor.get("/quan-tri")
    assert visitor.says('href="/quan-tri/so-van-ban"')
    assert 'href="/quan-tri/nguoi"' not in visitor.text


@pytest.mark.parametrize("who", ["secretary", "cb-dv-1"])
def test_administration_is_closed_to_others(house: Houses, who: str) -> None:
    visitor = house().visit(who)
    assert visitor.get("/quan-tri").status_code == 403
    assert 'href="/quan-tri"' not in visitor.get("/").text
