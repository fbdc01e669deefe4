"""What a plan says of its rounds, forms and stages."""

import pytest

from domain.plan import AwardForm, AwardRound, PlannedStage, Repeats
from domain.stages import StageKey, StageKind
from tests.store.factories import small_plan

YEARLY = AwardRound(code="yearly", repeats=Repeats.YEARLY)
FINAL, MIDTERM = AwardRound(code="final"), AwardRound(code="midterm")


@pytest.mark.parametrize(
    ("rounds", "codes"),
    [
        ((), ()),
        ((FINAL,), ("final",)),
        ((FINAL, MIDTERM), ("midterm", "final")),
        ((FINAL, YEARLY), ("2021", "final")),
        ((YEARLY.model_copy(update={"years": (2023, 2022)}), FINAL), ("2022", "2023", "final")),
        ((YEARLY.model_copy(update={"years": ()}),), ()),
        ((FINAL, FINAL), ("final",)),
    ],
)
def test_rounds_come_in_the_order_held(rounds: tuple[AwardRound, ...], codes: tuple[str, ...]) -> None:
    assert small_plan(rounds=rounds).round_codes() == codes


@pytest.mark.parametrize(("round_", "found"), [("2022", "yearly"), ("yearly", "yearly"), ("final", None)])
def test_year_takes_what_is_said_of_every_year(round_: str, found: str | None) -> None:
    said = PlannedStage(kind=StageKind.DOSSIER_INTAKE, round="yearly")
    stage = small_plan(stages=(said,)).stage(StageKey(StageKind.DOSSIER_INTAKE, round_))
    assert (stage.round if stage else None) == found


@pytest.mark.parametrize(
    ("rounds", "asked", "held"),
    [((), "final", True), (("final",), "final", True), (("final",), "2022", False), (("yearly",), "2022", True)],
)
def test_form_belongs_to_its_rounds(rounds: tuple[str, ...], asked: str, held: bool) -> None:
    form = AwardForm(code="giay_khen", decided_by="Chủ tịch", rounds=rounds)
    assert (small_plan(forms=(form,)).forms_of(asked) == (form,)) == held


def test_delegated_form_is_decided_elsewhere() -> None:
    form = AwardForm(code="giay_khen", decided_by="Thủ trưởng đơn vị", delegated=True)
    assert small_plan(forms=(form,)).forms_of("final") == ()
