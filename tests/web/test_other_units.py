"""What a unit sees does not depend on what other units do: not its pages, their counts, their addresses."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from actions import dossiers
from domain.people import Role
from tests.store.factories import COLLECTIVE, FORM, PAPERS, PROOFS
from tests.store.playing import propose
from tests.store.scenario import World, campaign_at
from tests.web.routes import SAMPLES, places
from tests.web.test_matrix import may_enter
from tests.web.visitor import House

STAGE = "dossier_intake@final"
OURS, HERS = "DV-1", "cb-dv-1"
OUR_NOMINEE, INITIATIVE = "Phạm Thị Một", "Một cửa số"
TOKEN = re.compile(r'name="_token" value="[^"]*"')
Act = Callable[[World], object]


def propose_for(unit: str, name: str) -> Act:
    """A unit proposes somebody."""
    return lambda world: propose(world, unit, nominee=name)


def accepted(unit: str) -> Act:
    """A unit proposes, and the office accepts."""

    def act(world: World) -> None:
        code = propose(world, unit, nominee=f"Người được nhận của {unit}")
        world.do(dossiers.accept, code, opinion="Đủ điều kiện.")

    return act


def withdrawn(unit: str) -> Act:
    """A unit proposes and thinks better of it."""

    def act(world: World) -> None:
        code = propose(world, unit, nominee=f"Người bị rút của {unit}")
        world.do(dossiers.withdraw, code, reason="Đổi ý", by=f"cb-{unit.lower()}")

    return act


def same_name(unit: str) -> Act:
    """A unit proposes a namesake of our nominee, with the same initiative."""

    def act(world: World) -> None:
        told: dict[str, Any] = {"round_": "final", "nominee_kind": COLLECTIVE, "form": FORM, "papers": PAPERS}
        told |= {"proofs": PROOFS, "initiative": INITIATIVE, "by": f"cb-{unit.lower()}"}
        world.do(dossiers.submit, unit, nominee=OUR_NOMINEE, **told)

    return act


ACTS: tuple[Act, ...] = (
    same_name("DV-2"),
    same_name("DV-3"),
    propose_for("DV-2", "Nguyễn Văn Hai"),
    propose_for("DV-2", "Trần Thị Ba"),
    propose_for("DV-3", "Lê Văn Tư"),
    accepted("DV-2"),
    accepted("DV-3"),
    withdrawn("DV-3"),
)


def seen(store: Engine, house: Callable[..., House], before: list[Act], after: list[Act]) -> dict[str, tuple[int, str]]:
    """Every page as our unit sees it, others having acted before and after she did."""
    world = campaign_at(store, STAGE)
    for act in before:
        act(world)
    told = {"round_": "final", "nominee": OUR_NOMINEE, "nominee_kind": COLLECTIVE, "form": FORM, "papers": PAPERS}
    ours = world.do(dossiers.submit, OURS, **told, proofs=PROOFS, initiative=INITIATIVE, by=HERS).code
    for act in after:
        act(world)
    visitor = house(world).visit(HERS)
    found = {}
    for place in places():
        if place.method == "GET" and may_enter(Role.UNIT_OFFICER, place):
            address = place.address(world).replace(SAMPLES["dossier"](world), ours)
            answer = visitor.get(address)
            found[address] = answer.status_code, TOKEN.sub("", answer.text)
    for words in ("Nguyễn", "tran thi ba", "HS-DV", "DV-2", "Đơn vị"):
        answer = visitor.get(f"/tim?q={words}")
        found[words] = answer.status_code, TOKEN.sub("", answer.text)
    return found


@pytest.mark.timeout(300)
@settings(
    max_examples=6,
    deadline=None,
    # Each example asks every page twice: what differs is shown, and not made smaller for minutes.
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from(ACTS), unique=True, min_size=1), st.lists(st.sampled_from(ACTS), unique=True))
def test_other_units_leave_no_trace(
    store: Engine, house: Callable[..., House], before: list[Act], after: list[Act]
) -> None:
    after = [act for act in after if act not in before]
    assert seen(store, house, before, after) == seen(store, house, [], [])
