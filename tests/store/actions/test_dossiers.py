"""Dossiers: submission, return, supplement, acceptance, judgement, withdrawal."""

from datetime import date

import pytest
from sqlalchemy import Engine

from actions import dossiers
from actions.dossier_parts import Paper, Proof
from domain.nominees import NomineeKind
from models.dossiers import CriterionEvidence, Dossier, DossierDocument, DossierReturn
from tests.store import factories, playing
from tests.store.checks import refused, told
from tests.store.scenario import World, campaign_at

SUPPLEMENT_BY = date(2021, 10, 20)


@pytest.fixture
def world(store: Engine) -> World:
    world = campaign_at(store, "dossier_intake@final", units=2)
    world.go("2021-10-04")
    return world


@pytest.fixture
def submitted(world: World) -> World:
    playing.propose(world, "DV-1")
    return world


@pytest.fixture
def returned(submitted: World) -> World:
    send_back(submitted)
    return submitted


def submit(world: World, **changes: object) -> Dossier:
    told: dict[str, object] = {
        "round_": "final",
        "nominee": "Trần Thị Mẫu",
        "nominee_kind": NomineeKind.INDIVIDUAL,
        "form": factories.FORM,
        "papers": factories.PAPERS,
        "proofs": factories.PROOFS,
        "by": "cb-dv-1",
    }
    return world.do(dossiers.submit, "DV-1", **(told | changes))  # type: ignore[arg-type]  # values of a table


def send_back(world: World, *, due: date = SUPPLEMENT_BY, reason: str = "Thiếu số liệu") -> None:
    world.do(dossiers.return_for_supplement, "HS-DV-1-01", reasons={"bao_cao_thanh_tich": reason}, due=due)


def supplement(world: World, *, papers: tuple[Paper, ...] = (), proofs: tuple[Proof, ...] = ()) -> None:
    world.do(dossiers.supplement, "HS-DV-1-01", papers=papers, proofs=proofs, by="cb-dv-1")


def test_submission_hands_the_move_to_the_office(submitted: World) -> None:
    assert [duty.unit for duty in submitted.owed("submit_dossier")] == ["DV-2"]
    assert [(duty.role, duty.dossier) for duty in submitted.owed("appraise_dossier")] == [("officer", "HS-DV-1-01")]


def test_unit_may_propose_several(world: World) -> None:
    assert [submit(world).code, submit(world, nominee="Lê Văn Thử").code] == ["HS-DV-1-01", "HS-DV-1-02"]


def test_name_is_kept_as_people_write_it(world: World) -> None:
    assert submit(world, nominee="  Trần  Thị Mẫu ").nominee == "Trần Thị Mẫu"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"papers": factories.PAPERS[:1]}, "components_missing"),
        ({"papers": ()}, "components_missing"),
        ({"papers": (*factories.PAPERS, factories.paper("anh_the"))}, "component_unknown"),
        ({"papers": (factories.paper("to_trinh", b""), factories.PAPERS[1])}, "file_empty"),
        ({"form": "bang_khen"}, "award_form"),
        ({"nominee": " "}, "name_blank"),
        ({"proofs": (Proof("on_time", "có lẽ"),)}, "criterion_value"),
        ({"proofs": (Proof("height", "1m70"),)}, "criterion_unknown"),
        ({"round_": "2033"}, "stage"),
    ],
)
def test_unusable_submission_is_refused(world: World, changes: dict[str, object], code: str) -> None:
    with refused(world, code):
        submit(world, **changes)


def test_kind_that_the_form_does_not_know_is_refused(store: Engine) -> None:
    [form] = factories.small_plan().forms
    only = form.model_copy(update={"kinds": (NomineeKind.COLLECTIVE,)})
    world = campaign_at(store, "dossier_intake@final", units=1, plan=factories.small_plan(forms=(only,)))
    with refused(world, "nominee_kind"):
        submit(world)


def test_nominee_is_proposed_once(world: World) -> None:
    submit(world)
    with refused(world, "nominee_proposed"):
        submit(world, nominee="Trần Thị  Mẫu")


def test_registration_is_asked_for_only_where_the_plan_does(store: Engine) -> None:
    world = campaign_at(store, "registration", units=1, plan=factories.small_plan(registration_required=True))
    world.sweep_until("2021-10-04")
    with refused(world, "registration_missing"):
        submit(world)


@pytest.mark.parametrize(("day", "hour", "minute"), [("2021-10-29", 23, 59), ("2021-10-01", 0, 0)])
def test_both_ends_of_the_window_count(world: World, day: str, hour: int, minute: int) -> None:
    world.go(day, hour, minute)
    assert submit(world).state == "submitted"


def test_day_after_the_window_is_too_late(world: World) -> None:
    world.go("2021-10-30", 0, 0)
    with refused(world, "deadline_passed"):
        submit(world)


def test_unit_may_say_that_it_proposes_nobody(world: World) -> None:
    world.do(dossiers.decline, "DV-1", round_="final", reason="Không có ai", by="cb-dv-1")
    assert [duty.unit for duty in world.owed("submit_dossier")] == ["DV-2"]


def test_unit_that_proposed_has_nothing_to_decline(submitted: World) -> None:
    with refused(submitted, "nothing_to_decline"):
        submitted.do(dossiers.decline, "DV-1", round_="final", reason="Không có ai", by="cb-dv-1")


def test_returned_dossier_stops_the_clock(returned: World) -> None:
    [duty] = returned.owed("supplement_dossier")
    assert (duty.unit, duty.due, returned.owed("appraise_dossier")) == ("DV-1", SUPPLEMENT_BY, [])
    assert returned.duty("supplement_dossier").clock == "stopped"


