"""What the people of a test's office do about a duty when nothing special is asked of them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from actions import ballots, campaigns, conclusions, council, decisions, dossiers, planned, registrations, reviews
from actions.questions import answer
from actions.summaries import write_summary
from domain.delegations import Signing
from domain.nominees import NomineeKind
from domain.stages import StageKey
from domain.steps import OFFICE_ZONE
from queries.owed import Owed
from tests.store import factories

if TYPE_CHECKING:
    from tests.store.scenario import World


def act(world: "World", duty: Owed) -> bool:
    """Do what a duty asks, unless it was done meanwhile or its day has not come."""
    if not any(owed.id == duty.id for owed in world.owed()):
        return False
    return ACTS[duty.kind](world, duty) is not False


def _answer(world: "World", duty: Owed) -> bool:
    key = duty.question or ""
    if key.startswith("council.rule"):
        return False
    world.do(answer, key, None, reason="Không cần")
    return True


def _launch(world: "World", _duty: Owed) -> None:
    world.do(campaigns.launch, by="leader")


def _register(world: "World", duty: Owed) -> None:
    world.do(registrations.register, duty.unit, pledges=["Giải quyết đúng hạn"], by=_of(duty))


def _confirm(world: "World", duty: Owed) -> None:
    world.do(registrations.confirm, duty.key.split(":")[1])


def _report(world: "World", duty: Owed) -> None:
    world.do(reviews.file_report, duty.unit, text="Đã làm đúng đăng ký.", by=_of(duty))


def _review(world: "World", _duty: Owed) -> bool:
    if world.owed("file_report"):
        return False
    world.do(reviews.write_review, text="Các đơn vị làm tốt.")
    return True


def _submit(world: "World", duty: Owed) -> None:
    for form in world.forms:
        propose(world, duty.unit or "", round_=duty.round, form=form)


def propose(
    world: "World", unit: str, *, nominee: str | None = None, round_: str = "final", form: str = factories.FORM
) -> str:
    """A unit proposes a collective, itself unless another is named; the dossier's code."""
    row = world.do(
        dossiers.submit,
        unit,
        round_=round_,
        nominee=nominee or f"Tập thể {unit}",
        nominee_kind=NomineeKind.COLLECTIVE,
        form=form,
        papers=factories.PAPERS,
        proofs=factories.PROOFS,
        by=f"cb-{unit.lower()}",
    )
    return row.code


def _appraise(world: "World", duty: Owed) -> None:
    world.do(dossiers.accept, duty.dossier, opinion="Đủ điều kiện.")


def convene(world: "World", round_: str = "final", *, by: str = "secretary") -> None:
    """The council is convened for tomorrow morning."""
    day = world.today + timedelta(days=1)
    starts = datetime(day.year, day.month, day.day, 8, 30, tzinfo=OFFICE_ZONE)
    world.do(council.convene, round_, starts_at=starts, place="Phòng họp", by=by)


def _convene(world: "World", duty: Owed) -> None:
    convene(world, duty.round)


def attend(world: "World", *people: str, round_: str = "final") -> None:
    """The secretary notes who is there."""
    world.do(council.attend, round_, people=people, by="secretary")


def _hold(world: "World", duty: Owed) -> bool:
    if duty.due is None or world.today < duty.due:
        return False
    # Five, four, three in favour, so that nobody ties for the places that the quota leaves.
    decide(world, duty.dossier or "", yes=5 - (int((duty.dossier or "").split("-")[-2]) - 1) % 3, round_=duty.round)
    return True


def decide(world: "World", dossier: str, *, yes: int = 5, round_: str = "final") -> str:
    """Five members vote by hand, the first ones yes, the others no; the outcome."""
    people = ("chair", "member1", "member2", "member3", "member4")
    attend(world, *people, round_=round_)
    world.do(ballots.open_ballot, round_, dossier, by="secretary")
    for place, person in enumerate(people):
        world.do(ballots.vote, round_, dossier, "yes" if place < yes else "no", by=person)
    return world.do(ballots.close_ballot, round_, dossier, by="secretary").outcome


def _conclude(world: "World", duty: Owed) -> bool:
    if world.owed("hold_ballot"):
        return False
    conclude(world, duty.round)
    return True


def conclude(world: "World", round_: str = "final", *, by: str = "secretary") -> tuple[str, ...]:
    """The secretary draws the result into the minutes; the chosen dossiers."""
    return world.do(conclusions.conclude, round_, minutes="Thống nhất.", document="03/BB-HĐ", by=by)


def _draft(world: "World", duty: Owed) -> None:
    world.do(decisions.draft, duty.round, duty.key.split(":")[1])


def _sign(world: "World", duty: Owed) -> None:
    world.do(decisions.sign, duty.round, duty.key.split(":")[1], signing=Signing(title="CHỦ TỊCH"), by="leader")


def _issue(world: "World", duty: Owed) -> None:
    issue(world, number="45/QĐ-UBND", round_=duty.round)


def issue(world: "World", *, number: str, round_: str = "final", by: str = "clerk") -> None:
    """The clerk enters number and date."""
    world.do(decisions.issue, round_, factories.FORM, number=number, issued_on=world.today, by=by)


def _summarise(world: "World", _duty: Owed) -> None:
    world.do(write_summary, text="Phong trào đạt mục tiêu.")


def _planned(world: "World", duty: Owed) -> None:
    key = StageKey.parse(duty.stage if duty.round == "main" else f"{duty.stage}@{duty.round}")
    code, by = duty.key.split(":")[1], _of(duty) if duty.unit else "officer"
    world.do(planned.fulfil, key, code, unit_code=duty.unit, text="Đã làm.", by=by)


def _nothing(_world: "World", _duty: Owed) -> bool:
    return False


def _of(duty: Owed) -> str:
    return f"cb-{(duty.unit or '').lower()}"


ACTS: Mapping[str, Callable[["World", Owed], bool | None]] = {
    "answer_question": _answer,
    "launch_campaign": _launch,
    "register": _register,
    "confirm_registration": _confirm,
    "file_report": _report,
    "write_review": _review,
    "submit_dossier": _submit,
    "appraise_dossier": _appraise,
    # Nothing is returned here unless a test does so, and she then answers it herself.
    "supplement_dossier": _nothing,
    "establish_council": _nothing,
    "convene_meeting": _convene,
    "hold_ballot": _hold,
    # Conflicts are declared by tests that decide them.
    "decide_recusal": _nothing,
    "handle_complaint": _nothing,
    # Voted within the ballot's own turn.
    "vote": _nothing,
    "conclude_council": _conclude,
    "draft_decision": _draft,
    "sign_decision": _sign,
    "issue_decision": _issue,
    "write_summary": _summarise,
    "planned": _planned,
}
