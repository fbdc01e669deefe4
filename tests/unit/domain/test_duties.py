"""What the office's procedure says of each kind of duty."""

import pytest

from domain.duties import RULES, Clock, DutyKind, of_unit
from domain.people import Role


def test_every_kind_has_its_rule() -> None:
    assert set(RULES) == set(DutyKind)


@pytest.mark.parametrize("kind", ["register", "file_report", "submit_dossier", "supplement_dossier"])
def test_units_owe_what_they_hand_in(kind: str) -> None:
    assert of_unit(DutyKind(kind))


@pytest.mark.parametrize("kind", ["vote", "sign_decision", "answer_question", "confirm_registration"])
def test_office_and_council_are_no_units(kind: str) -> None:
    assert not of_unit(DutyKind(kind))


@pytest.mark.parametrize("kind", ["register", "file_report", "submit_dossier", "vote"])
def test_silence_of_others_holds_nobody_up(kind: str) -> None:
    assert not RULES[DutyKind(kind)].blocks


@pytest.mark.parametrize("kind", ["supplement_dossier", "get_opinion", "gather_comments"])
def test_clock_stops_while_others_have_the_move(kind: str) -> None:
    assert RULES[DutyKind(kind)].clock is Clock.STOPPED


def test_signature_is_the_leaders() -> None:
    assert RULES[DutyKind.SIGN_DECISION].holder is Role.LEADER
