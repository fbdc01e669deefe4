"""The search box: without accents, over everything one may see and nothing else."""

from collections.abc import Callable

import pytest

from tests.web.visitor import House

Houses = Callable[..., House]


@pytest.fixture
def office(house: Houses) -> House:
    """A campaign whose council sits, so that everything exists."""
    return house("council_appraisal@final")


@pytest.mark.parametrize("text", ["don vi dv-2", "Đơn vị DV-2", "đơn vị dv-2"])
def test_unit_is_found_with_and_without_accents(office: House, text: str) -> None:
    visitor = office.visit("officer")
    visitor.get(f"/tim?q={text}")
    assert visitor.says("<h3>Đơn vị DV-2</h3>")


def test_campaign_is_found_by_its_name(office: House) -> None:
    visitor = office.visit("officer")
    visitor.get("/tim?q=cai cach hanh chinh")
    assert visitor.says('<a href="/phong-trao/NH-2021-01">')


def test_unit_finds_nothing_of_others(office: House) -> None:
    visitor = office.visit("cb-dv-1")
    visitor.get("/tim?q=dv-")
    assert visitor.says("<h3>Đơn vị DV-1</h3>")
    assert not visitor.says("DV-2")


@pytest.mark.parametrize("text", ["", "a", " ", "%", "__", "'\"><b>x"])
def test_odd_texts_find_nothing_and_say_so(office: House, text: str) -> None:
    visitor = office.visit("officer")
    assert (
        visitor.get(
            "/tim",
        ).status_code
        == 200
    )
    assert visitor.get(f"/tim?q={text}").status_code == 200
    assert "<b>x" not in visitor.text
