"""`thidua demo --quick` as a user meets it: one plan from launch to summary, also when it is killed on the way."""

import json
import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from deployments.engine.process import held
from domain.people import Role
from models.engine import open_engine, reading
from queries.accounts import demo_accounts
from queries.reporting import outcome
from tests.system.desk import Office
from tests.system.engine import ROOT, children_of, command_line, wait_until
from tests.system.kept import rows
from tests.system.played import DEMO, Played, demo, environment

pytestmark = [
    pytest.mark.timeout(400),
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]
PLAN = "NH-2021-01"
# An office's own store and mail server, which no demonstration may touch.
OFFICE = {"THIDUA_DATABASE_URL": "sqlite:////proc/nowhere/thidua.db", "THIDUA_SMTP_HOST": "mail.invalid"}
SWEEP_AGAIN = """
import asyncio, settings
from datetime import timedelta
from deployments.engine.server import temporary
current = settings.load()
with temporary(current):
    from flows.clock import moment
    from flows.lifecycle import advance_campaigns
    from flows.mail_dispatch import dispatch_mail
    async def again():
        now = await moment(None)
        for later in (timedelta(), timedelta(days=400)):
            await advance_campaigns(as_of=now + later)
            await dispatch_mail(as_of=now + later)
    asyncio.run(again())
"""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Played once from beginning to end, in an environment that names an office's own store and mail server."""
    where = tmp_path_factory.mktemp("whole")
    ended = demo("--quick", "--keep", where, **OFFICE)
    assert ended.returncode == 0, ended.stderr
    return Played(where, json.loads(ended.stdout))


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Played, list[int]]:
    """Killed when a stage was open, again when dossiers were in, then played to its end; the orphans of both kills."""
    where = tmp_path_factory.mktemp("killed")
    orphans = kill_when(where, "SELECT 1 FROM stage WHERE state = 'open'")
    orphans += kill_when(where, "SELECT 1 FROM dossier")
    ended = demo("--quick", "--keep", where, "--seed", "7")
    assert ended.returncode == 0, ended.stderr
    return Played(where, json.loads(ended.stdout)), orphans


def kill_when(where: Path, query: str) -> list[int]:
    """Play until the store answers this, then `kill -9`; the process ids of the children at that moment."""
    command = [*DEMO, "--plan", PLAN, "--keep", str(where)]
    with (where / "output.txt").open("ab") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdout=output, stderr=output, start_new_session=True
        )
    try:
        wait_until(lambda: rows(where, query) or process.poll() is not None, 120)
        assert process.poll() is None, (where / "output.txt").read_text()
        return children_of(process.pid)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def test_result_tells_what_the_store_holds(whole: Played) -> None:
    with reading(open_engine(f"sqlite:///{whole.where}/thidua.db")) as session:
        assert outcome(session) == {name: value for name, value in whole.told.items() if name != "proof"}
    assert whole.result["seconds"] > 0


def test_every_stage_closed_or_skipped_with_reason(whole: Played) -> None:
    ends = {(stage["state"], bool(stage["reason"])) for stage in whole.campaign["stages"]}
    assert ends <= {("closed", False), ("closed", True), ("skipped", True)}
    assert len(whole.campaign["stages"]) == 7


def test_quotas_of_the_plan_are_kept(whole: Played) -> None:
    limits = {award["kind"]: award["quota"] for award in whole.campaign["awards"]}
    assert limits == {"collective": 5, "individual": 10}
    assert all(0 < award["count"] <= award["quota"] for award in whole.campaign["awards"])


def test_intake_closes_when_its_day_is_over(whole: Played) -> None:
    intake = whole.stage("dossier_intake")
    assert (intake["planned_due"], intake["closed"]) == ("2021-11-20", "2021-11-21")


def test_launch_opens_on_the_answered_day(whole: Played) -> None:
    [(answer,)] = whole.ask("SELECT answer FROM question WHERE key = 'document.issued'")
    assert whole.stage("launch")["opened"] == answer == "2021-02-24"


def test_every_question_was_answered_by_somebody(whole: Played) -> None:
    assert whole.ask("SELECT key FROM question WHERE asked_at IS NULL OR answered_by IS NULL OR answer = ''") == []
    assert len(whole.ask("SELECT key FROM question")) >= 8


def test_every_duty_was_settled(whole: Played) -> None:
    assert whole.ask("SELECT key FROM duty WHERE NOT ended") == []


def test_every_mail_arrived_once(whole: Played) -> None:
    assert len(whole.mails) == whole.result["mail"]["sent"] > 100
    assert not any(mail.duplicate for mail in whole.mails)


def test_every_unit_heard_of_the_launch(whole: Played) -> None:
    units = {address for (address,) in whole.ask("SELECT email FROM person WHERE unit_id IS NOT NULL")}
    reached = {address for mail in whole.mails for address in mail.recipients}
    assert len(units) == 15
    assert units <= reached


def test_council_voted_in_secret_on_screen(whole: Played) -> None:
    assert whole.ask("SELECT DISTINCT method FROM ballot") == [("secret",)]
    [(papers, voted)] = whole.ask("SELECT (SELECT count(*) FROM ballot_paper), (SELECT count(*) FROM ballot_voter)")
    assert papers == voted > 50


