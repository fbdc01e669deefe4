"""Deputies: appointed by a document, chosen in a session, named in the trail, never more than the person herself."""

from datetime import date
from typing import Any

import pytest

from actions import deputies, signing
from actions.people import add_unit, grant_role
from domain.errors import AlreadyDone, NotAllowed, NotFound, Refused
from domain.people import Principal, Role
from domain.permissions import allowed
from models.accounts import Deputy
from models.audit import AuditEvent
from models.mail import Notice
from queries import deputies as asked
from queries.history import events
from tests.store.accounts.conftest import Office
from tests.store.checks import unchanged

FIRST, LAST = date(2026, 3, 2), date(2026, 3, 13)


def appoint(office: Office, person: str = "an", deputy: str = "binh", by: Any = "quantri", **changes: Any) -> Deputy:
    told = {"valid_from": FIRST, "valid_to": LAST, "document": "15/QĐ-UBND", "document_date": date(2026, 2, 27)}
    return office.do(deputies.appoint, person, deputy, **(told | changes), by=by)


def chosen(office: Office, deputy: Deputy | None = None) -> tuple[str, int]:
    """Bình signs in and acts in An's place; token and session."""
    row = deputy or appoint(office)
    token = office.enters("binh")
    seen = office.seen(token)
    assert seen is not None
    office.do(signing.act_for, seen.session_id, row.id, by="binh")
    return token, seen.session_id


def acting(office: Office, token: str) -> Principal:
    seen = office.seen(token)
    assert seen is not None
    return seen.principal


def test_deputy_acts_with_the_grants_of_who_is_away(office: Office) -> None:
    token, _ = chosen(office)
    by = acting(office, token)
    assert (by.code, by.for_person, [grant.role for grant in by.grants]) == ("binh", "an", [Role.LEADER])


def test_deputy_who_did_not_choose_so_acts_for_herself(office: Office) -> None:
    appoint(office)
    seen = office.seen(office.enters("binh"))
    assert seen is not None
    assert (seen.principal.grants, seen.acting_for) == ((), None)
    assert [line.person_name for line in seen.deputies] == ["Nguyễn Văn An"]


def test_other_session_acts_for_herself(office: Office) -> None:
    chosen(office)
    assert acting(office, office.enters("binh")).for_person is None


def test_own_grants_rest_while_she_acts_for_another(office: Office) -> None:
    office.do(grant_role, "binh", Role.CLERK, by="quantri")
    token, session_id = chosen(office)
    assert not allowed("decision:issue", acting(office, token))
    office.do(signing.act_for, session_id, None, by="binh")
    assert allowed("decision:issue", acting(office, token))


@pytest.mark.parametrize(("days", "stands"), [(0, True), (11, True), (12, False), (400, False)])
def test_deputy_acts_between_her_days_only(office: Office, days: int, stands: bool) -> None:
    row = appoint(office)
    later = office.later(days=days)
    token = later.enters("binh")
    seen = later.seen(token)
    assert seen is not None
    if stands:
        later.do(signing.act_for, seen.session_id, row.id, by="binh")
        assert acting(later, token).for_person == "an"
    else:
        with pytest.raises(NotFound, match="deputy"):
            later.do(signing.act_for, seen.session_id, row.id, by="binh")


def test_day_passes_in_the_middle_of_a_session(office: Office) -> None:
    evening = office.later(days=11, hours=15, minutes=59)
    token, _ = chosen(evening)
    midnight = evening.later(minutes=1)
    assert (acting(evening, token).for_person, acting(midnight, token).for_person) == ("an", None)


def test_deputy_of_the_future_waits(office: Office) -> None:
    row = appoint(office, valid_from=date(2026, 3, 3))
    with pytest.raises(NotFound):
        chosen(office, row)


def test_nobody_acts_by_the_paper_of_another(office: Office) -> None:
    row = appoint(office)
    seen = office.seen(office.enters("quantri"))
    assert seen is not None
    with unchanged(office.engine), pytest.raises(NotFound, match="deputy"):
        office.do(signing.act_for, seen.session_id, row.id, by="quantri")


def test_session_of_another_is_not_moved(office: Office) -> None:
    row = appoint(office)
    seen = office.seen(office.enters("quantri"))
    assert seen is not None
    with unchanged(office.engine), pytest.raises(NotFound, match="web_session"):
        office.do(signing.act_for, seen.session_id, row.id, by="binh")


def test_deputies_do_not_cascade(office: Office) -> None:
    appoint(office, "an", "binh")
    second = appoint(office, "binh", "quantri")
    seen = office.seen(token := office.enters("quantri"))
    assert seen is not None
    office.do(signing.act_for, seen.session_id, second.id, by="quantri")
    assert acting(office, token).grants == ()


