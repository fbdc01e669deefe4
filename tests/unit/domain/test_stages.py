"""How a stage is addressed, and where it stands."""

import pytest

from domain.errors import Invalid
from domain.stages import StageKey, StageKind, position

ROUNDS = ("2025", "2026", "final")


@pytest.mark.parametrize(
    ("text", "kind", "round_"),
    [
        ("launch", "launch", "main"),
        (" registration ", "registration", "main"),
        ("launch@", "launch", "main"),
        ("dossier_intake@2025", "dossier_intake", "2025"),
        ("council_appraisal@final", "council_appraisal", "final"),
        ("decision_issuance@2025-02", "decision_issuance", "2025-02"),
    ],
)
def test_address_is_read(text: str, kind: str, round_: str) -> None:
    assert StageKey.parse(text) == StageKey(StageKind(kind), round_)


@pytest.mark.parametrize(
    "text", ["", "lunch", "@final", "dossier_intake@Final", "dossier_intake@a b", "Launch", "launch@main@x"]
)
def test_address_of_wrong_form_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match="stage_key"):
        StageKey.parse(text)


@pytest.mark.parametrize("text", ["launch", "dossier_intake@2025"])
def test_address_reads_back_as_it_was_written(text: str) -> None:
    assert str(StageKey.parse(text)) == text


def test_stages_stand_in_the_order_held() -> None:
    keys = [StageKey(kind, round_) for round_ in ROUNDS for kind in list(StageKind)[3:6]]
    around = [StageKey(kind) for kind in (StageKind.LAUNCH, StageKind.REGISTRATION, StageKind.MIDTERM_REVIEW)]
    ordered = [StageKey(StageKind.FINAL_SUMMARY), *keys, *around]
    assert sorted(ordered, key=lambda key: position(key, ROUNDS)) == [*around, *keys, StageKey(StageKind.FINAL_SUMMARY)]
