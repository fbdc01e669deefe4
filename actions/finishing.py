"""The end of an action in a stage: its event, and the campaign's waits brought up to date."""

from collections.abc import Mapping

from actions.audit import record
from actions.cases import Case
from actions.refreshing import refresh


def finish(
    case: Case,
    kind: str,
    facts: Mapping[str, object],
    subject: str | None = None,
    reason: str = "",
    personal: Mapping[str, str] | None = None,
) -> None:
    """Record the event, about the stage where no other `subject` is named, and refresh the campaign."""
    record(
        case.session,
        kind,
        by=case.by,
        at=case.at,
        subject=subject or f"stage:{case.stage.key}",
        campaign=case.campaign.code,
        reason=reason,
        facts=facts,
        personal=personal,
    )
    refresh(case.session, [case.campaign], calendar=case.calendar, at=case.at)
