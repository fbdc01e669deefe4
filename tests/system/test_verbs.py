"""The verbs on a store of their own: what they do, and that a refusal leaves every row as it was."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from models.engine import open_engine, reading
from queries.reporting import outcome
from tests.system.desk import CODE, Office, council_sits, decided, drafted, intake_open, launched, staffed, submitted


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Stores as they were made once, by what was done in them."""
    found = {"staffed": tmp_path_factory.mktemp("staffed")}
    staffed(found["staffed"])
    for name, make in (
        ("launched", launched),
        ("intake", intake_open),
        ("sitting", council_sits),
        ("drafted", drafted),
        ("decided", decided),
    ):
        found[name] = tmp_path_factory.mktemp(name) / "store"
        shutil.copytree(found["staffed"], found[name])
        make(Office(found[name]))
    for directory in found.values():
        open_engine(Office(directory).url).dispose()
    return found


@pytest.fixture
def at(kept: dict[str, Path], tmp_path: Path) -> Callable[[str], Office]:
    """A copy of a store as it was after one of the steps in `kept`, or with its people only."""

    def copy(name: str) -> Office:
        shutil.copytree(kept[name], tmp_path / name)
        return Office(tmp_path / name)

    return copy


At = Callable[[str], Office]

REFUSED = [
    ("launched", "campaign show NH-1999-01", "Không có phong trào mã “NH-1999-01”."),
    ("launched", f"campaign suspend {CODE} --as u1 --reason Bão", "Người u1 không có quyền tạm dừng phong trào."),
    ("launched", f"campaign suspend {CODE} --as ai --reason Bão", "Không có người mã “ai”."),
    ("launched", f"campaign launch {CODE} --as chutich", "đã được phát động"),
    ("launched", f"campaign extend {CODE} dossier_intake@final 2021-11-01 --as canbo --reason Bão", "phải sau ngày ấy"),
    ("launched", f"campaign add-unit {CODE} TDP-01 --as canbo", "đã tham gia phong trào"),
    ("launched", f"stage run {CODE} council_appraisal@final --as canbo", "chưa có việc nào đến lúc"),
    ("launched", f"stage run {CODE} launch --as canbo", "không thay đổi được nữa"),
    ("launched", f"register {CODE} --unit TDP-01 --as u1 --pledge Tốt", "không nhận lúc này"),
    ("launched", f"dossier decline {CODE} --unit TDP-03 --as canbo --reason Thôi", "không tham gia phong trào"),
    ("launched", f"campaign answer {CODE} khong.co có --as canbo", "Không có nội dung để ngỏ “khong.co”."),
    ("launched", f"campaign answer {CODE} dossier.copies nhiều --as canbo", "Cần một số nguyên từ 1 đến 50."),
    ("launched", f"campaign answer {CODE} dossier.copies --as canbo", "--waive"),
    ("intake", f"dossier accept {CODE} HS-0009 --as canbo --opinion Tốt", "Không có hồ sơ mã “HS-0009”"),
    ("intake", f"dossier decline {CODE} --unit TDP-01 --as u2 --reason Thôi", "không có quyền báo không đề nghị"),
    ("intake", f"decision draft {CODE} --as canbo", "không nhận lúc này"),
    ("sitting", f"council ballot vote {CODE} HS-TDP-01-01 yes --as m1", "Chưa mở bỏ phiếu"),
    ("sitting", f"council ballot open {CODE} HS-TDP-01-01 --as m1", "không có quyền mở bỏ phiếu"),
    ("sitting", f"council conclude {CODE} --document 22/BB --text Xong --as m4", "Chưa bỏ phiếu xong"),
    ("sitting", f"council ballot count {CODE} HS-TDP-01-01 --yes 9 --no 0 --document BB --as m4", "Có 9 phiếu"),
    ("sitting", f"council rule {CODE} --as m4 --set method=guessing", "Quy chế chưa dùng được"),
    ("decided", f"decision issue {CODE} --number 126 --on 2021-11-26 --as vanthu", "đang ở trạng thái “đã ban hành”"),
    ("decided", f"dossier withdraw {CODE} HS-TDP-01-01 --as u1 --reason Thôi", "đang ở trạng thái"),
    ("decided", "calendar set 2040-01-01 --as canbo --document QĐ", "Chưa biết ngày nghỉ"),
    ("decided", "people add x --name X --as canbo", "không có quyền quản lý đơn vị"),
    ("decided", "audit log --as canbo", "không có quyền xem nhật ký"),
    ("decided", "duties nobody", "Không có người hay đơn vị mã “nobody”"),
    ("decided", "mail list --state lost", "“lost” không phải trạng thái của thư"),
]


