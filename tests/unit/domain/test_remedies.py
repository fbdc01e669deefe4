"""Which remedies apply where something waits."""

from dataclasses import replace

import pytest

from domain.permissions import TABLE
from domain.remedies import RIGHTS, Remedy, Standstill, why_not
from wording.remedies import LABELS, WHY_NOT, command_text

OWED = Standstill("submit_dossier", "dossier_intake", "open", True, True, True, False)


@pytest.mark.parametrize("remedy", Remedy)
def test_every_remedy_has_name_command_and_right(remedy: Remedy) -> None:
    assert LABELS[remedy]
    assert command_text(remedy, campaign="NH", stage="registration", duty=1).startswith("thidua ")
    assert RIGHTS[remedy] in TABLE


@pytest.mark.parametrize(
    ("remedy", "changes", "against"),
    [
        (Remedy.REMIND, {}, None),
        (Remedy.REMIND, {"has_duty": False}, "nobody_owes"),
        (Remedy.RETRY, {}, "nothing_broken"),
        (Remedy.RETRY, {"cause": "incident"}, None),
        (Remedy.HAND_OVER, {}, None),
        (Remedy.HAND_OVER, {"cause": "vote"}, "personal"),
        (Remedy.HAND_OVER, {"has_duty": False}, "nobody_owes"),
        (Remedy.EXTEND, {"has_deadline": False}, "no_deadline"),
        (Remedy.SKIP, {"kind": "launch"}, "always_held"),
        (Remedy.SKIP, {}, None),
        (Remedy.STEP_BACK, {}, "no_way_back"),
        (Remedy.STEP_BACK, {"kind": "council_appraisal"}, None),
        (Remedy.STEP_BACK, {"kind": "council_appraisal", "state": "planned"}, "not_open"),
        (Remedy.SET_DATE, {}, "has_deadline"),
        (Remedy.SET_DATE, {"has_deadline": False}, None),
        (Remedy.REOPEN, {}, "not_closed"),
        (Remedy.REOPEN, {"state": "closed"}, None),
        (Remedy.REOPEN, {"state": "closed", "kind": "launch"}, "no_reopening"),
        (Remedy.EXTEND, {"state": "closed"}, "ended"),
        (Remedy.SUSPEND, {}, None),
        (Remedy.SUSPEND, {"running": False}, "not_running"),
        (Remedy.REMIND, {"suspended": True}, "suspended"),
    ],
)
def test_remedy_applies_or_says_why_not(remedy: Remedy, changes: dict[str, object], against: str | None) -> None:
    found = why_not(remedy, replace(OWED, **changes))  # type: ignore[arg-type]  # fields by name
    assert found == against
    assert against is None or against in WHY_NOT