def test_nothing_is_left_to_open_secret_papers_with(whole: Played) -> None:
    assert whole.ask("SELECT id FROM sealed_paper") == whole.ask("SELECT id FROM vote") == []
    assert [file.name for file in (whole.where / "keys" / "ballots").iterdir()] == ["CACHEDIR.TAG"]


def test_member_who_declared_herself_close_was_kept_out(whole: Played) -> None:
    [(dossier, member)] = whole.ask("SELECT dossier_id, person_id FROM recusal WHERE agreed AND ground = 'declared'")
    voters = "SELECT voter.person_id FROM ballot_voter voter JOIN ballot ON ballot.id = ballot_id WHERE dossier_id = ?"
    assert len(whole.ask(voters, dossier)) > 3
    assert (member,) not in whole.ask(voters, dossier)


def test_auditor_has_the_last_checkpoint_by_mail(whole: Played) -> None:
    [(size, signature)] = whole.ask("SELECT size, signature FROM checkpoint ORDER BY size DESC LIMIT 1")
    letters = [mail.text for mail in whole.mails if mail.recipients == ("kiemtra@thanhtra.example",)]
    assert whole.ask("SELECT count(*) FROM ledger_leaf") == [(size,)]
    assert any(signature in "".join(text.split()) for text in letters)


def test_proof_of_one_dossier_holds_outside(whole: Played) -> None:
    assert (whole.result["proof"]["holds"], whole.result["proof"]["events"] > 10) == (True, True)
    assert "Điểm neo trùng với điểm neo bạn giữ." in whole.result["proof"]["said"]


def test_sweep_after_the_end_changes_nothing(whole: Played) -> None:
    before = Office(whole.where).rows()
    again = environment(THIDUA_DATA_DIRECTORY=str(whole.where))
    subprocess.run([sys.executable, "-c", SWEEP_AGAIN], cwd=ROOT, env=again, check=True, timeout=120)
    assert Office(whole.where).rows() == before


def test_every_role_has_an_account_to_sign_in_with(whole: Played) -> None:
    with reading(open_engine(f"sqlite:///{whole.where}/thidua.db")) as session:
        accounts = demo_accounts(session, on=date(2021, 12, 15))
    assert {role for account in accounts for role in account.roles} == set(Role)


def test_store_of_the_demo_is_sound(whole: Played) -> None:
    assert Office(whole.where).ask("doctor").code == 0


def test_other_seed_tells_another_story(whole: Played) -> None:
    ended = demo("--quick", "--seed", "7")
    [campaign] = json.loads(ended.stdout)["campaigns"]
    assert {stage["state"] for stage in campaign["stages"]} == {"closed", "skipped"}
    assert campaign["stages"] != whole.campaign["stages"]


def test_killed_demo_ends_like_whole_one(whole: Played, killed: tuple[Played, list[int]]) -> None:
    assert killed[0].told == whole.told


@pytest.mark.parametrize(
    "query",
    [
        # A key of the ledger is random, and so is its name.
        "SELECT kind, campaign, subject, actor, at FROM audit_event WHERE kind <> 'ledger:key_made' ORDER BY 1, 3, 4",
        "SELECT stage_id, revision, name, due, taken_at FROM step_taken ORDER BY 1, 2, 3, 4",
        "SELECT stage_id, key, since, done_at, done_by FROM duty ORDER BY 1, 2, 3",
        "SELECT message_id, address, subject, sent_at FROM mail ORDER BY 1",
    ],
    ids=["events", "steps", "duties", "mails"],
)
def test_killed_demo_did_the_same_once(whole: Played, killed: tuple[Played, list[int]], query: str) -> None:
    assert killed[0].ask(query) == whole.ask(query) != []


def test_killed_demo_lost_no_letter(whole: Played, killed: tuple[Played, list[int]]) -> None:
    assert {mail.message_id for mail in killed[0].mails} == {mail.message_id for mail in whole.mails}


def test_killed_demo_left_no_process(killed: tuple[Played, list[int]]) -> None:
    _, orphans = killed
    assert len(orphans) == 2
    wait_until(lambda: not any("deployments.engine" in command_line(pid) for pid in orphans), 5)


def test_unknown_plan_is_refused_in_words() -> None:
    refused = demo("--plan", "NH-1999-01")
    assert refused.returncode == 1
    assert "Không có kế hoạch chạy thử mã “NH-1999-01”" in json.loads(refused.stderr)["sentence"]


def test_real_store_is_refused_and_unchanged(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.do("migrate")
    office.do("people first quantri --name", "Phạm Quản Trị")
    before = office.rows()
    refused = demo("--quick", "--keep", tmp_path)
    assert (refused.returncode, "chứa dữ liệu thật" in refused.stderr) == (1, True)
    assert office.rows() == before


def test_directory_in_use_is_refused_in_words(tmp_path: Path) -> None:
    with held(tmp_path):
        refused = demo("--quick", "--keep", tmp_path)
    assert (refused.returncode, str(tmp_path) in refused.stderr) == (1, True)
    assert not (tmp_path / "thidua.db").exists()
