"""What went otherwise than planned, read from the trail and the rows."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions import campaigns, conclusions, meetings
from domain.stages import StageKey
from models.engine import reading
from queries.departure_lines import Departure
from queries.departures import departures
from queries.edge_ties import SettledTie, edge_ties
from tests.store import playing
from tests.store.meeting import OPEN, on_day, open_
from tests.store.scenario import VOTERS, World, campaign_at
from tests.store.sitting_acts import declared, recuse

REGISTRATION = StageKey.parse("registration")


def told(world: World, kind: str) -> list[Departure]:
    with reading(world.engine) as session:
        return [one for one in departures(session) if one.kind == kind]


@pytest.fixture
def sitting(store: Engine) -> World:
    """The day of a meeting on three dossiers, of which the quota lets two in."""
    return on_day(store)


def concluded(world: World, *yes: int, order: tuple[str, ...] = ()) -> list[SettledTie]:
    for dossier, votes in zip(world_dossiers(world), yes, strict=True):
        playing.decide(world, dossier, yes=votes)
    values = {"minutes": "Chủ tịch chọn", "document": "03/BB", "order": order}
    world.do(conclusions.conclude, "final", **values, by="secretary")
    with reading(world.engine) as session:
        return list(edge_ties(session))


def world_dossiers(world: World) -> list[str]:
    return [duty.dossier for duty in world.owed("hold_ballot") if duty.dossier]


def test_quiet_campaign_departs_from_nothing(store: Engine) -> None:
    world = campaign_at(store, "registration")
    with reading(world.engine) as session:
        assert departures(session) == ()


def test_extension_is_told_with_both_days(store: Engine) -> None:
    world = campaign_at(store, "registration")
    world.do(campaigns.set_date, REGISTRATION, date(2021, 4, 9), reason="Mưa bão", extend=True)
    [one] = told(world, "extension")
    assert (one.day, one.sentence) == (
        world.today,
        "Kéo dài “Đăng ký thi đua” từ 31/03/2021 đến 09/04/2021. Lý do: Mưa bão.",
    )


def test_settled_tie_names_who_was_chosen(sitting: World) -> None:
    first, second, third = world_dossiers(sitting)
    [tie] = concluded(sitting, 4, 5, 4, order=(third, first))
    assert (set(tie.dossiers), tie.places, tie.chosen) == ({first, third}, 1, (third,))
    assert second not in tie.dossiers


def test_clear_result_is_no_tie(sitting: World) -> None:
    assert concluded(sitting, 5, 4, 3) == []


def test_adjourned_meeting_is_told_once_another_is_called(sitting: World) -> None:
    sitting.do(meetings.adjourn, "final", reason="không đủ số người dự", by="secretary")
    assert told(sitting, "second_meeting") == []
    playing.convene(sitting)
    [one] = told(sitting, "second_meeting")
    assert "không đủ số người dự" in one.sentence


def test_unit_that_never_answers_is_told_after_escalation(store: Engine) -> None:
    world = campaign_at(store, "midterm_review", units=2)
    world.sweep_until("2021-06-30")
    assert told(world, "silent_unit") == []
    world.sweep_until("2021-07-02")
    assert {one.sentence.partition(" không")[0] for one in told(world, "silent_unit")} == {"Đơn vị DV-1", "Đơn vị DV-2"}


def test_ways_of_voting_are_told_once_each(sitting: World) -> None:
    playing.decide(sitting, "HS-DV-1-01", yes=4)
    playing.decide(sitting, "HS-DV-2-01", yes=4)
    [one] = told(sitting, "voted_show_of_hands")
    assert one.sentence == "Biểu quyết giơ tay: Hội đồng quyết 2 lượt."


def test_open_ballot_tells_nothing_of_its_way(sitting: World) -> None:
    playing.attend(sitting, *VOTERS)
    open_(sitting)
    assert told(sitting, "voted_show_of_hands") == []


@pytest.mark.parametrize(("agreed", "times"), [(True, 1), (False, 0)])
def test_member_kept_out_is_told_of(store: Engine, agreed: bool, times: int) -> None:
    world = campaign_at(store, OPEN)
    declared(world)
    recuse(world, "member4", agreed=agreed)
    sentences = [one.sentence for one in told(world, "recusal")]
    assert sentences == ["Người member4 không tham gia xét hồ sơ HS-DV-1-01 vì có liên quan (tự khai báo)."] * times
