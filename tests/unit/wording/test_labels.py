import pytest

from domain.people import Role
from domain.stages import StageKind, StageState
from wording import labels


@pytest.mark.parametrize(
    ("kind", "round_code", "text"),
    [
        ("launch", "main", "Phát động"),
        ("dossier_intake", "2025", "Tiếp nhận hồ sơ (năm 2025)"),
        ("dossier_intake", "2025-2", "Tiếp nhận hồ sơ (năm 2025, lần 2)"),
        ("council_appraisal", "final", "Xét duyệt tại Hội đồng (tổng kết)"),
        ("decision_issuance", "midterm", "Ban hành quyết định (sơ kết)"),
        ("midterm_review", "midterm", "Sơ kết"),
        ("final_summary", "final", "Tổng kết"),
    ],
)
def test_stage_is_named_with_its_round(kind: str, round_code: str, text: str) -> None:
    assert labels.stage_label(kind, round_code) == text


@pytest.mark.parametrize(("kind", "round_code"), [("lunch", "main"), ("launch", "soon"), ("launch", "25"), ("", "")])
def test_unknown_code_is_never_shown(kind: str, round_code: str) -> None:
    with pytest.raises(KeyError):
        labels.stage_label(kind, round_code)


@pytest.mark.parametrize("kind", StageKind)
def test_every_stage_kind_has_a_name(kind: StageKind) -> None:
    assert labels.STAGE_KINDS[kind]


@pytest.mark.parametrize("state", StageState)
def test_every_stage_state_has_a_name(state: StageState) -> None:
    assert labels.STAGE_STATES[state]


@pytest.mark.parametrize("role", Role)
def test_every_role_has_a_name(role: Role) -> None:
    assert labels.ROLES[role]
