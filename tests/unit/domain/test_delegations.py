"""Forms of signing as they are printed, what a delegation covers, and that it is not handed on."""

from datetime import date

import pytest

from domain.delegations import Reach, Signing, SigningForm, Term, block_of, form_of, in_chain

FIRST, LAST = date(2021, 11, 1), date(2021, 11, 30)


@pytest.mark.parametrize(
    ("block", "form"),
    [
        ("CHỦ TỊCH", "own"),
        ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH", "collective"),
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH", "in_place"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "by_order"),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ", "by_authority"),
        ("  kt chủ tịch", "in_place"),
        ("K.T. GIÁM ĐỐC", "in_place"),
        ("T.U.Q: GIÁM ĐỐC", "by_authority"),
        ("KTS. TRƯỞNG", "own"),
        ("TLN", "own"),
        ("", "own"),
    ],
)
def test_a_block_says_its_form(block: str, form: str) -> None:
    assert form_of(block) == form


@pytest.mark.parametrize("form", [SigningForm.IN_PLACE, SigningForm.BY_ORDER, SigningForm.BY_AUTHORITY])
def test_a_printed_block_reads_back_as_its_form(form: SigningForm) -> None:
    block = block_of(form, delegator_title="Chủ tịch", delegate_title="Phó Chủ tịch", collective="Ủy ban nhân dân")
    assert form_of(block) == form


def test_a_block_without_a_collective_begins_with_the_head() -> None:
    told = block_of(SigningForm.BY_ORDER, delegator_title="Chủ tịch", delegate_title="Chánh Văn phòng", collective=None)
    assert told == "TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG"


def test_who_signs_by_delegation_needs_another_right() -> None:
    assert (Signing(title="CHỦ TỊCH").right, Signing(delegation=1).right) == ("decision:sign", "decision:sign_for")


@pytest.mark.parametrize(
    ("reach", "covers"),
    [
        ({}, True),
        ({"authority": "A", "kind": "award", "award_form": "giay_khen"}, True),
        ({"authority": "B"}, False),
        ({"kind": "cancellation"}, False),
        ({"award_form": "bang_khen"}, False),
    ],
)
def test_a_reach_covers_what_lies_within(reach: dict[str, str], covers: bool) -> None:
    assert Reach(**reach).covers(Reach(authority="A", kind="award", award_form="giay_khen")) is covers


def term(delegator: int, delegate: int, first: date = FIRST, last: date = LAST, **reach: str) -> Term:
    return Term(delegator=delegator, delegate=delegate, reach=Reach(**reach), first=first, last=last)


@pytest.mark.parametrize(
    ("other", "chain"),
    [
        (term(1, 2), True),
        (term(3, 4), True),
        (term(2, 4), False),
        (term(1, 3), False),
        (term(1, 2, kind="cancellation"), False),
        (term(1, 2, date(2021, 12, 1), date(2021, 12, 2)), False),
        (term(1, 2, first=LAST, last=date(2021, 12, 2)), True),
        (term(1, 2).model_copy(update={"ended": True}), False),
    ],
)
def test_what_is_held_by_delegation_makes_a_chain(other: Term, chain: bool) -> None:
    assert in_chain(term(2, 3, kind="award"), other) is chain


@pytest.mark.parametrize(("day", "holds"), [(FIRST, True), (LAST, True), (date(2021, 10, 31), False)])
def test_a_delegation_holds_on_its_days(day: date, holds: bool) -> None:
    assert term(1, 2).holds_on(day) is holds
