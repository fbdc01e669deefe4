"""What an administrator changes of people and units, and how she finds them."""

from typing import Any

import pytest

from actions import people_edits as edits
from actions.people import grant_role
from domain.errors import AlreadyDone, Invalid, NotAllowed, NotFound, Refused
from domain.people import Role
from domain.steps import local_day
from models.audit import AuditEvent, AuditValue
from models.people import Person
from queries import staff, units
from tests.store.accounts.conftest import Office
from tests.store.checks import unchanged


def sheet(office: Office, code: str, by: str = "quantri") -> staff.StaffSheet:
    return office.ask(staff.person, office.who(by), code, on=local_day(office.now), at=office.now)


def change(office: Office, by: str = "quantri", **told: str | None) -> Person:
    as_it_is = {"name": "Lê Kim Chi", "title": "", "email": None, "phone": None, "unit": None}
    return office.do(edits.change_person, "chi", **{**as_it_is, **told}, by=by)


def test_person_gets_another_name_and_unit(office: Office) -> None:
    change(office, name="Lê Kim  Chi Mai", unit="TDP-01")
    found = sheet(office, "chi")
    assert (found.name, found.unit_name) == ("Lê Kim Chi Mai", "Tổ dân phố 1")


def test_old_name_is_found_no_more(office: Office) -> None:
    change(office, name="Vũ Đức")
    asked = {"on": local_day(office.now), "text": "vu duc"}
    assert [one.person.code for one in office.ask(staff.staff, office.who("quantri"), **asked).people] == ["chi"]
    assert office.ask(staff.staff, office.who("quantri"), on=local_day(office.now), text="kim").total == 0


def test_new_contact_lies_in_the_erasable_table(office: Office) -> None:
    change(office, email="chi@xa.example")
    assert "chi@xa.example" not in office.rows(AuditEvent)[-1].text
    assert "chi@xa.example" in [value.value for value in office.rows(AuditValue)]


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"name": " "}, "name_blank"),
        ({"name": "Chi\u200b"}, "name_hidden_character"),
        ({"email": "không phải"}, "mail_address"),
        ({"phone": "gọi sau"}, "phone_form"),
        ({"unit": "KHÔNG"}, "unit"),
    ],
)
def test_bad_contact_changes_nothing(office: Office, told: dict[str, Any], code: str) -> None:
    with unchanged(office.engine), pytest.raises(Refused) as found:
        change(office, **told)
    assert found.value.code == code


def test_who_has_left_is_signed_out(office: Office) -> None:
    token = office.enters("binh")
    office.do(edits.set_active, "binh", active=False, reason="chuyển công tác", by="quantri")
    assert office.seen(token) is None
    assert sheet(office, "binh").active is False


def test_who_comes_back_signs_in_again(office: Office) -> None:
    office.do(edits.set_active, "binh", active=False, reason="nghỉ", by="quantri")
    office.do(edits.set_active, "binh", active=True, reason="về", by="quantri")
    assert office.enters("binh")


@pytest.mark.parametrize(
    ("person", "active", "reason", "refusal"),
    [
        ("quantri", False, "nghỉ", NotAllowed),
        ("binh", True, "về", AlreadyDone),
        ("binh", False, " ", Invalid),
        ("ma", False, "nghỉ", NotFound),
    ],
)
def test_leaving_is_refused(office: Office, person: str, active: bool, reason: str, refusal: type[Refused]) -> None:
    with unchanged(office.engine), pytest.raises(refusal):
        office.do(edits.set_active, person, active=active, reason=reason, by="quantri")


def test_role_that_begins_later_is_shown(office: Office) -> None:
    later = local_day(office.later(days=9).now)
    office.do(grant_role, "chi", Role.CLERK, valid_from=later, document="5/QĐ-UBND", by="quantri")
    [role] = sheet(office, "chi").roles
    assert (role.role, role.valid_from, role.document) == ("clerk", later, "5/QĐ-UBND")


@pytest.mark.parametrize(("code", "state"), [("an", "open"), ("chi", "none")])
def test_account_is_told_beside_the_person(office: Office, code: str, state: str) -> None:
    assert sheet(office, code).account == state


def test_unit_gets_another_name_and_group(office: Office) -> None:
    office.do(edits.change_unit, "TDP-01", name="Tổ dân phố Một", group="Khối 2", by="quantri")
    found = office.ask(units.unit_sheet, office.who("quantri"), "TDP-01")
    assert (found.name, found.group) == ("Tổ dân phố Một", "Khối 2")


def test_list_of_units_counts_who_works_there(office: Office) -> None:
    change(office, unit="TDP-01")
    [row] = office.ask(units.units_page, office.who("quantri"), text="to dan pho").units
    assert (row.code, row.people) == ("TDP-01", 1)


def test_leader_manages_nobody(office: Office) -> None:
    with unchanged(office.engine), pytest.raises(NotAllowed):
        change(office, by="an")
    with pytest.raises(NotAllowed):
        sheet(office, "chi", by="an")