def test_return_tells_the_unit_why(returned: World) -> None:
    assert told(returned, "dossier_returned") == ["cb-dv-1"]
    assert "Thiếu số liệu" in returned.notices("dossier_returned")[0]


@pytest.mark.parametrize(
    ("due", "reason", "code"), [(SUPPLEMENT_BY, " ", "reason_missing"), (date(2021, 10, 3), "Thiếu", "date_past")]
)
def test_unusable_return_is_refused(submitted: World, due: date, reason: str, code: str) -> None:
    with refused(submitted, code):
        send_back(submitted, due=due, reason=reason)


def test_returned_dossier_is_not_returned_again(returned: World) -> None:
    with refused(returned, "dossier_state"):
        send_back(returned)


def test_supplement_hands_the_move_back(returned: World) -> None:
    supplement(returned, papers=(factories.paper("to_trinh", b"new"),))
    assert [duty.dossier for duty in returned.owed("appraise_dossier")] == ["HS-DV-1-01"]
    assert returned.rows(DossierReturn)[0].supplemented_at == returned.now


def test_replaced_paper_stays_marked(returned: World) -> None:
    supplement(returned, papers=(factories.paper("to_trinh", b"new"),))
    papers = returned.rows(DossierDocument, component="to_trinh")
    assert [paper.replaced_at is None for paper in papers] == [False, True]


def test_renewed_proof_takes_the_place_of_the_old(returned: World) -> None:
    supplement(returned, proofs=(Proof("on_time", "không"),))
    assert [proof.value for proof in returned.rows(CriterionEvidence)] == ["không"]


def test_empty_supplement_is_refused(returned: World) -> None:
    with refused(returned, "nothing_supplemented"):
        supplement(returned)


def test_supplement_on_the_last_day_counts(returned: World) -> None:
    returned.go(SUPPLEMENT_BY, 23, 59)
    supplement(returned, papers=(factories.paper("to_trinh", b"new"),))
    assert returned.rows(Dossier)[0].state == "submitted"


def test_supplement_after_the_last_day_is_refused(returned: World) -> None:
    returned.go("2021-10-21", 0, 0)
    with refused(returned, "supplement_late"):
        supplement(returned, papers=(factories.paper("to_trinh", b"new"),))


def test_dossier_that_was_not_returned_takes_no_supplement(submitted: World) -> None:
    with refused(submitted, "dossier_state"):
        supplement(submitted, papers=(factories.paper("to_trinh", b"new"),))


def test_dossier_can_be_returned_twice(returned: World) -> None:
    supplement(returned, papers=(factories.paper("to_trinh", b"new"),))
    send_back(returned)
    assert [row.supplemented_at is None for row in returned.rows(DossierReturn)] == [False, True]


def test_accepted_dossier_waits_for_nobody(submitted: World) -> None:
    submitted.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ điều kiện")
    assert submitted.rows(Dossier)[0].judged_by == "officer"
    assert submitted.owed("appraise_dossier") == []


@pytest.mark.parametrize(("proofs", "finding"), [((), "missing"), ((Proof("on_time", "không"),), "unmet")])
def test_nominee_below_the_criteria_is_not_accepted(world: World, proofs: tuple[Proof, ...], finding: str) -> None:
    submit(world, proofs=proofs)
    with refused(world, "not_eligible") as found:
        world.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ điều kiện")
    assert found.value.data["reasons"] == (("Đúng hạn", finding),)


def test_ineligible_nominee_is_told_why(submitted: World) -> None:
    submitted.do(dossiers.judge_ineligible, "HS-DV-1-01", reasons=["Chưa đúng hạn", " "])
    assert submitted.rows(Dossier)[0].opinion == "Chưa đúng hạn"
    assert told(submitted, "dossier_ineligible") == ["cb-dv-1"]


def test_late_supplement_ends_in_a_judgement(returned: World) -> None:
    returned.go("2021-10-25")
    returned.do(dossiers.judge_ineligible, "HS-DV-1-01", reasons=["Không bổ sung"])
    assert returned.owed("supplement_dossier") == []


def test_judgement_needs_a_reason(submitted: World) -> None:
    with refused(submitted, "reason_missing"):
        submitted.do(dossiers.judge_ineligible, "HS-DV-1-01", reasons=[" "])


def test_judged_dossier_is_not_judged_again(submitted: World) -> None:
    submitted.do(dossiers.judge_ineligible, "HS-DV-1-01", reasons=["Chưa đạt"])
    with refused(submitted, "dossier_state"):
        submitted.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ")


def test_withdrawn_dossier_is_owed_by_nobody(returned: World) -> None:
    returned.do(dossiers.withdraw, "HS-DV-1-01", reason="Đơn vị rút", by="cb-dv-1")
    assert [duty.dossier for duty in returned.owed() if duty.dossier] == []


def test_dossier_of_another_campaign_is_not_found(submitted: World) -> None:
    with refused(submitted, "dossier"):
        submitted.do(dossiers.accept, "HS-0099", opinion="Đủ")


def test_intake_waits_for_the_last_appraisal(submitted: World) -> None:
    submitted.sweep_until("2021-11-03")
    assert submitted.stages()["dossier_intake@final"] == "open"
    submitted.do(dossiers.accept, "HS-DV-1-01", opinion="Đủ")
    assert "close" in [step.step for step in submitted.sweep()]


def test_round_without_any_dossier_is_skipped(world: World) -> None:
    world.sweep_until("2021-12-01")
    states = world.stages()
    assert (states["council_appraisal@final"], states["decision_issuance@final"]) == ("skipped", "skipped")
