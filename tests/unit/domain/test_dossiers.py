"""What a dossier holds: as the plan says, or else as the law does."""

import pytest

from domain.dossiers import LAW_COMPONENTS, OVER, UNDER_APPRAISAL, components_of, missing_components
from domain.plan import Component
from tests.store.factories import small_plan

LAW = {"to_trinh", "bao_cao_thanh_tich", "bien_ban_hop_xet"}


def test_plan_without_components_falls_back_to_law() -> None:
    assert components_of(small_plan(components=())) == LAW_COMPONENTS


def test_plan_with_components_stands_alone() -> None:
    assert [part.code for part in components_of(small_plan())] == ["to_trinh", "bao_cao_thanh_tich"]


@pytest.mark.parametrize(
    ("handed_in", "missing"),
    [(set(), LAW), ({"to_trinh"}, LAW - {"to_trinh"}), (LAW, set()), ({*LAW, "anh"}, set()), ({"anh"}, LAW)],
)
def test_required_parts_that_lack_are_named(handed_in: set[str], missing: set[str]) -> None:
    found = missing_components(small_plan(components=()), frozenset(handed_in))
    assert {part.code for part in found} == missing


def test_optional_part_is_never_missing() -> None:
    plan = small_plan(components=(Component(code="anh", required=False),))
    assert missing_components(plan, frozenset()) == ()


def test_dossier_under_appraisal_is_not_over() -> None:
    assert not set(OVER) & set(UNDER_APPRAISAL)
