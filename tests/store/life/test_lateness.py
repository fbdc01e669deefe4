"""What comes after its deadline is accepted only with leave, and is marked."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from actions.dossiers import accept
from actions.entering import Late
from actions.lateness import accept_dossier, accept_registration
from actions.proposing import Proposal
from domain.errors import Incomplete, NotAllowed, TooLate, WrongState
from domain.nominees import NomineeKind
from models.dossiers import Dossier
from models.engine import reading
from models.mail import Notice
from models.registrations import Registration
from queries.dossiers import listing
from tests.store.factories import FORM, PAPERS, PROOFS, REGISTER_BY
from tests.store.playing import propose
from tests.store.scenario import World, campaign_at

LEAVE = Late("Chủ tịch UBND phường", "45/UBND-VP", "Bão làm mất liên lạc")
PLEDGES = ["Giải quyết đúng hạn"]


def proposal(nominee: str = "Trần Văn Muộn") -> Proposal:
    return Proposal(nominee, NomineeKind.INDIVIDUAL, FORM, PAPERS, PROOFS)


@pytest.fixture
def after_registration(store: Engine) -> World:
    world = campaign_at(store, "registration")
    world.sweep_until(REGISTER_BY + timedelta(days=2))
    return world


@pytest.fixture
def before_council(store: Engine) -> World:
    """The council sits, all dossiers before it were in time."""
    return campaign_at(store, "council_appraisal@final")


def test_late_registration_is_confirmed_and_marked(after_registration: World) -> None:
    after_registration.do(accept_registration, "DV-1", pledges=PLEDGES, late=LEAVE)
    [row] = after_registration.rows(Registration)
    assert (row.state, row.late_document) == ("confirmed", "45/UBND-VP")


def test_unit_is_told_of_late_acceptance(after_registration: World) -> None:
    after_registration.do(accept_registration, "DV-1", pledges=PLEDGES, late=LEAVE)
    told = {n.kind for n in after_registration.rows(Notice) if n.address.startswith("cb-dv-1@")}
    assert {"registration_received", "registration_confirmed"} <= told


def test_registration_in_time_is_not_late(store: Engine) -> None:
    world = campaign_at(store, "registration")
    with pytest.raises(WrongState, match="not_late"):
        world.do(accept_registration, "DV-1", pledges=PLEDGES, late=LEAVE)


@pytest.mark.parametrize("leave", [Late("", "45", "Bão"), Late("Chủ tịch", " ", "Bão"), Late("Chủ tịch", "45", "")])
def test_leave_without_its_parts_is_refused(after_registration: World, leave: Late) -> None:
    with pytest.raises(Incomplete, match="late_needs"):
        after_registration.do(accept_registration, "DV-1", pledges=PLEDGES, late=leave)
    assert not after_registration.rows(Registration)


def test_unit_cannot_give_itself_leave(after_registration: World) -> None:
    with pytest.raises(NotAllowed):
        after_registration.do(accept_registration, "DV-1", pledges=PLEDGES, late=LEAVE, by="cb-dv-1")


def test_late_dossier_is_appraised_beside_the_council(before_council: World) -> None:
    before_council.do(accept_dossier, "DV-1", round_="final", proposal=proposal(), late=LEAVE)
    [duty] = before_council.owed("appraise_dossier")
    assert duty.stage == "council_appraisal"


def test_late_dossier_once_accepted_is_voted_on(before_council: World) -> None:
    row = before_council.do(accept_dossier, "DV-1", round_="final", proposal=proposal(), late=LEAVE)
    before_council.do(accept, row.code, opinion="Đủ điều kiện")
    assert row.code in {duty.dossier for duty in before_council.owed("hold_ballot")}


def test_late_dossier_goes_all_the_way(before_council: World) -> None:
    row = before_council.do(accept_dossier, "DV-1", round_="final", proposal=proposal(), late=LEAVE)
    before_council.play_until("final_summary")
    [found] = before_council.rows(Dossier, code=row.code)
    assert (found.state, found.late_authority) == ("awarded", LEAVE.authority)


def test_list_says_which_dossier_came_late(before_council: World) -> None:
    row = before_council.do(accept_dossier, "DV-1", round_="final", proposal=proposal(), late=LEAVE)
    with reading(before_council.engine) as session:
        listed = listing(session, before_council.who("officer"), before_council.code)
    assert {line.code for line in listed if line.late_document} == {row.code}


def test_dossier_without_leave_stays_refused(before_council: World) -> None:
    with pytest.raises(TooLate):
        propose(before_council, "DV-1")


def test_nobody_is_late_for_a_closed_council(store: Engine) -> None:
    world = campaign_at(store, "decision_issuance@final")
    with pytest.raises(WrongState, match="council_has_ended"):
        world.do(accept_dossier, "DV-1", round_="final", proposal=proposal(), late=LEAVE)
