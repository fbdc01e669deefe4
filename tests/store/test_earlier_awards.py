"""One achievement is not rewarded twice: what a dossier resembles, who is told of it, and what the office answers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlmodel import col

from actions import award_answers, campaigns, dossiers, outside_awards, people, questions, recusals, successions
from domain.earlier_awards import Answer, OutsideEntry
from domain.nominees import NomineeKind
from domain.people import SYSTEM, Role
from domain.plan import Level
from models.base import table_of
from models.dossiers import Dossier
from models.engine import reading, writing
from models.outside_awards import OutsideAward
from queries import earlier_awards
from queries import outside_awards as listed
from queries.earlier_lines import EarlierLine, unanswered
from queries.earlier_pairs import pairs
from tests.store import factories, playing
from tests.store.checks import refused
from tests.store.scenario import World, asked, campaign_at, seat_council

INTAKE = "dossier_intake@final"
HS = "HS-DV-1-01"
NAME = "Tập thể Sáng Tạo"
PLAN = factories.small_plan(name="Thi đua chuyển đổi số năm 2021")


@pytest.fixture
def world(store: Engine) -> World:
    """Units hand in their dossiers."""
    return campaign_at(store, INTAKE, units=3)


def propose(world: World, unit: str = "DV-1", *, nominee: str = NAME, **told: Any) -> str:
    values: dict[str, Any] = {"round_": "final", "nominee": nominee, "nominee_kind": factories.COLLECTIVE}
    values |= {"form": factories.FORM, "papers": factories.PAPERS, "proofs": factories.PROOFS}
    row = world.do(dossiers.submit, unit, **values | told, by=f"cb-{unit.lower()}")
    return row.code


def entry(**changes: Any) -> OutsideEntry:
    told: dict[str, Any] = {
        "nominee_kind": NomineeKind.COLLECTIVE,
        "nominee": NAME,
        "unit_name": "Đơn vị DV-1",
        "form": "bang_khen",
        "authority": "UBND tỉnh Minh Họa",
        "level": Level.PROVINCE,
        "number": "77/QĐ-UBND",
        "decided_on": date(2021, 5, 19),
    }
    return OutsideEntry(**told | changes)


def enter(world: World, **changes: Any) -> int:
    with writing(world.engine) as session:
        row = outside_awards.enter(session, entry=entry(**changes), by=world.who("officer"), at=world.now)
        return row.id


def warned(world: World, viewer: str = "officer", code: str = HS) -> tuple[EarlierLine, ...]:
    with reading(world.engine) as session:
        return earlier_awards.of_dossier(session, world.who(viewer), world.code, code)


def test_award_elsewhere_in_the_same_year_is_told(world: World) -> None:
    enter(world)
    propose(world)
    [line] = warned(world)
    assert (line.what, line.number, line.decided_on, line.authority, line.words) == (
        "outside",
        "77/QĐ-UBND",
        date(2021, 5, 19),
        "UBND tỉnh Minh Họa",
        "trùng tên và đơn vị; cùng năm",
    )


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decided_on": date(2020, 5, 19)}, None),
        ({"decided_on": date(2020, 5, 19), "unit_name": "Đơn vị khác", "initiative": "Một cửa số"}, "trùng sáng kiến"),
        ({"unit_name": "Đơn vị khác"}, None),
        ({"nominee": "Tập thể Khác"}, None),
        ({"nominee_kind": NomineeKind.HOUSEHOLD}, None),
        ({"nominee": "Tập thể Sáng Tảo"}, "tên chỉ khác dấu, trùng đơn vị; cùng năm"),
        ({"nominee": "tập  thể SÁNG TẠO"}, "trùng tên và đơn vị; cùng năm"),
        ({"unit_name": "don vi dv-1"}, "trùng tên và đơn vị; cùng năm"),
        (
            {"decided_on": date(2020, 1, 2), "period_from": date(2021, 1, 1), "period_to": date(2021, 3, 1)},
            "trùng tên và đơn vị; trùng thời gian thành tích",
        ),
        (
            {"decided_on": date(2020, 1, 2), "achievement": "giảm một nửa THỜI GIAN giải quyết"},
            "trùng tên và đơn vị; trùng nội dung thành tích",
        ),
        ({"decided_on": date(2020, 1, 2), "initiative": "Khác"}, None),
    ],
)
def test_likeness_is_told_by_its_name(world: World, changes: dict[str, Any], words: str | None) -> None:
    enter(world, **changes)
    propose(world, achievement="Giảm một nửa thời gian giải quyết", initiative="Một cửa số")
    assert [line.words for line in warned(world)] == ([] if words is None else [words])


def test_award_of_a_predecessor_is_the_nominees_own(world: World) -> None:
    enter(world, unit="DV-2", unit_name="")
    told: dict[str, Any] = {"day": world.today - timedelta(days=1), "document": "1/NQ", "successors": ["DV-1"]}
    with writing(world.engine) as session:
        successions.dissolve(session, "DV-2", **told, by=world.who("officer"), at=world.now)
    propose(world)
    assert [line.unit_name for line in warned(world)] == ["Đơn vị DV-2"]


def test_proposal_of_a_namesake_elsewhere_is_another(world: World) -> None:
    propose(world, "DV-2")
    propose(world)
    assert warned(world) == ()


def other_campaign(world: World) -> World:
    """The same office runs another campaign, in whose intake the same units hand in."""
    other = replace(world, code="NH-2021-02")
    other.do(campaigns.create, PLAN, units=world.units)
    other.do(campaigns.prepare_launch)
    for key in asked(other):
        other.do(questions.answer, key, {"document.number": "19/KH-UBND"}.get(key, factories.ISSUED.isoformat()))
    other.do(campaigns.launch, by="leader")
    for _ in range(20):
        if other.stage(INTAKE).state == "open":
            return other
        other.sweep()
    raise AssertionError(other.stages())


def test_open_proposal_in_another_campaign_is_told_on_both_sides(world: World) -> None:
    other = other_campaign(world)
    propose(world)
    propose(other)
    assert [(line.what, line.campaign) for line in warned(world) + warned(other)] == [
        ("proposal", "NH-2021-02"),
        ("proposal", "NH-2021-01"),
    ]


def test_proposal_that_is_over_is_not_told(world: World) -> None:
    other = other_campaign(world)
    propose(world)
    other.do(dossiers.withdraw, propose(other), reason="Đổi ý", by="cb-dv-1")
    assert warned(world) == ()


def play_alone(world: World, stage: str) -> None:
    """People do what they owe in this campaign, and nothing in others, until a stage is open."""
    for _ in range(400):
        if world.stage(stage).state == "open":
            return
        mine = [duty for duty in world.owed() if duty.campaign == world.code]
        if not world.sweep() and not sum(playing.act(world, duty) for duty in mine):
            world.go(world.today + timedelta(days=1))


def test_issued_award_is_told_with_its_decision(world: World) -> None:
    other = other_campaign(world)
    propose(other, nominee="Tập thể DV-1")
    seat_council(world, factories.council_rule())
    play_alone(world, "final_summary")
    [line] = warned(other)
    assert (line.what, line.number, line.dossier, line.campaign) == ("award", "45/QĐ-UBND", HS, world.code)


def test_corrected_and_cancelled_entries_do_not_count(world: World) -> None:
    number = enter(world)
    propose(world)
    with writing(world.engine) as session:
        known: dict[str, Any] = {"by": world.who("officer"), "at": world.now}
        new = outside_awards.correct(session, number, entry=entry(number="78/QĐ"), reason="Nhầm số", **known).id
    corrected = [line.number for line in warned(world)]
    with writing(world.engine) as session:
        outside_awards.cancel(session, new, reason="Bị thu hồi", **known)
    assert (corrected, warned(world)) == (["78/QĐ"], ())


def test_unit_is_told_of_its_own_nominees_only(world: World) -> None:
    enter(world)
    enter(world, nominee="Người khác", unit_name="Nơi khác", initiative="Một cửa số")
    propose(world, initiative="Một cửa số")
    propose(world, "DV-2", nominee="Tập thể Hai", initiative="Một cửa số")
    assert (len(warned(world)), [line.what for line in warned(world, "cb-dv-1")]) == (3, ["outside"])


def test_unit_is_not_told_what_the_office_answers(world: World) -> None:
    answer(world, str(enter(world)))
    assert ([line.answer for line in warned(world, "cb-dv-1")], unanswered(warned(world))) == ([None], 0)


def test_other_unit_is_told_nothing(world: World) -> None:
    enter(world)
    propose(world)
    assert warned(world, "cb-dv-2") == ()


def test_recused_member_is_told_nothing(store: Engine) -> None:
    world = campaign_at(store, "council_appraisal@final", units=2)
    enter(world, nominee="Tập thể DV-1")
    playing.convene(world)
    before = len(warned(world, "member1"))
    world.do(recusals.declare, "final", HS, reason="Họ hàng", by="member1")
    assert (before, warned(world, "member1"), len(warned(world, "member2"))) == (1, (), 1)


def answer(world: World, other: str, found: Answer = Answer.DIFFERENT, **told: Any) -> None:
    propose(world)
    world.do(award_answers.answer, HS, other, found=found, reason=told.get("reason", "Đã đối chiếu"), by="officer")


def test_answer_is_told_with_its_reason(world: World) -> None:
    answer(world, str(enter(world)))
    [line] = warned(world)
    assert line.answer is not None
    assert (line.answer.answer, line.answer.reason, line.answer.answered_by) == (
        "different",
        "Đã đối chiếu",
        "Người officer",
    )


def test_last_answer_counts(world: World) -> None:
    number = str(enter(world))
    answer(world, number)
    world.do(award_answers.answer, HS, number, found=Answer.SAME, reason="Xem lại: là một", by="officer")
    assert [line.answer.answer for line in warned(world) if line.answer] == ["same"]


def test_answer_holds_for_both_dossiers(world: World) -> None:
    other = other_campaign(world)
    propose(other)
    answer(world, "NH-2021-02/HS-DV-1-01")
    assert [line.answer.dossier for line in warned(world) + warned(other) if line.answer] == [HS, HS]


@pytest.mark.parametrize(
    ("other", "reason", "code"),
    [
        ("1", " ", "reason_missing"),
        ("99", "vì", "outside_award"),
        ("một", "vì", "other_award"),
        ("999999999999999", "vì", "other_award"),
        ("NH-2021-01/HS-DV-1-01", "vì", "award_of_itself"),
        ("NH-2021-01/HS-9", "vì", "dossier"),
        ("NH-9/HS-9", "vì", "campaign"),
    ],
)
def test_answer_about_nothing_is_refused(world: World, other: str, reason: str, code: str) -> None:
    enter(world)
    propose(world)
    with refused(world, code):
        world.do(award_answers.answer, HS, other, found=Answer.DIFFERENT, reason=reason)


def statements(engine: Engine) -> Iterator[list[str]]:
    told: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _u, text, *_: told.append(text))
    yield told


def many(world: World, count: int) -> None:
    """Dossiers and entries past the actions, because only their number matters here."""
    with reading(world.engine) as session:
        first = session.scalars(select(Dossier)).first()
        assert first is not None
        base = {c.key: getattr(first, c.key) for c in table_of(Dossier).columns if c.key != "id"}
    names = [(f"Tập thể {n}", f"tap the {n}") for n in range(count)]
    with world.engine.begin() as connection:
        rows = [base | {"code": f"X-{n}", "nominee": a, "folded": b} for n, (a, b) in enumerate(names)]
        connection.execute(table_of(Dossier).insert(), rows)
        award = entry().model_dump(mode="python") | {"unit_folded": "don vi dv-1", "entered_at": world.now}
        kept = {c.key for c in table_of(OutsideAward).columns} - {"id"}
        told = {k: getattr(v, "value", v) for k, v in award.items() if k in kept} | {"entered_by": "officer"}
        connection.execute(
            table_of(OutsideAward).insert(),
            [told | {"nominee": a, "folded": b} for a, b in names],
        )


@pytest.mark.unsound
def test_many_dossiers_cost_no_more_statements_than_one(world: World) -> None:
    propose(world)
    enter(world)
    many(world, 300)
    told = next(statements(world.engine))
    found = []
    for wanted in (select(col(Dossier.id)).where(col(Dossier.code) == "X-7"), select(col(Dossier.id))):
        told.clear()
        with reading(world.engine) as session:
            found.append((len(earlier_awards.warnings(session, SYSTEM, wanted)), len(told)))
    assert ([count for count, _ in found], found[0][1]) == ([1, 301], found[1][1])


INDEXES = ("dossier_by_folded", "dossier_by_initiative", "outside_award_is_entered_once", "outside_award_by_initiative")


@pytest.mark.only("sqlite")
@pytest.mark.parametrize("index", INDEXES)
def test_every_way_to_another_award_has_its_index(world: World, index: str) -> None:
    asked_ = pairs(SYSTEM, select(col(Dossier.id)))
    with reading(world.engine) as session:
        text = str(asked_.compile(world.engine, compile_kwargs={"literal_binds": True}))
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {text}")]
    assert [line for line in plan if index in line], plan


def test_officer_of_one_campaign_enters_and_sees_what_serves_all(world: World) -> None:
    with writing(world.engine) as session:
        known: dict[str, Any] = {"by": world.who("admin"), "at": world.now}
        people.grant_role(session, "member1", Role.OFFICER, campaign=world.code, **known)
    with writing(world.engine) as session:
        outside_awards.enter(session, entry=entry(), by=world.who("member1"), at=world.now)
    with reading(world.engine) as session:
        seen = [listed.count(session, world.who(who)) for who in ("member1", "leader", "cb-dv-1", "clerk")]
    assert seen == [1, 1, 0, 0]
