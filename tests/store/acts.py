"""One good example of every act of a person: where the campaign stands, what is done, and by whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine

from actions import ballots, campaigns, council, decisions, dossiers, planned, registrations, reviews, second_person
from actions.cancelling import cancel
from actions.people import add_unit
from actions.questions import answer
from actions.running import run_stage
from actions.summaries import write_summary
from domain.plan import PlannedDuty
from domain.stages import StageKey, StageKind
from models.engine import writing
from tests.store import factories, playing
from tests.store.scenario import SEATS, World, campaign_at, drafted

REGISTRATION = StageKey(StageKind.REGISTRATION)
INTAKE, COUNCIL, DECISION = "dossier_intake@final", "council_appraisal@final", "decision_issuance@final"


@dataclass(frozen=True)
class Act:
    """`at` is the open stage, `ready` what has to happen first, `outsider` somebody without the right to `do` it."""

    name: str
    at: str
    right: str
    do: Callable[[World, str], object]
    by: str = "officer"
    outsider: str = "auditor"
    ready: Callable[[World], object] = lambda _: None

    def world(self, engine: Engine) -> World:
        """The campaign, ready for the act."""
        plan = factories.small_plan(duties=DUTIES)
        world = (
            drafted(engine, units=2, plan=plan)
            if self.at == "draft"
            else campaign_at(engine, self.at, units=2, plan=plan)
        )
        self.ready(world)
        return world


DUTIES = (
    PlannedDuty(code="forward", stage=StageKind.REGISTRATION, owed_by="officer", owed_to="UBND", what="Gửi danh sách"),
)


def _founded(world: World) -> None:
    with writing(world.engine) as session:
        add_unit(session, "DV-9", name="Đơn vị chín", level="commune", by=world.who("admin"), at=world.now)


def _registered(world: World) -> None:
    world.do(registrations.register, "DV-1", pledges=["Đúng hạn"], by="cb-dv-1")


def _submitted(world: World) -> None:
    playing.propose(world, "DV-1")


def _returned(world: World) -> None:
    _submitted(world)
    _return(world, "officer")


def _convened(world: World) -> None:
    playing.convene(world)
    world.go(world.today + timedelta(days=1))


def _present(world: World) -> None:
    _convened(world)
    playing.attend(world, "chair", "member1", "member2", "member3")


def _ballot(world: World) -> None:
    _present(world)
    world.do(ballots.open_ballot, "final", "HS-0001", by="secretary")


def _decided(world: World) -> None:
    _convened(world)
    for code, yes in (("HS-0001", 5), ("HS-0002", 4)):
        playing.decide(world, code, yes=yes)


def _drafted(world: World) -> None:
    world.do(decisions.draft, "final", factories.FORM)


def _signed(world: World) -> None:
    _drafted(world)
    world.do(decisions.sign, "final", factories.FORM, signer_title="CHỦ TỊCH", by="leader")


def _return(world: World, by: str) -> None:
    reasons = {"bao_cao_thanh_tich": "Thiếu số liệu"}
    world.do(dossiers.return_for_supplement, "HS-0001", reasons=reasons, due=date(2021, 10, 20), by=by)


def _establish(world: World, by: str) -> None:
    values = {"name": "Hội đồng", "document": "12/QĐ", "members": SEATS}
    world.do(council.establish, **values, established_on=world.today, by=by)


def _established(world: World) -> None:
    _establish(world, "officer")


def _suspended(world: World) -> None:
    world.do(campaigns.suspend, reason="Dịch bệnh")


def _due(world: World) -> None:
    world.go("2021-04-05")


def _propose(world: World, by: str) -> None:
    world.do(
        dossiers.submit,
        "DV-1",
        round_="final",
        nominee="Tập thể Một",
        nominee_kind=factories.COLLECTIVE,
        form=factories.FORM,
        papers=factories.PAPERS,
        proofs=factories.PROOFS,
        by=by,
    )


def _create(world: World, by: str) -> None:
    code, world.code = world.code, "NH-2021-02"
    try:
        world.do(campaigns.create, factories.small_plan(), units=world.units, by=by)
    finally:
        world.code = code


ACTS: tuple[Act, ...] = (
    Act("create", "registration", "campaign:create", _create, outsider="clerk"),
    Act("launch", "draft", "campaign:launch", lambda w, by: w.do(campaigns.launch, by=by), by="leader"),
    Act("prepare", "draft", "campaign:amend", lambda w, by: w.do(campaigns.prepare_launch, by=by)),
    Act(
        "add_unit",
        "registration",
        "participant:add",
        lambda w, by: w.do(campaigns.add_unit, "DV-9", by=by),
        outsider="leader",
        ready=_founded,
    ),
    Act(
        "extend",
        "registration",
        "campaign:extend",
        lambda w, by: w.do(campaigns.set_date, REGISTRATION, date(2021, 4, 9), reason="vì", extend=True, by=by),
    ),
    Act(
        "set_date",
        "registration",
        "campaign:set_date",
        lambda w, by: w.do(campaigns.set_date, REGISTRATION, date(2021, 3, 26), reason="vì", by=by),
        outsider="secretary",
    ),
    Act(
        "amend",
        "registration",
        "campaign:amend",
        lambda w, by: w.do(campaigns.amend, factories.small_plan(copies=2), reason="vì", by=by),
    ),
    Act("suspend", "registration", "campaign:suspend", lambda w, by: w.do(campaigns.suspend, reason="vì", by=by)),
    Act(
        "resume",
        "registration",
        "campaign:resume",
        lambda w, by: w.do(campaigns.resume, reason="vì", by=by),
        ready=_suspended,
    ),
    Act(
        "cancel",
        "registration",
        "campaign:cancel",
        lambda w, by: w.do(cancel, reason="vì", by=by),
        by="leader",
        outsider="officer",
    ),
    Act(
        "ask_skip",
        "registration",
        "stage:skip",
        lambda w, by: w.do(second_person.ask_skip, REGISTRATION, reason="vì", by=by),
        outsider="secretary",
    ),
    Act(
        "run",
        "registration",
        "stage:run",
        lambda w, by: w.do(run_stage, StageKey(StageKind.REGISTRATION), by=by),
        ready=_due,
    ),
    Act(
        "answer",
        "registration",
        "campaign:answer",
        lambda w, by: w.do(answer, "final_summary.date", "2021-12-17", by=by),
        outsider="clerk",
    ),
    Act(
        "register",
        "registration",
        "registration:submit",
        lambda w, by: w.do(registrations.register, "DV-1", pledges=["Đúng hạn"], by=by),
        by="cb-dv-1",
        outsider="cb-dv-2",
    ),
    Act(
        "confirm",
        "registration",
        "registration:confirm",
        lambda w, by: w.do(registrations.confirm, "DV-1", by=by),
        outsider="cb-dv-1",
        ready=_registered,
    ),
    Act(
        "unregister",
        "registration",
        "registration:withdraw",
        lambda w, by: w.do(registrations.withdraw, "DV-1", reason="vì", by=by),
        by="cb-dv-1",
        outsider="cb-dv-2",
        ready=_registered,
    ),
    Act(
        "fulfil",
        "registration",
        "report:file",
        lambda w, by: w.do(planned.fulfil, REGISTRATION, "forward", text="Đã gửi", by=by),
        outsider="cb-dv-1",
    ),
    Act(
        "report",
        "midterm_review",
        "report:file",
        lambda w, by: w.do(reviews.file_report, "DV-1", text="Đã làm", by=by),
        by="cb-dv-1",
        outsider="cb-dv-2",
    ),
    Act(
        "review",
        "midterm_review",
        "review:write",
        lambda w, by: w.do(reviews.write_review, text="Tốt", by=by),
        outsider="secretary",
    ),
    Act("submit", INTAKE, "dossier:submit", _propose, by="cb-dv-1", outsider="cb-dv-2"),
    Act(
        "decline",
        INTAKE,
        "nomination:decline",
        lambda w, by: w.do(dossiers.decline, "DV-1", round_="final", reason="Không có", by=by),
        by="cb-dv-1",
        outsider="cb-dv-2",
    ),
    Act("return", INTAKE, "dossier:return", _return, outsider="cb-dv-1", ready=_submitted),
    Act(
        "supplement",
        INTAKE,
        "dossier:submit",
        lambda w, by: w.do(dossiers.supplement, "HS-0001", papers=[factories.paper("to_trinh", b"new")], by=by),
        by="cb-dv-1",
        outsider="cb-dv-2",
        ready=_returned,
    ),
    Act(
        "accept",
        INTAKE,
        "dossier:accept",
        lambda w, by: w.do(dossiers.accept, "HS-0001", opinion="Đủ", by=by),
        outsider="secretary",
        ready=_submitted,
    ),
    Act(
        "judge",
        INTAKE,
        "dossier:judge",
        lambda w, by: w.do(dossiers.judge_ineligible, "HS-0001", reasons=["Chưa đạt"], by=by),
        outsider="leader",
        ready=_submitted,
    ),
    Act(
        "withdraw",
        INTAKE,
        "dossier:withdraw",
        lambda w, by: w.do(dossiers.withdraw, "HS-0001", reason="vì", by=by),
        by="cb-dv-1",
        outsider="cb-dv-2",
        ready=_submitted,
    ),
    Act("establish", INTAKE, "council:establish", _establish, outsider="secretary"),
    Act(
        "adopt_rule",
        INTAKE,
        "council:rule",
        lambda w, by: w.do(council.adopt_rule, factories.council_rule(), by=by),
        by="secretary",
        outsider="member1",
        ready=_established,
    ),
    Act(
        "convene", COUNCIL, "meeting:convene", lambda w, by: playing.convene(w, by=by), by="secretary", outsider="chair"
    ),
    Act(
        "attend",
        COUNCIL,
        "meeting:attend",
        lambda w, by: w.do(council.attend, "final", people=[by], by=by),
        by="member1",
        outsider="officer",
        ready=_convened,
    ),
    Act(
        "open_ballot",
        COUNCIL,
        "ballot:open",
        lambda w, by: w.do(ballots.open_ballot, "final", "HS-0001", by=by),
        by="secretary",
        outsider="chair",
        ready=_present,
    ),
    Act(
        "vote",
        COUNCIL,
        "ballot:vote",
        lambda w, by: w.do(ballots.vote, "final", "HS-0001", "yes", by=by),
        by="member1",
        outsider="leader",
        ready=_ballot,
    ),
    Act(
        "close_ballot",
        COUNCIL,
        "ballot:close",
        lambda w, by: w.do(ballots.close_ballot, "final", "HS-0001", by=by),
        by="secretary",
        outsider="chair",
        ready=_ballot,
    ),
    Act(
        "count",
        COUNCIL,
        "ballot:count",
        lambda w, by: w.do(ballots.enter_count, "final", "HS-0001", yes=3, no=1, document="02/BB", by=by),
        by="secretary",
        outsider="officer",
        ready=_present,
    ),
    Act(
        "conclude",
        COUNCIL,
        "council:conclude",
        lambda w, by: playing.conclude(w, by=by),
        by="secretary",
        outsider="leader",
        ready=_decided,
    ),
    Act(
        "draft",
        DECISION,
        "decision:draft",
        lambda w, by: w.do(decisions.draft, "final", factories.FORM, by=by),
        outsider="clerk",
    ),
    Act(
        "sign",
        DECISION,
        "decision:sign",
        lambda w, by: w.do(decisions.sign, "final", factories.FORM, signer_title="CHỦ TỊCH", by=by),
        by="leader",
        outsider="officer",
        ready=_drafted,
    ),
    Act(
        "issue",
        DECISION,
        "decision:issue",
        lambda w, by: playing.issue(w, number="45/QĐ-UBND", by=by),
        by="clerk",
        outsider="leader",
        ready=_signed,
    ),
    Act(
        "summarise",
        "final_summary",
        "summary:write",
        lambda w, by: w.do(write_summary, text="Tốt", by=by),
        outsider="leader",
    ),
)
