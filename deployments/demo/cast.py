"""When each person of the demonstration does what she owes: some early, some on the last day, some never."""

from dataclasses import dataclass
from datetime import date

from deployments.demo.chance import below
from deployments.demo.scenery import code_of, officer_code
from deployments.demo.scenes import Scene
from domain.people import Role
from domain.steps import local_day
from domain.workdays import WorkCalendar
from queries.owed import Owed

DELAYS = {
    "answer_question": (1, 3),
    "launch_campaign": (1, 1),
    "confirm_registration": (1, 4),
    "appraise_dossier": (1, 5),
    "supplement_dossier": (1, 4),
    "establish_council": (1, 3),
    "convene_meeting": (2, 3),
    "decide_recusal": (1, 2),
    "vote": (0, 0),
    "draft_decision": (1, 3),
    "sign_decision": (1, 2),
    "issue_decision": (0, 1),
    "write_summary": (3, 6),
    "name_successor": (5, 8),
    "handle_complaint": (5, 8),
}
"""Working days from when a duty arises until it is done: from the first number to the second."""

SPREAD = ("register", "file_report", "submit_dossier", "planned")
"""Done some day between when they arise and their deadline."""

AT_THE_END = ("write_review",)
"""Done in the last days of its stage, because what units report until then has to be read first."""

ON_THE_DAY = ("hold_ballot", "conclude_council")
"""Done on the day of the meeting, which is their deadline."""

POSTS = {
    Role.OFFICER.value: "vanphong",
    Role.LEADER.value: "chutich",
    Role.SECRETARY.value: "thuky",
    Role.CLERK.value: "vanthu",
}


@dataclass(frozen=True)
class Part:
    """A duty with who will do it and on which day."""

    duty: Owed
    person: str
    day: date


def part_for(scene: Scene, duty: Owed, calendar: WorkCalendar, seed: str) -> Part | None:
    """Who does this duty and when; None where nobody ever does."""
    if not _will_act(scene, duty):
        return None
    return Part(duty, _person(scene, duty), _day(duty, calendar, seed))


def _will_act(scene: Scene, duty: Owed) -> bool:
    if {duty.kind, f"{duty.kind}@{duty.round}"} & scene.stops:
        return False
    if duty.kind == "answer_question":
        key = duty.question or ""
        return key in scene.answers or key.startswith("council.rule")
    if duty.kind in ON_THE_DAY and duty.due is None:
        # Because there is no meeting yet.
        return False
    return duty.unit not in scene.silent.get(duty.kind, frozenset())


def _person(scene: Scene, duty: Owed) -> str:
    if duty.person:
        return duty.person
    return officer_code(duty.unit) if duty.unit else code_of(scene, POSTS[duty.role or ""])


def _day(duty: Owed, calendar: WorkCalendar, seed: str) -> date:
    since = local_day(duty.since)
    if duty.kind in ON_THE_DAY:
        return max(duty.due or since, since)
    if duty.kind in SPREAD:
        room = calendar.between(since, duty.due) if duty.due else 10
        return calendar.add(since, 1 + below(max(room - 1, 1), seed, duty.campaign, duty.key)) if room > 0 else since
    if duty.kind in AT_THE_END and duty.stage_due:
        return max(calendar.add(duty.stage_due, -below(3, seed, duty.campaign, duty.key)), since)
    first, last = DELAYS.get(duty.kind, (4, 6))
    days = first + below(last - first + 1, seed, duty.campaign, duty.key)
    return calendar.add(since, days)