@pytest.mark.parametrize(("store", "line", "sentence"), REFUSED, ids=[line for _, line, _ in REFUSED])
def test_refusal_is_told_and_changes_nothing(at: At, store: str, line: str, sentence: str) -> None:
    office = at(store)
    before = office.rows()
    answer = office.ask(line)
    assert (answer.code, answer.out, sentence in answer.err) == (1, "", True), answer.err
    assert office.rows() == before


def test_late_dossier_is_refused_and_kept_out(at: At) -> None:
    office = at("intake")
    office.set_clock("2021-11-21T02:00")
    before = office.rows()
    assert "đã hết hạn ngày 20/11/2021, không nhận ngày 21/11/2021" in submitted(office, "TDP-01", "Tổ").err
    assert office.rows() == before


def test_late_entry_of_timely_paper_is_taken(at: At) -> None:
    office = at("intake")
    office.set_clock("2021-11-22T02:00")
    answer = submitted(office, "TDP-01", "Tổ", "--received-on", "2021-11-19", "--incoming-number", "88")
    assert answer.out == "Đã nhận hồ sơ HS-TDP-01-01.\n"


def test_second_vote_is_refused(at: At) -> None:
    office = at("sitting")
    office.do(f"council ballot open {CODE} HS-TDP-01-01 --as m4")
    office.do(f"council ballot vote {CODE} HS-TDP-01-01 yes --as m1")
    before = office.rows()
    assert "đã bỏ phiếu" in office.ask(f"council ballot vote {CODE} HS-TDP-01-01 no --as m1").err
    assert office.rows() == before


def test_missing_document_is_named(at: At) -> None:
    office = at("intake")
    line = f"dossier submit {CODE} --unit TDP-01 --as u1 --kind collective --nominee Tổ"
    said = office.ask(line).err
    assert "Tờ trình đề nghị khen thưởng, Biên bản họp xét, Báo cáo thành tích" in said


def test_missing_file_is_named(at: At) -> None:
    line = f"dossier submit {CODE} --unit TDP-01 --as u1 --kind collective --nominee Tổ --document to_trinh=khong.pdf"
    assert at("intake").ask(line).err == "Không mở được tệp “khong.pdf”. Kiểm tra lại đường dẫn và quyền đọc.\n"


def test_unmet_criteria_are_named_with_what_was_found(at: At) -> None:
    office = at("intake")
    submitted(office, "TDP-01", "Tổ")
    office.do(f"dossier return {CODE} HS-TDP-01-01 --due 2021-11-15 --as canbo --reason", "to_trinh=Thiếu dấu")
    office.do(f"dossier supplement {CODE} HS-TDP-01-01 --as u1 --evidence par_rank=Khá --attested-by UBND")
    assert "xếp hạng Tốt – không đạt" in office.ask(f"dossier accept {CODE} HS-TDP-01-01 --as canbo --opinion Tốt").err


def test_refusal_can_be_read_by_a_script(at: At) -> None:
    told = json.loads(at("launched").ask("campaign show NH-1999-01 --json").err)
    assert (told["error"], told["data"]) == ("not_found:campaign", {"code": "NH-1999-01"})


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (f"campaign extend {CODE} nowhere 2021-11-25 --as canbo --reason Bão", "không phải giai đoạn, có: launch"),
        (f"campaign extend {CODE} registration 31/02/2021 --as canbo --reason Bão", "không phải ngày"),
        ("people grant u1 king --as quantri", "chọn: administrator (Quản trị hệ thống)"),
        (f"campaign launch {CODE}", "Thiếu '--as'."),
    ],
)
def test_mistyped_value_is_told_with_what_may_stand(at: At, line: str, sentence: str) -> None:
    answer = at("staffed").ask(line)
    assert (answer.code, sentence in answer.err) == (2, True), answer.err


def test_store_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    answer = Office(tmp_path / "none").ask("campaign list")
    assert answer.err == "Kho dữ liệu chưa có hoặc ở phiên bản khác. Chạy: thidua migrate.\n"
    assert not (tmp_path / "none").exists()


