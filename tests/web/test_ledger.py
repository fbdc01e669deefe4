"""The auditor sees how the ledger stands, holds her own lines against it, and takes a proof away."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from actions.checkpoints import record_check, sign_checkpoint, signing_key
from actions.sealing import seal
from domain.ledger import Finding
from domain.people import SYSTEM
from models.audit import AuditEvent
from models.engine import writing
from tests.web.visitor import House, Visitor
from wording.facts import NAMES

Houses = Callable[..., House]
HOME = "/nhat-ky/kiem-chung"


@pytest.fixture
def office(house: Houses, tmp_path: Path) -> House:
    """A campaign whose trail was sealed and signed."""
    found = house("council_appraisal@final")
    now = found.world.now
    with writing(found.world.engine) as session:
        while seal(session).added:
            pass
    with writing(found.world.engine) as session, signing_key(session, tmp_path, at=now) as key:
        seal(session)
        sign_checkpoint(session, key, by=SYSTEM, at=now)
    return found


@pytest.fixture
def auditor(office: House) -> Visitor:
    """At the ledger."""
    visitor = office.visit("auditor")
    assert visitor.get(HOME).status_code == 200
    return visitor


def line(auditor: Visitor) -> str:
    """What an auditor kept."""
    text = auditor.get(f"{HOME}/diem-neo.txt").text
    auditor.get(f"{HOME}/diem-neo")
    return text.splitlines()[-1]


def checked(office: House, *findings: Finding, anchored: int | None = None) -> None:
    with writing(office.world.engine) as session:
        at = office.world.now
        record_check(session, sealed=9, unsealed=0, anchored=anchored, findings=findings, by=SYSTEM, at=at)


def test_a_ledger_that_nobody_checked_says_so(auditor: Visitor) -> None:
    assert auditor.says("Chưa kiểm tra lần nào.")


def test_nothing_found_is_not_called_intact_without_an_anchor(office: House, auditor: Visitor) -> None:
    checked(office)
    auditor.get(HOME)
    assert auditor.says("nên chưa thể kết luận nhật ký nguyên vẹn")


def test_what_was_found_is_a_sentence_with_its_event(office: House, auditor: Visitor) -> None:
    checked(office, Finding("event_edited", {"event": 3}), Finding("events_swapped", {"event": 4, "other": 5}))
    auditor.get(HOME)
    assert auditor.says("Sự kiện 3 đã bị sửa sau khi niêm phong.")
    assert all(f'href="/nhat-ky/{number}"' in auditor.text for number in (3, 4, 5))


def test_moments_of_a_finding_are_read_as_moments(office: House, auditor: Visitor) -> None:
    told = {"size": 7, "at": office.world.now, "source": "outside", "since": 2}
    checked(office, Finding("rewritten", told), anchored=0)
    auditor.get(HOME)
    assert auditor.says("không còn là những gì điểm neo giữ ở ngoài lúc ")
    assert not auditor.says("+00:00")


def test_a_check_without_an_engine_is_refused_with_a_way_out(office: House, auditor: Visitor) -> None:
    runs = office.app.state.runs
    runs.settings = runs.settings.model_copy(update={"prefect_server": "http://127.0.0.1:9"})
    auditor.post(f"{HOME}/chay", dong="")
    assert auditor.says("Prefect không trả lời")
    assert office.world.rows(AuditEvent, kind="ledger:check_asked") == []


def test_own_line_agrees_with_the_ledger(auditor: Visitor) -> None:
    auditor.post(f"{HOME}/diem-neo", dong=line(auditor))
    assert auditor.says("khớp: sổ hiện nay vẫn là sổ lúc ấy")


def test_saved_mail_is_read_as_a_file(auditor: Visitor) -> None:
    mail = f"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain\n\n{line(auditor)}\n"
    auditor.post(f"{HOME}/diem-neo", files={"tep": ("thu.eml", mail.encode(), "message/rfc822")}, dong="")
    assert auditor.says("khớp: sổ hiện nay vẫn là sổ lúc ấy")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("root=", "root=0", "Không thấy điểm neo nào"),
        ("signature=", "signature=AA", "Không thấy điểm neo nào"),
        ("size=", "size=9", "chữ ký không đúng"),
    ],
)
def test_changed_line_is_told(auditor: Visitor, old: str, new: str, words: str) -> None:
    auditor.post(f"{HOME}/diem-neo", dong=line(auditor).replace(old, new, 1))
    assert auditor.says(words)


def test_comparing_nothing_comes_back_with_what_was_typed(auditor: Visitor) -> None:
    line(auditor)
    auditor.post(f"{HOME}/diem-neo", dong="không có gì")
    assert auditor.says("Không thấy điểm neo nào")
    assert auditor.says(">không có gì</textarea>")


def test_comparing_is_written_down(office: House, auditor: Visitor) -> None:
    auditor.post(f"{HOME}/diem-neo", dong=line(auditor))
    (event,) = office.world.rows(AuditEvent, kind="ledger:compared")
    assert (event.actor, '"different":0' in event.text) == ("auditor", True)


def test_proof_is_shown_and_taken_away(office: House, auditor: Visitor) -> None:
    asked = f"doi_tuong=dossier:HS-DV-1-01&phong_trao={office.world.code}"
    auditor.get(f"{HOME}/bang-chung?{asked}")
    assert auditor.says("Bằng chứng về hồ sơ HS-DV-1-01")
    held = zipfile.ZipFile(io.BytesIO(auditor.get(f"/nhat-ky/bang-chung.zip?{asked}").content))
    assert auditor.get(f"{HOME}/verify.py").content == held.read("verify.py")


def test_page_to_print_is_a_file_of_its_own(office: House, auditor: Visitor) -> None:
    code = office.world.code
    answer = auditor.get(f"{HOME}/bang-chung?doi_tuong=campaign:{code}&phong_trao={code}&tai=1")
    assert "attachment" in answer.headers["content-disposition"]
    assert "<!doctype html>" in answer.text


def test_proof_of_what_never_was_is_refused(auditor: Visitor) -> None:
    assert auditor.get(f"{HOME}/bang-chung?doi_tuong=dossier:KHONG").status_code == 422
    assert auditor.get(f"{HOME}/bang-chung?doi_tuong=unit:KHONG").status_code == 404


@pytest.mark.parametrize("person", ["officer", "cb-dv-1", "clerk"])
@pytest.mark.parametrize("path", ["", "/diem-neo", "/diem-neo.txt", "/bang-chung", "/dang-chay"])
def test_who_may_not_read_the_trail_sees_nothing_of_the_ledger(office: House, person: str, path: str) -> None:
    assert office.visit(person).get(f"{HOME}{path}").status_code == 403


def test_facts_of_an_event_are_called_by_name(office: House, auditor: Visitor) -> None:
    number = office.world.rows(AuditEvent, kind="dossier:submitted")[0].id
    auditor.get(f"/nhat-ky/{number}")
    assert auditor.says("<dt>Hình thức khen thưởng</dt>")
    assert not auditor.says("<dt>form</dt>")


def test_what_no_checkpoint_covers_yet_is_told_on_its_page(house: Houses) -> None:
    office = house("council_appraisal@final")
    visitor = office.visit("auditor")
    assert visitor.get(f"{HOME}/bang-chung?doi_tuong=unit:DV-1").status_code == 200
    assert visitor.says("chưa nằm trong điểm neo nào")


def test_every_fact_of_a_campaign_has_a_name(office: House) -> None:
    facts = {name for row in office.world.rows(AuditEvent) for name in json.loads(row.text)["facts"]}
    assert facts
    assert facts <= set(NAMES)
