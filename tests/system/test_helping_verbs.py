"""The verbs that help when something is stuck, and the preview that every acting verb has."""

import json
from pathlib import Path

import pytest

from tests.system.desk import CODE, PLAN, Office, intake_open, staffed, submitted

EXTEND = f"campaign extend {CODE} dossier_intake@final 2021-11-30 --as canbo --reason Bão"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Dossiers are taken; one has come. Every test leaves it so that the next can go on."""
    office = staffed(tmp_path_factory.mktemp("helping"))
    intake_open(office)
    assert submitted(office, "TDP-01", "Tổ dân phố 01").code == 0
    return office


def test_preview_says_what_would_move_and_moves_nothing(office: Office) -> None:
    before = office.rows()
    told = office.do(f"{EXTEND} --preview")
    assert "chưa có gì được thay đổi" in told
    assert "30/11/2021" in told
    assert office.rows() == before


def test_preview_can_be_read_by_a_script(office: Office) -> None:
    told = json.loads(office.do(f"{EXTEND} --preview --json"))
    assert {change["new"] for change in told["preview"]["dates"] if change["what"] == "due"} == {"2021-11-30"}


def test_preview_needs_somebody_who_acts(office: Office) -> None:
    answer = office.ask("stuck --preview")
    assert (answer.code, "--as" in answer.err) == (1, True)


def test_preview_of_a_refused_act_is_refused(office: Office) -> None:
    answer = office.ask(f"campaign extend {CODE} dossier_intake@final 2021-11-01 --as canbo --reason Bão --preview")
    assert answer.code == 1


def test_every_unit_that_owes_is_reminded_once(office: Office) -> None:
    assert "thư" in office.do(f"remind {CODE} dossier_intake@final --as canbo")
    assert office.ask(f"remind {CODE} dossier_intake@final --as canbo").code == 1


def test_skip_takes_two(office: Office) -> None:
    office.do(f"skip {CODE} council_appraisal@final --as canbo --reason Gộp")
    assert office.ask(f"skip {CODE} council_appraisal@final --as canbo --agree").code == 1
    office.do(f"skip {CODE} council_appraisal@final --as chutich --refuse --reason Cần")


def test_opinion_is_asked_and_answered(office: Office) -> None:
    office.do(f"dossier consult {CODE} HS-TDP-01-01 2021-11-18 --as canbo --document 12/CV --body", "Công an phường")
    assert office.ask(f"dossier accept {CODE} HS-TDP-01-01 --as canbo --opinion Đủ").code == 1
    office.do(f"dossier opinion {CODE} HS-TDP-01-01 agrees --as canbo")


def test_cancelling_is_the_leaders_and_can_be_seen_before(office: Office) -> None:
    line = f"campaign cancel {CODE} --reason Gộp"
    assert office.ask(f"{line} --as canbo").code == 1
    shown = office.do(f"{line} --as chutich --preview")
    assert "chưa có gì được thay đổi" in shown
    assert "Hủy phong trào" in shown
    assert office.do("campaign list --state cancelled --as chutich") == "Chưa có phong trào nào.\n"


def test_running_campaign_is_adopted(tmp_path: Path) -> None:
    office = staffed(tmp_path)
    line = f"campaign adopt {PLAN} --at dossier_intake@final --due 2021-11-20 --unit TDP-01 --as canbo --reason Mới"
    assert "document.number" in office.ask(line).err
    office.do(f"{line} --number 18/KH-UBND --issued 2021-02-24")
    states = {
        stage["stage"]: stage["state"] for stage in json.loads(office.do(f"campaign show {CODE} --json"))["stages"]
    }
    assert (states["registration"], states["dossier_intake@final"]) == ("closed", "planned")
