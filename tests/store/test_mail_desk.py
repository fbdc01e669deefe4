"""Holding back, recalling and sending again the mail of one campaign."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import col, select

from actions import mail_desk
from domain.errors import Invalid, NotAllowed, NotFound, WrongState
from models.base import table_of
from models.campaigns import Campaign
from models.engine import reading
from models.mail import Mail, Notice
from tests.store.scenario import World, campaign_at

WHY = "Kiểm tra lại"


@pytest.fixture
def world(store: Engine) -> World:
    """Registration has just opened, and its notices wait."""
    return campaign_at(store, "registration")


def waiting(world: World) -> list[Notice]:
    return [row for row in world.rows(Notice) if row.mail_id is None]


def a_mail(world: World, state: str) -> int:
    """A mail of the campaign that ended in this state; its number."""
    with reading(world.engine) as session:
        campaign = session.exec(select(Campaign.id).where(col(Campaign.code) == world.code)).one()
    values = {"campaign_id": campaign, "message_id": f"<{state}@x.example>", "address": "a@x.example", "subject": "Thư"}
    moments = {"queued_at": world.now, "next_try_at": world.now}
    rest = {"content": b"", "state": state, "attempts": 1, "reply": "", "maybe_twice": False}
    with world.engine.begin() as connection:
        connection.execute(insert(table_of(Mail)), {**values, **moments, **rest})
    return next(row.id for row in world.rows(Mail) if row.state == state)


def test_what_waits_is_held_for_some_minutes(world: World) -> None:
    held = world.do(mail_desk.hold_back, minutes=30, reason=WHY)
    assert held == len(waiting(world)) > 0
    assert all(row.not_before >= world.now + timedelta(minutes=30) for row in waiting(world))


def test_what_was_held_is_let_go(world: World) -> None:
    world.do(mail_desk.hold_back, minutes=30, reason=WHY)
    world.do(mail_desk.release, reason=WHY)
    assert all(row.not_before <= world.now for row in waiting(world))


def test_a_recalled_notice_is_never_sent(world: World) -> None:
    chosen = [row.id for row in waiting(world) if not row.legal]
    assert world.do(mail_desk.recall, chosen, reason=WHY) == len(chosen) > 0
    assert not set(chosen) & {row.id for row in waiting(world)}


def test_a_legal_notice_cannot_be_recalled(world: World) -> None:
    legal = [row.id for row in waiting(world) if row.legal]
    with pytest.raises(WrongState, match="mail_is_legal"):
        world.do(mail_desk.recall, legal, reason=WHY)


@pytest.mark.parametrize("numbers", [[], [999_999]])
def test_nothing_else_can_be_recalled(world: World, numbers: list[int]) -> None:
    with pytest.raises(NotFound, match="mail_gone"):
        world.do(mail_desk.recall, numbers, reason=WHY)


@pytest.mark.parametrize("minutes", [-5, 0, 1441])
def test_mail_is_held_for_a_day_at_most(world: World, minutes: int) -> None:
    with pytest.raises(Invalid, match="hold_minutes"):
        world.do(mail_desk.hold_back, minutes=minutes, reason=WHY)


@pytest.mark.parametrize(("state", "twice"), [("failed", False), ("unknown", True)])
def test_a_mail_that_did_not_arrive_is_tried_again(world: World, state: str, twice: bool) -> None:
    world.do(mail_desk.send_again, a_mail(world, state), reason=WHY)
    [mail] = world.rows(Mail)
    assert (mail.state, mail.maybe_twice) == ("queued", twice)


def test_a_mail_that_was_sent_is_not_sent_again(world: World) -> None:
    with pytest.raises(WrongState, match="mail_not_retriable"):
        world.do(mail_desk.send_again, a_mail(world, "sent"), reason=WHY)


@pytest.mark.parametrize("person", ["leader", "cb-dv-1", "auditor"])
def test_only_who_manages_mail_holds_it(world: World, person: str) -> None:
    with pytest.raises(NotAllowed, match="role_missing"):
        world.do(mail_desk.hold_back, minutes=5, reason=WHY, by=person)


def test_holding_mail_wants_a_reason(world: World) -> None:
    with pytest.raises(Invalid, match="reason_missing"):
        world.do(mail_desk.hold_back, minutes=5, reason=" ")
