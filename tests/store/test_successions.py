"""Units that end and an authority that changes, in the plan of Hưng Yên across 01/7/2025."""

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from actions.campaigns import create, launch, prepare_launch
from actions.questions import answer
from actions.registrations import confirm, register
from actions.steps import take_steps
from actions.successions import dissolve, hand_over_authority, name_successors
from domain.errors import AlreadyDone, Incomplete, Invalid, NotAllowed, Refused, WrongState
from domain.people import SYSTEM, Grant, Principal, Role
from models.audit import AuditEvent
from models.campaigns import Campaign, Participation
from models.engine import reading, writing
from models.finders import campaign_by_code, unit_by_code
from models.mail import Notice
from models.places import Unit
from models.registrations import Registration
from models.stages import Duty, Wait
from plans.catalogue import load_shipped
from queries.due import due_stages
from tests.scenario import LEADER, OFFICER, at, office

CODE = "HY-2024-01"
DAY = date(2025, 7, 1)
NOW = at(DAY)
PAPER = "1666/NQ-UBTVQH15"
ANSWERS = {"registration.held": "2024-12-31", "dossier_intake@2025.due": "2025-08-15"}
UNIT_OFFICER = Principal(code="canbo-01", name="Cán bộ 1", person_id=4, grants=(Grant(Role.UNIT_OFFICER, 1),))


def sweep(engine: Engine, day: str) -> None:
    for _ in range(9):
        with writing(engine) as session:
            due = [stage.id for stage in due_stages(session, at(day), 99)]
            take_steps(session, due, by=SYSTEM, at=at(day))


@pytest.fixture
def world(store: Engine) -> Engine:
    """On 01/7/2025 DV-01 has registered, and both units owe their dossiers of the year; DV-03 stands aside."""
    office(store, units=3)
    begun = at("2024-11-05")
    with writing(store) as session:
        create(session, CODE, load_shipped(CODE), units=["DV-01", "DV-02"], by=OFFICER, at=begun)
        prepare_launch(session, CODE, by=OFFICER, at=begun)
        for key, value in ANSWERS.items():
            answer(session, CODE, key, value, by=OFFICER, at=begun)
        launch(session, CODE, by=LEADER, at=begun)
    sweep(store, "2024-11-05")
    with writing(store) as session:
        register(session, CODE, "DV-01", pledges=["Một mô hình"], by=UNIT_OFFICER, at=at("2024-12-02"))
        confirm(session, CODE, "DV-01", by=OFFICER, at=at("2024-12-03"))
    for day in ("2025-01-01", "2025-01-02", "2025-06-30"):
        sweep(store, day)
    return store


def end(engine: Engine, unit: str = "DV-01", *to: str, day: date = DAY, by: Principal = OFFICER) -> None:
    with writing(engine) as session:
        dissolve(session, unit, day=day, document=PAPER, successors=to, by=by, at=NOW)


def owed_by(session: Session, unit: str) -> list[str]:
    query = select(Duty.kind).join(Unit, col(Unit.id) == Duty.unit_id)
    return list(session.exec(query.where(col(Unit.code) == unit, col(Duty.ended).is_(False))))


