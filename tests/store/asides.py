"""Examples of the acts that depart from the plan: late papers, opinions, comments, steps back, second persons."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from actions import (
    award_answers,
    comments,
    consultations,
    helping,
    lateness,
    outside_awards,
    reopening,
    second_person,
    successions,
)
from actions.adopting import adopt
from actions.entering import Late
from actions.proposing import Proposal
from domain.earlier_awards import Answer, OutsideEntry
from domain.plan import Level
from domain.stages import StageKey
from models.engine import writing
from tests.store import factories
from tests.store.preparing import COUNCIL, DECISION, INTAKE, REGISTRATION, Act, due, submitted
from tests.store.scenario import World

LEAVE = Late("Chủ tịch UBND phường", "45/UBND-VP", "Bão làm mất liên lạc")
MIDTERM = "midterm_review"


def _take_late_dossier(world: World, by: str) -> None:
    proposal = Proposal("Trần Văn Muộn", factories.COLLECTIVE, factories.FORM, factories.PAPERS, factories.PROOFS)
    world.do(lateness.accept_dossier, "DV-1", round_="final", proposal=proposal, late=LEAVE, by=by)


def _take_late_registration(world: World, by: str) -> None:
    world.do(lateness.accept_registration, "DV-1", pledges=["Đúng hạn"], late=LEAVE, by=by)


def _consult(world: World, by: str) -> None:
    day = world.today + timedelta(days=5)
    world.do(consultations.ask_body, "HS-DV-1-01", body="Công an phường", document="12/CV", due=day, by=by)


def _consulted(world: World) -> None:
    submitted(world)
    _consult(world, "officer")


def _lay_open(world: World, by: str) -> None:
    world.do(comments.open_comments, "final", days=5, place="Bảng tin", by=by)


def _laid_open(world: World) -> None:
    _lay_open(world, "officer")


def _hand_over(world: World, by: str) -> None:
    duty = world.duty("convene_meeting").id
    world.do(helping.hand_over, StageKey.parse(COUNCIL), duty, "member1", reason="Nghỉ", by=by)


def _skip_asked(world: World) -> None:
    world.do(second_person.ask_skip, REGISTRATION, reason="vì")


def _dissolve(world: World, by: str) -> None:
    told: dict[str, Any] = {"day": world.today - timedelta(days=1), "document": "1/NQ", "successors": ["DV-2"]}
    with writing(world.engine) as session:
        successions.dissolve(session, "DV-1", **told, by=world.who(by), at=world.now)


def _adopt(world: World, by: str) -> None:
    code, world.code = world.code, "NH-2021-02"
    try:
        world.do(adopt, factories.small_plan(), StageKey.parse(INTAKE), units=world.units, reason="vì", by=by)
    finally:
        world.code = code


AWARD = OutsideEntry(
    nominee_kind=factories.COLLECTIVE,
    nominee="Tập thể DV-1",
    unit_name="Đơn vị DV-1",
    form="bang_khen",
    authority="UBND tỉnh Minh Họa",
    level=Level.PROVINCE,
    number="77/QĐ-UBND",
    decided_on=date(2021, 3, 1),
)


def _enter_award(world: World, by: str) -> None:
    with writing(world.engine) as session:
        outside_awards.enter(session, entry=AWARD, by=world.who(by), at=world.now)


def _import_awards(world: World, by: str) -> None:
    with writing(world.engine) as session:
        outside_awards.enter_many(session, entries=[AWARD], by=world.who(by), at=world.now)


def _award_entered(world: World) -> None:
    submitted(world)
    _enter_award(world, "officer")


def _correct_award(world: World, by: str) -> None:
    entry = AWARD.model_copy(update={"number": "78/QĐ-UBND"})
    with writing(world.engine) as session:
        outside_awards.correct(session, 1, entry=entry, reason="vì", by=world.who(by), at=world.now)


def _cancel_award(world: World, by: str) -> None:
    with writing(world.engine) as session:
        outside_awards.cancel(session, 1, reason="vì", by=world.who(by), at=world.now)


def _of_dossier(action: Callable[..., object], **values: Any) -> Callable[[World, str], object]:
    return lambda world, by: world.do(action, "HS-DV-1-01", **values, by=by)


ASIDES: tuple[Act, ...] = (
    Act("register_late", "registration", "late:accept", _take_late_registration, outsider="cb-dv-1", ready=due),
    Act("dossier_late", COUNCIL, "late:accept", _take_late_dossier, outsider="secretary"),
    Act("consult", INTAKE, "consultation:manage", _consult, outsider="secretary", ready=submitted),
    Act(
        "opinion",
        INTAKE,
        "consultation:manage",
        _of_dossier(consultations.record_opinion, answer="agrees"),
        outsider="leader",
        ready=_consulted,
    ),
    Act("enter_award", INTAKE, "award:manage", _enter_award, outsider="leader"),
    Act("import_awards", INTAKE, "award:manage", _import_awards, outsider="cb-dv-1"),
    Act("correct_award", INTAKE, "award:manage", _correct_award, outsider="secretary", ready=_award_entered),
    Act("cancel_award", INTAKE, "award:manage", _cancel_award, outsider="clerk", ready=_award_entered),
    Act(
        "answer_warning",
        INTAKE,
        "dossier:judge",
        lambda w, by: w.do(
            award_answers.answer, "HS-DV-1-01", "1", found=Answer.DIFFERENT, reason="Khác thành tích", by=by
        ),
        outsider="cb-dv-1",
        ready=_award_entered,
    ),
    Act("lay_open", DECISION, "comments:manage", _lay_open, outsider="clerk"),
    Act(
        "comment",
        DECISION,
        "comments:manage",
        lambda w, by: w.do(comments.note_comment, "final", sender="Người dân", text="Chưa xứng đáng", by=by),
        outsider="secretary",
        ready=_laid_open,
    ),
    Act(
        "end_comments",
        DECISION,
        "comments:manage",
        lambda w, by: w.do(comments.close_comments, "final", reason="vì", by=by),
        outsider="clerk",
        ready=_laid_open,
    ),
    Act(
        "remind",
        "registration",
        "stage:remind",
        lambda w, by: w.do(helping.remind_now, REGISTRATION, by=by),
        outsider="cb-dv-1",
    ),
    Act("hand_over", COUNCIL, "duty:hand_over", _hand_over, by="leader", outsider="member1"),
    Act(
        "dossier_back",
        COUNCIL,
        "stage:step_back",
        _of_dossier(helping.step_back_dossier, reason="vì"),
        outsider="secretary",
    ),
    Act(
        "step_back",
        COUNCIL,
        "stage:step_back",
        lambda w, by: w.do(helping.step_back_stage, StageKey.parse(COUNCIL), w.today, reason="vì", by=by),
        by="leader",
        outsider="chair",
    ),
    Act(
        "reopen",
        MIDTERM,
        "stage:reopen",
        lambda w, by: w.do(reopening.reopen, REGISTRATION, date(2021, 7, 30), reason="vì", by=by),
        outsider="secretary",
    ),
    Act(
        "ask_skip",
        "registration",
        "stage:skip",
        lambda w, by: w.do(second_person.ask_skip, REGISTRATION, reason="vì", by=by),
        outsider="secretary",
    ),
    Act(
        "decide_skip",
        "registration",
        "stage:skip",
        lambda w, by: w.do(second_person.decide_skip, REGISTRATION, agree=True, by=by),
        by="leader",
        outsider="secretary",
        ready=_skip_asked,
    ),
    Act("adopt", "registration", "campaign:launch", _adopt, outsider="clerk"),
    Act("dissolve", "registration", "unit:dissolve", _dissolve, outsider="leader"),
    Act(
        "hand_over_authority",
        "registration",
        "campaign:hand_over_authority",
        lambda w, by: w.do(successions.hand_over_authority, "UBND mới", document="1/NQ", reason="vì", by=by),
        by="leader",
        outsider="clerk",
    ),
)
