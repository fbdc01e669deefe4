import unicodedata

import pytest
from pydantic import ValidationError

from notifications.notices import KINDS, UnknownNoticeError, parse
from tests.unit.notifications.examples import COMMON, SPECIFIC, example

REQUIRED = [
    (kind, field) for kind, notice in KINDS.items() for field, info in notice.model_fields.items() if info.is_required()
]
LEGAL = [
    "campaign_launched", "registration_received", "registration_confirmed", "report_received", "dossier_received",
    "dossier_returned", "dossier_accepted", "dossier_ineligible",
    "dossier_held_back", "dossier_set_free", "complaint_received", "council_convened", "council_changed",
    "meeting_adjourned",
    "result_published", "decision_issued", "summary_published",
    "decision_replaced", "decision_corrected", "award_cancelled", "date_changed", "campaign_suspended",
    "campaign_resumed", "campaign_cancelled", "account_opened", "password_reset", "password_changed",
    "deputy_appointed", "signing_delegated", "correction_decided", "ledger_checkpoint",
    "ledger_broken", "store_restored",
]  # fmt: skip  # because it is one list to compare, not one a line


@pytest.mark.parametrize("kind", KINDS)
def test_stored_notice_reads_back_equal(kind: str) -> None:
    notice = example(kind)
    assert parse(kind, notice.model_dump_json()) == notice


@pytest.mark.parametrize(("kind", "field"), REQUIRED)
def test_notice_without_needed_value_is_refused(kind: str, field: str) -> None:
    values = {name: value for name, value in {**COMMON, **SPECIFIC[kind]}.items() if name != field}
    with pytest.raises(ValidationError, match=field):
        KINDS[kind].model_validate(values)


def test_legal_notices_are_exactly_these() -> None:
    assert {kind for kind, notice in KINDS.items() if notice.legal} == set(LEGAL)


def test_unknown_kind_names_itself() -> None:
    with pytest.raises(UnknownNoticeError) as refusal:
        parse("birthday", "{}")
    assert refusal.value.kind == "birthday"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"campaign_code": "A"}', '{"reason": null}'])
def test_damaged_values_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        parse("stage_skipped", text)


def test_value_of_another_kind_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        example("stage_skipped", votes_for=3)


def test_line_break_in_name_becomes_space() -> None:
    assert example("stage_skipped", reason="Một\r\nBcc: hai\x00").model_dump()["reason"] == "Một Bcc: hai"


def test_texts_are_kept_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Lý do đặc biệt")
    assert example("stage_skipped", reason=decomposed) == example("stage_skipped", reason="Lý do đặc biệt")


@pytest.mark.parametrize("blank", ["", "  ", "\n", "\x00"])
def test_blank_text_is_refused(blank: str) -> None:
    with pytest.raises(ValidationError, match="reason"):
        example("stage_skipped", reason=blank)


def test_text_beyond_the_bound_is_refused() -> None:
    with pytest.raises(ValidationError, match="1000"):
        example("stage_skipped", reason="ế" * 1001)


@pytest.mark.parametrize("code", ["", "A B", "A\nB", "A" * 81])
def test_bad_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError, match="campaign_code"):
        example("stage_skipped", campaign_code=code)


def test_dossier_letters_form_their_own_thread() -> None:
    assert example("dossier_returned").thread == "NH-2021-01/HS-003"


def test_other_letters_hang_at_the_campaign() -> None:
    assert example("duty_reminder").thread == "NH-2021-01"


def test_letters_about_accounts_hang_nowhere() -> None:
    assert example("password_reset").thread == ""


@pytest.mark.parametrize("link", ["javascript:alert(1)", 'https://a.example/"x', "https://a.example/ b", ""])
def test_bad_link_is_refused(link: str) -> None:
    with pytest.raises(ValidationError, match="link"):
        example("password_reset", link=link)


def test_moment_without_zone_is_refused() -> None:
    with pytest.raises(ValidationError, match="received_at"):
        parse("registration_received", example("registration_received").model_dump_json().replace("Z", ""))