def test_duties_pass_to_the_successor(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with reading(world) as session:
        assert (owed_by(session, "DV-01"), owed_by(session, "DV-03")) == ([], ["submit_dossier"])


def test_what_was_handed_in_stays(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with reading(world) as session:
        found = session.exec(select(Registration)).one()
        assert (found.unit_id, found.state) == (unit_by_code(session, "DV-01").id, "confirmed")


def test_a_successor_takes_part(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with reading(world) as session:
        assert len(session.exec(select(Participation)).all()) == 3


def test_waits_follow_the_duties(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with reading(world) as session:
        heir = unit_by_code(session, "DV-03").id
        assert [w.cause for w in session.exec(select(Wait).where(col(Wait.unit_id) == heir))] == ["submit_dossier"]


def test_a_successor_is_told(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with reading(world) as session:
        told = session.exec(select(Notice.address).where(col(Notice.kind) == "duty_assigned")).all()
        assert told == ["canbo-03@donvi.example"]


def test_a_dissolved_unit_ends_the_day_before(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with reading(world) as session:
        assert unit_by_code(session, "DV-01").valid_to == date(2025, 6, 30)


def test_later_stages_ask_only_units_that_stand(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with writing(world) as session:
        answer(session, CODE, "midterm_review.held", "2025-09-30", by=OFFICER, at=NOW)
    sweep(world, "2025-07-02")
    with reading(world) as session:
        assert "file_report" in owed_by(session, "DV-03")
        assert "file_report" not in owed_by(session, "DV-01")


def test_without_successor_the_officer_is_asked(world: Engine) -> None:
    end(world)
    with reading(world) as session:
        [asked] = session.exec(select(Duty).where(col(Duty.kind) == "name_successor"))
        assert (asked.role, asked.blocks, owed_by(session, "DV-01")) == ("officer", True, ["submit_dossier"])


def test_a_successor_named_later_takes_over(world: Engine) -> None:
    end(world)
    with writing(world) as session:
        name_successors(session, "DV-01", ["DV-03"], document=PAPER, by=OFFICER, at=NOW)
    with reading(world) as session:
        assert owed_by(session, "DV-03") == ["submit_dossier"]
        assert not session.exec(select(Duty).where(col(Duty.kind) == "name_successor", ~col(Duty.ended))).all()


def test_nobody_follows_with_a_reason(world: Engine) -> None:
    end(world)
    with writing(world) as session:
        name_successors(session, "DV-01", [], document=PAPER, reason="giải thể", by=OFFICER, at=NOW)
    with reading(world) as session:
        assert owed_by(session, "DV-01") == []


def test_nobody_follows_without_a_reason(world: Engine) -> None:
    end(world)
    with pytest.raises(Refused, match="reason_missing"), writing(world) as session:
        name_successors(session, "DV-01", [], document=PAPER, by=OFFICER, at=NOW)


@pytest.mark.parametrize(
    ("unit", "to", "day", "error"),
    [
        ("DV-01", ("DV-01",), DAY, Invalid),
        ("DV-01", ("DV-03",), date(2025, 7, 2), Invalid),
        ("DV-01", ("DV-03",), date(1945, 9, 2), Invalid),
        ("DV-01", ("DV-99",), DAY, Refused),
    ],
)
def test_what_cannot_be_is_refused(
    world: Engine, unit: str, to: tuple[str, ...], day: date, error: type[Refused]
) -> None:
    with pytest.raises(error):
        end(world, unit, *to, day=day)
    with reading(world) as session:
        assert unit_by_code(session, "DV-01").valid_to is None


def test_a_unit_ends_once(world: Engine) -> None:
    end(world, "DV-01", "DV-03")
    with pytest.raises(AlreadyDone):
        end(world, "DV-01", "DV-02")


def test_a_unit_officer_ends_no_unit(world: Engine) -> None:
    with pytest.raises(NotAllowed):
        end(world, "DV-01", "DV-03", by=UNIT_OFFICER)


def test_a_document_says_so(world: Engine) -> None:
    with pytest.raises(Incomplete), writing(world) as session:
        dissolve(session, "DV-01", day=DAY, document=" ", by=OFFICER, at=NOW)


def test_a_standing_unit_has_no_successor(world: Engine) -> None:
    with pytest.raises(WrongState), writing(world) as session:
        name_successors(session, "DV-01", ["DV-03"], document=PAPER, by=OFFICER, at=NOW)


def hand_over(engine: Engine, authority: str) -> None:
    with writing(engine) as session:
        hand_over_authority(session, CODE, authority, document=PAPER, reason="hợp nhất tỉnh", by=LEADER, at=NOW)


def test_another_authority_leads_from_now_on(world: Engine) -> None:
    hand_over(world, "UBND tỉnh Hưng Yên mới")
    with reading(world) as session:
        campaign = campaign_by_code(session, CODE)
        assert (campaign.authority, campaign.version) == ("UBND tỉnh Hưng Yên mới", 4)


def test_the_same_authority_is_no_hand_over(world: Engine) -> None:
    with reading(world) as session:
        leads = session.exec(select(Campaign.authority)).one()
    with pytest.raises(AlreadyDone):
        hand_over(world, leads)


def test_the_trail_says_who_led_before(world: Engine) -> None:
    hand_over(world, "UBND tỉnh khác")
    with reading(world) as session:
        query = select(AuditEvent.text).where(col(AuditEvent.kind) == "campaign:authority_handed_over")
        assert '"before":"UBND tỉnh Hưng Yên"' in session.exec(query).one()
