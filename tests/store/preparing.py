"""What an example of an act is, and how a campaign comes to stand where the act can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Engine

from actions import ballots, campaigns, council, decisions, dossiers, registrations
from actions.people import add_unit
from domain.delegations import Signing
from domain.plan import PlannedDuty
from domain.stages import StageKey, StageKind
from models.engine import writing
from tests.store import factories, playing
from tests.store.scenario import SEATS, World, begin, campaign_at, drafted

REGISTRATION = StageKey(StageKind.REGISTRATION)
INTAKE, COUNCIL, DECISION = "dossier_intake@final", "council_appraisal@final", "decision_issuance@final"


def as_it_is(_world: World) -> None:
    """Nothing has to happen first."""


@dataclass(frozen=True)
class Act:
    """`at` is the open stage, `ready` what has to happen first, `outsider` somebody without the right to `do` it."""

    name: str
    at: str
    right: str
    do: Callable[[World, str], object]
    by: str = "officer"
    outsider: str = "auditor"
    ready: Callable[[World], object] = as_it_is

    def world(self, engine: Engine) -> World:
        """The campaign, ready for the act."""
        return begin(engine, ("act", self.at, self.ready), lambda: self._made_ready(engine))

    def _made_ready(self, engine: Engine) -> World:
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


def founded(world: World) -> None:
    with writing(world.engine) as session:
        add_unit(session, "DV-9", name="Đơn vị chín", level="commune", by=world.who("admin"), at=world.now)


def registered(world: World) -> None:
    world.do(registrations.register, "DV-1", pledges=["Đúng hạn"], by="cb-dv-1")


def submitted(world: World) -> None:
    playing.propose(world, "DV-1")


def returned(world: World) -> None:
    submitted(world)
    return_(world, "officer")


def convened(world: World) -> None:
    playing.convene(world)
    world.go(world.today + timedelta(days=1))


def present(world: World) -> None:
    convened(world)
    playing.attend(world, "chair", "member1", "member2", "member3")


def ballot_open(world: World) -> None:
    present(world)
    world.do(ballots.open_ballot, "final", "HS-DV-1-01", by="secretary")


def decided(world: World) -> None:
    convened(world)
    for code, yes in (("HS-DV-1-01", 5), ("HS-DV-2-01", 4)):
        playing.decide(world, code, yes=yes)


def decision_drafted(world: World) -> None:
    world.do(decisions.draft, "final", factories.FORM)


def signed(world: World) -> None:
    decision_drafted(world)
    world.do(decisions.sign, "final", factories.FORM, signing=Signing(title="CHỦ TỊCH"), by="leader")


def return_(world: World, by: str) -> None:
    reasons = {"bao_cao_thanh_tich": "Thiếu số liệu"}
    world.do(dossiers.return_for_supplement, "HS-DV-1-01", reasons=reasons, due=date(2021, 10, 20), by=by)


def establish(world: World, by: str) -> None:
    values = {"name": "Hội đồng", "document": "12/QĐ", "members": SEATS}
    world.do(council.establish, **values, established_on=world.today, by=by)


def established(world: World) -> None:
    establish(world, "officer")


def suspended(world: World) -> None:
    world.do(campaigns.suspend, reason="Dịch bệnh")


def due(world: World) -> None:
    world.go("2021-04-05")


def propose(world: World, by: str) -> None:
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


def create(world: World, by: str) -> None:
    code, world.code = world.code, "NH-2021-02"
    try:
        world.do(campaigns.create, factories.small_plan(), units=world.units, by=by)
    finally:
        world.code = code