def test_deputy_appoints_no_deputy(office: Office) -> None:
    token, _ = chosen(office)
    with unchanged(office.engine), pytest.raises(NotAllowed, match="role_missing"):
        appoint(office, "an", "quantri", by=acting(office, token))
    with unchanged(office.engine), pytest.raises(NotAllowed, match="role_missing"):
        appoint(office, "binh", "quantri", by=acting(office, token))


def test_scope_cuts_the_grants(office: Office) -> None:
    token, _ = chosen(office, appoint(office, role=Role.OFFICER))
    assert acting(office, token).grants == ()


def test_person_appoints_her_own_deputy(office: Office) -> None:
    assert appoint(office, by="an").made_by == "an"


def test_others_appoint_nobody(office: Office) -> None:
    with unchanged(office.engine), pytest.raises(NotAllowed):
        appoint(office, by="binh")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"deputy": "an"}, "own_deputy"),
        ({"deputy": "nobody"}, "person"),
        ({"person": "nobody"}, "person"),
        ({"unit": "TDP-99"}, "unit"),
        ({"campaign": "NH-2021-01"}, "campaign"),
        ({"document": "  "}, "document_of_deputy_missing"),
        ({"document_date": date(2026, 3, 3)}, "document_in_future"),
        ({"valid_from": LAST, "valid_to": FIRST}, "ends_before_begins"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 3, 1)}, "deputy_over"),
    ],
)
def test_impossible_deputy_is_refused(office: Office, changes: dict[str, Any], code: str) -> None:
    with unchanged(office.engine), pytest.raises(Refused) as refused:
        appoint(office, **changes)
    assert refused.value.code == code


def test_same_deputy_twice_is_refused(office: Office) -> None:
    appoint(office)
    with unchanged(office.engine), pytest.raises(AlreadyDone):
        appoint(office, valid_from=LAST, valid_to=date(2026, 4, 1))
    assert appoint(office, role=Role.LEADER).id


def test_both_are_told(office: Office) -> None:
    appoint(office)
    assert [(n.kind, n.address) for n in office.rows(Notice)] == [
        ("deputy_appointed", "an@office.example"),
        ("deputy_appointed", "binh@office.example"),
    ]


@pytest.mark.parametrize("by", ["quantri", "an", "binh"])
def test_ended_deputy_acts_no_more(office: Office, by: str) -> None:
    token, _ = chosen(office)
    office.do(deputies.end, 1, reason="An đã về", by=by)
    assert acting(office, token).for_person is None
    with pytest.raises(AlreadyDone):
        office.do(deputies.end, 1, reason="Lần nữa", by=by)


def test_strangers_end_no_deputy(office: Office) -> None:
    appoint(office, "an", "quantri")
    with unchanged(office.engine), pytest.raises(NotAllowed):
        office.do(deputies.end, 1, reason="vì", by="binh")
    with pytest.raises(NotFound):
        office.do(deputies.end, 99, reason="vì", by="quantri")


def test_trail_names_both(office: Office) -> None:
    office.do(grant_role, "an", Role.ADMINISTRATOR, by="quantri")
    token, _ = chosen(office)
    office.do(add_unit, "TDP-02", name="Tổ 2", level="commune", by=acting(office, token))
    event = office.rows(AuditEvent)[-1]
    told = office.ask(events, office.who("quantri")).events[0]
    assert '"for_person":"an"' in event.text
    assert (event.actor, told.actor_name) == ("binh", "Trần Thị Bình thay Nguyễn Văn An")


def test_beginning_and_ending_are_in_the_trail(office: Office) -> None:
    _, session_id = chosen(office)
    office.do(signing.act_for, session_id, None, by="binh")
    assert [event.kind for event in office.rows(AuditEvent)][-2:] == ["deputy:acting", "deputy:stopped"]


def test_nobody_sees_the_deputies_of_others(office: Office) -> None:
    appoint(office)
    with pytest.raises(NotAllowed):
        office.ask(asked.deputies, office.who("binh"), on=FIRST)
    assert len(office.ask(asked.deputies, office.who("binh"), on=FIRST, person="binh")) == 1


@pytest.mark.parametrize(
    ("day", "over", "seen"), [(LAST, False, 1), (date(2026, 3, 14), False, 0), (date(2026, 3, 14), True, 1)]
)
def test_past_deputies_are_listed_on_wish(office: Office, day: date, over: bool, seen: int) -> None:
    appoint(office)
    assert len(office.ask(asked.deputies, office.who("quantri"), on=day, over=over)) == seen
