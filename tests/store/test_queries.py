"""What the monitor asks, on both databases: two units owe a registration until 26/02/2021, and one keeps it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, event
from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from actions.incidents import note_failure
from actions.people import add_person, grant_role
from actions.registrations import register, withdraw
from domain.errors import NotAllowed, NotFound
from domain.people import SYSTEM, Role
from domain.stages import StageKind
from models.campaign_rows import store_mark
from models.campaigns import StoreMark
from models.engine import reading, writing
from models.finders import campaign_by_code
from models.mail import Mail
from queries import campaigns, duties, failures, history, mails, people, reporting, stuck
from queries.days import office_day
from queries.wanted import Wanted
from tests.scenario import ADMIN, BEGINNING, OTHER, PLAN, at
from tests.store.running import LATE, begun, stage_id, viewer

OF_PLAN = Wanted(campaign=PLAN)


@pytest.fixture
def running(store: Engine) -> Engine:
    """DV-01 has registered by 08/02/2021, DV-02 never does; another campaign has DV-02 only and has just begun."""
    return begun(store)


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The questions that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            sent.append(statement)

    engine = session.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def registration_waits(store: Engine, code: str | None = None) -> list[stuck.WaitLine]:
    with reading(store) as session:
        by = SYSTEM if code is None else viewer(session, code)
        lines = stuck.waits(session, by, on=LATE, wanted=OF_PLAN)
    return [line for line in lines if line.cause == "register"]


def test_wait_tells_age_in_working_days(running: Engine) -> None:
    # 05/01 to 03/03/2021 without weekends and without 10–16/02 (Tết): 19 + 15 + 3.
    [line] = registration_waits(running)
    assert (line.waited_days, line.clock, line.due) == (37, "theirs", date(2021, 2, 26))


def test_wait_tells_how_late_it_is(running: Engine) -> None:
    [line] = registration_waits(running)
    assert line.overdue_days == 3


def test_wait_before_its_deadline_is_not_late(running: Engine) -> None:
    with reading(running) as session:
        lines = stuck.waits(session, SYSTEM, on=date(2021, 2, 26), wanted=Wanted(overdue=True))
        [line] = [w for w in stuck.waits(session, SYSTEM, on=date(2021, 2, 26)) if w.cause == "register"]
    assert (lines, line.overdue_days) == ((), 0)


def test_wait_names_the_unit_and_its_officer(running: Engine) -> None:
    [line] = registration_waits(running)
    assert (line.holder, [one.email for one in line.contacts]) == ("Đơn vị 2", ["canbo-02@donvi.example"])


def test_wait_tells_what_comes_by_itself(running: Engine) -> None:
    [line] = registration_waits(running)
    assert line.next_at == at("2021-02-19", 8)


def test_officer_of_another_campaign_is_not_named(running: Engine) -> None:
    with writing(running) as session:
        add_person(session, "tam", name="Người Tạm", by=ADMIN, at=BEGINNING)
        grant_role(session, "tam", Role.OFFICER, campaign=OTHER, by=ADMIN, at=BEGINNING)
    with reading(running) as session:
        lines = stuck.waits(session, SYSTEM, on=LATE, wanted=OF_PLAN)
    [confirming] = [line for line in lines if line.cause == "confirm_registration"]
    assert [one.code for one in confirming.contacts] == ["hoa"]


def test_overdue_come_before_the_others(running: Engine) -> None:
    with reading(running) as session:
        dues = [line.due for line in stuck.waits(session, SYSTEM, on=LATE)]
    known = [due for due in dues if due]
    assert dues == sorted(known) + [None] * (len(dues) - len(known))


def test_unit_sees_its_own_waits_only(running: Engine) -> None:
    assert registration_waits(running, "canbo-01") == []
    assert len(registration_waits(running, "canbo-02")) == 1


def test_planned_stages_are_shown_when_asked_for(running: Engine) -> None:
    with reading(running) as session:
        few = {line.cause for line in stuck.waits(session, SYSTEM, on=LATE)}
        all_ = {line.cause for line in stuck.waits(session, SYSTEM, on=LATE, wanted=Wanted(planned=True))}
    assert all_ - few == {"predecessor"}


@pytest.mark.parametrize("limit", [1, 200])
def test_queries_do_not_grow_with_rows(running: Engine, limit: int) -> None:
    with reading(running) as session, counted(session) as sent:
        stuck.waits(session, SYSTEM, on=LATE, limit=limit)
    assert len(sent) == 4


def test_incident_is_told_with_its_cause(running: Engine) -> None:
    with writing(running) as session:
        stage = stage_id(session, StageKind.REGISTRATION)
        note_failure(session, stage, RuntimeError("Lỗi thử"), by=SYSTEM, at=at("2021-02-26", 23))
    with reading(running) as session:
        [line] = failures.incidents(session, viewer(session, "hoa"))
        assert (line.cause, line.step) == ("RuntimeError: Lỗi thử", "xác định bước tiếp theo")
        assert failures.incidents(session, viewer(session, "canbo-01")) == ()


def add_mail(session: Session, number: int, state: str) -> None:
    session.add(
        Mail(
            campaign_id=campaign_by_code(session, PLAN).id,
            message_id=f"<{number}@thidua.example>",
            address="ai@donvi.example",
            subject="Nhắc việc",
            content=b"...",
            state=state,
            queued_at=BEGINNING,
            next_try_at=BEGINNING,
            reply="550 5.1.1 no such user",
        )
    )


@pytest.fixture
def posted(running: Engine) -> Engine:
    """A mail in each state."""
    with writing(running) as session:
        for number, state in enumerate(("queued", "sent", "failed", "unknown", "deferred")):
            add_mail(session, number, state)
    return running


def test_undeliverable_mail_is_told_with_the_reply(posted: Engine) -> None:
    with reading(posted) as session:
        found = failures.undeliverable(session, viewer(session, "hoa"), campaign=PLAN)
    assert [(mail.state, mail.reply[:3]) for mail in found] == [("failed", "550"), ("unknown", "550")]


def test_mail_log_is_paged_newest_first(posted: Engine) -> None:
    with reading(posted) as session:
        first = mails.log(session, SYSTEM, limit=3)
        rest = mails.log(session, SYSTEM, before=first[-1].id)
    assert [mail.state for mail in (*first, *rest)] == ["deferred", "unknown", "failed", "sent", "queued"]


def test_unit_officer_reads_no_mail_of_others(posted: Engine) -> None:
    with reading(posted) as session:
        assert mails.log(session, viewer(session, "canbo-01")) == ()


def test_unit_officer_sees_campaigns_of_her_unit(running: Engine) -> None:
    with reading(running) as session, pytest.raises(NotFound, match="campaign"):
        campaigns.detail(session, viewer(session, "canbo-01"), OTHER)


def test_detail_tells_planned_and_real_dates(running: Engine) -> None:
    with reading(running) as session:
        stage = campaigns.detail(session, SYSTEM, PLAN).stages[1]
    assert (stage.due, stage.opened_at, stage.closed_at) == (date(2021, 2, 26), BEGINNING, None)


def test_detail_counts_duties_done_and_owed(running: Engine) -> None:
    with reading(running) as session:
        stage = campaigns.detail(session, SYSTEM, PLAN).stages[1]
    # Owed: one registration and the confirmation of the other; done: that other one, and the answer that opened it.
    assert (stage.owed, stage.done >= 1, stage.lapsed) == (2, True, 0)


def test_detail_lists_quotas_with_what_is_left(running: Engine) -> None:
    with reading(running) as session:
        quotas = campaigns.detail(session, SYSTEM, PLAN).quotas
    assert [(line.kinds, line.used, line.left) for line in quotas] == [
        (("collective",), 0, 5),
        (("individual",), 0, 10),
    ]


def test_detail_lists_open_items_as_questions(running: Engine) -> None:
    with reading(running) as session:
        keys = [line.key for line in campaigns.detail(session, SYSTEM, PLAN).questions]
    assert "council.rule@final" in keys
    assert "registration.held" not in keys


def test_person_owes_what_her_roles_owe(running: Engine) -> None:
    with reading(running) as session:
        kinds = {line.kind for line in duties.of_person(session, SYSTEM, "hoa", on=LATE)}
        assert "confirm_registration" in kinds
        assert "register" not in kinds


def test_unit_officer_owes_what_her_unit_owes(running: Engine) -> None:
    with reading(running) as session:
        [line] = duties.of_person(session, SYSTEM, "canbo-02", on=LATE)
        assert duties.of_unit(session, SYSTEM, "DV-02", on=LATE) == (line,)
    assert (line.kind, line.left_days) == ("register", -3)


def test_history_is_paged_without_gap_or_repeat(running: Engine) -> None:
    with reading(running) as session:
        first = history.events(session, SYSTEM, campaign=PLAN, limit=5)
        rest = history.events(session, SYSTEM, campaign=PLAN, before=first.before, limit=500)
        whole = history.events(session, SYSTEM, campaign=PLAN, limit=500)
    assert (*first.events, *rest.events) == whole.events
    assert (len(first.events), rest.before) == (5, None)


def test_history_of_one_actor_names_her(running: Engine) -> None:
    with reading(running) as session:
        [line] = history.events(session, SYSTEM, actor="canbo-01").events
    assert (line.actor_name, line.sentence) == ("Cán bộ 1", "Đơn vị DV-01 gửi đăng ký thi đua: Đúng hạn.")


def test_history_is_closed_to_officers_and_units(running: Engine) -> None:
    with reading(running) as session:
        for code in ("hoa", "canbo-01"):
            with pytest.raises(NotAllowed, match="role_missing"):
                history.events(session, viewer(session, code), campaign=PLAN)


def test_people_are_listed_by_given_name(running: Engine) -> None:
    with writing(running) as session:
        for code, name in (("a", "Trần Văn Mạ"), ("b", "Lê Thị Ma"), ("c", "An Thị Mai")):
            add_person(session, code, name=name, by=ADMIN, at=BEGINNING)
    with reading(running) as session:
        names = [line.name for line in people.roles(session, viewer(session, "hoa"), on=LATE, text="ma")]
    assert names == ["Lê Thị Ma", "Trần Văn Mạ", "An Thị Mai"]


def test_people_are_not_shown_to_units(running: Engine) -> None:
    with reading(running) as session, pytest.raises(NotAllowed):
        people.roles(session, viewer(session, "canbo-01"), on=LATE)


def test_outcome_leaves_out_withdrawn_registrations(running: Engine) -> None:
    with writing(running) as session:
        by = viewer(session, "canbo-01")
        withdraw(session, PLAN, "DV-01", reason="Nhầm mẫu", by=by, at=at("2021-02-09"))
        register(session, PLAN, "DV-02", pledges=["Đúng hạn"], by=viewer(session, "canbo-02"), at=at("2021-02-09"))
    with reading(running) as session:
        assert [one["registrations"] for one in reporting.outcome(session)["campaigns"]] == [1, 0]


def test_outcome_sums_mail_by_what_became_of_it(posted: Engine) -> None:
    with reading(posted) as session:
        assert reporting.outcome(session)["mail"] == {"queued": 2, "sent": 1, "failed": 2}


@pytest.mark.parametrize(("hour", "day"), [("16:59", date(2021, 3, 1)), ("17:00", date(2021, 3, 2))])
def test_day_begins_at_midnight_of_the_office(store: Engine, hour: str, day: date) -> None:
    with writing(store) as session:
        store_mark(session).clock = datetime.fromisoformat(f"2021-03-01T{hour}+00:00")
    with reading(store) as session:
        assert session.scalar(sql_select(office_day(col(StoreMark.clock)))) == day