def test_stuck_names_holder_and_how_to_reach_her(at: At) -> None:
    told = json.loads(at("intake").do(f"stuck {CODE} --json"))
    [line] = [line for line in told["waits"] if line["cause"] == "submit_dossier" and "01" in line["holder"]]
    assert (line["contacts"][0]["email"], line["due"]) == ("u1@office.example", "2021-11-20")


def test_unit_officer_sees_only_her_own_waits(at: At) -> None:
    told = json.loads(at("intake").do(f"stuck {CODE} --json --as u2"))
    assert {line["holder"] for line in told["waits"]} == {"Tổ dân phố 02"}


def test_unit_officer_cannot_open_another_units_dossier(at: At) -> None:
    office = at("sitting")
    assert office.ask(f"dossier show {CODE} HS-TDP-01-01 --as u1").code == 0
    assert "Không có hồ sơ mã “HS-TDP-01-01”" in office.ask(f"dossier show {CODE} HS-TDP-01-01 --as u2").err


def test_draft_of_decision_is_not_shown_to_units(at: At) -> None:
    office = at("drafted")
    assert "Dự thảo" in office.do(f"decision list {CODE} --as chutich")
    assert office.do(f"decision list {CODE} --as u1") == "Chưa có quyết định nào.\n"


def test_issued_decision_is_shown_to_units(at: At) -> None:
    assert "125/QĐ-UBND" in at("decided").do(f"decision list {CODE} --as u1")


def test_person_without_role_sees_no_campaign(at: At) -> None:
    office = at("launched")
    office.do("people add la --as quantri --name", "Người Lạ")
    assert office.do("campaign list --as la") == "Chưa có phong trào nào.\n"


def test_secretly_shown_nothing_tells_how_members_voted(at: At) -> None:
    office = at("sitting")
    office.do(f"council ballot open {CODE} HS-TDP-01-01 --as m4")
    office.do(f"council ballot vote {CODE} HS-TDP-01-01 no --as m1")
    assert "Một phiếu cho hồ sơ HS-TDP-01-01 được ghi nhận" in office.do(f"audit log {CODE} --as chutich")


def test_campaign_runs_to_its_end_by_verbs(at: At) -> None:
    office = at("decided")
    office.do(f"campaign answer {CODE} award.bonus --as canbo --waive --reason", "Theo mức chung")
    office.do(f"stage run {CODE} decision_issuance@final --as canbo")
    office.set_clock("2021-12-02T02:00")
    office.do(f"stage run {CODE} final_summary --as canbo")
    office.do(f"summary write {CODE} --as canbo --text", "Phong trào đạt kết quả.")
    office.do(f"stage run {CODE} final_summary --as canbo")
    with reading(open_engine(office.url)) as session:
        [campaign] = outcome(session)["campaigns"]
    assert {stage["state"] for stage in campaign["stages"]} == {"closed", "skipped"}


def test_outcome_counts_awards_against_quotas(at: At) -> None:
    with reading(open_engine(at("decided").url)) as session:
        [campaign] = outcome(session)["campaigns"]
    assert campaign["awards"] == [
        {"form": "giay_khen", "kind": "collective", "round": "final", "scope": "total", "count": 1, "quota": 5},
        {"form": "giay_khen", "kind": "individual", "round": "final", "scope": "total", "count": 0, "quota": 10},
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("campaign list", CODE),
        (f"campaign show {CODE}", "Tiếp nhận hồ sơ"),
        (f"plan show {CODE}", "12/KH-UBND"),
        (f"dossier list {CODE}", "HS-TDP-02-01"),
        (f"dossier show {CODE} HS-TDP-01-01", "Báo cáo thành tích"),
        (f"decision list {CODE}", "125/QĐ-UBND ngày 26/11/2021"),
        ("people list", "Văn thư"),
        ("unit list", "Tổ dân phố 03"),
        ("audit log --limit 500", "Thành lập Hội đồng"),
        ("calendar show 2021", "Quốc khánh"),
        ("stuck --all", "Chờ"),
        ("stuck", "Hệ thống chưa quét lần nào."),
        ("duties canbo", "Ban hành quyết định"),
        ("duties TDP-03", "Không còn việc nào phải làm."),
        ("mail list --state failed", "Chưa có thư nào."),
    ],
)
def test_what_is_asked_is_shown(at: At, line: str, found: str) -> None:
    assert found in at("decided").do(line)
