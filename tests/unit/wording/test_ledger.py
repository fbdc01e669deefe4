"""What a check of the ledger finds is told in sentences, whatever it is."""

from datetime import UTC, datetime

import pytest

from wording.ledger import NAMES, SENTENCES, SOURCES, finding_name, finding_sentence, subject_label

TYPICAL: dict[str, object] = {
    "event": 812,
    "other": 813,
    "columns": ("kind", "at"),
    "happened": datetime(2021, 3, 1, 2, tzinfo=UTC),
    "at": datetime(2021, 3, 2, 2, tzinfo=UTC),
    "first": 10,
    "last": 12_345,
    "level": 3,
    "position": 7,
    "count": 1_200,
    "left": 9,
    "lost": 3,
    "size": 12_345,
    "since": 0,
    "key": "4f1a",
    "row": "unit:3",
    "kind": "event_edited",
}


@pytest.mark.parametrize("code", SENTENCES)
@pytest.mark.parametrize("source", SOURCES)
def test_every_finding_has_a_sentence(code: str, source: str) -> None:
    told = finding_sentence(code, {**TYPICAL, "source": source})
    assert told.endswith(".")
    assert "{" not in told


def test_every_finding_has_a_name() -> None:
    assert set(NAMES) == set(SENTENCES)
    assert finding_name("resealed") == "bị cắt rồi niêm phong lại"


def test_cut_found_by_a_checkpoint_tells_which() -> None:
    told = finding_sentence("tail_cut", {"first": 10, "last": 12, "source": "outside", "at": TYPICAL["at"]})
    assert told.endswith("từ số 10 đến số 12 (theo điểm neo giữ ở ngoài lúc 09:00, 02/03/2021).")


def test_cut_found_by_missing_events_tells_no_checkpoint() -> None:
    assert "theo" not in finding_sentence("tail_cut", {"first": 10, "last": 12})


@pytest.mark.parametrize(
    ("subject", "label"),
    [
        ("dossier:HS-0001", "hồ sơ HS-0001"),
        ("stage:dossier_intake@2025", "giai đoạn “Tiếp nhận hồ sơ (năm 2025)”"),
        ("812", "sự kiện số 812"),
        ("engine:sweep", "engine sweep"),
    ],
)
def test_subject_is_called_by_its_name(subject: str, label: str) -> None:
    assert subject_label(subject) == label


def test_unknown_finding_is_never_told_as_a_code() -> None:
    with pytest.raises(KeyError):
        finding_sentence("moon_phase", {})
