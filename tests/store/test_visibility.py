"""The permission table in SQL says what the permission table says."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, Integer, cast, literal, null, select

from domain.people import SYSTEM, Grant, Principal, Role
from domain.permissions import allowed
from models.engine import reading
from queries.visibility import reach

IDS = (1, 2)
GRANTS = st.builds(Grant, st.sampled_from(Role), st.sampled_from((None, *IDS)), st.sampled_from((None, *IDS)))
ACTIONS = st.sampled_from(("campaign:view", "mail:manage", "incident:retry", "dossier:submit", "people:manage"))


@pytest.mark.only("sqlite")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(grants=st.lists(GRANTS, max_size=3), action=ACTIONS)
def test_condition_agrees_with_permission_table(store: Engine, grants: list[Grant], action: str) -> None:
    viewer = Principal("x", "X", person_id=7, grants=tuple(grants))
    with reading(store) as session:
        for campaign, unit in itertools.product(IDS, (None, *IDS)):
            column = cast(null(), Integer) if unit is None else literal(unit)
            seen = session.scalar(select(reach(viewer, action, literal(campaign), column)))
            assert bool(seen) is allowed(action, viewer, campaign_id=campaign, unit_id=unit)


def test_system_sees_everything(store: Engine) -> None:
    with reading(store) as session:
        assert session.scalar(select(reach(SYSTEM, "campaign:view", literal(1), null())))


def test_person_without_grants_sees_nothing(store: Engine) -> None:
    nobody = Principal("x", "X", person_id=7)
    with reading(store) as session:
        assert not session.scalar(select(reach(nobody, "campaign:view", literal(1), literal(1))))
