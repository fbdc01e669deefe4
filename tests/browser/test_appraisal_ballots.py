"""A council at its screens: secret papers from telephones, paper and its scan, a conflict, a tie at a quota's edge."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from actions import ballots
from models.council import Ballot, Meeting
from models.dossiers import Dossier
from models.papers import BallotPaper, BallotVoter, PaperCount, SealedPaper
from tests.browser.screen import Live, Screen
from tests.browser.test_journey import PDF, fill, press
from tests.store import factories, playing
from tests.store.scenario import CODE, VOTERS

Lives = Callable[..., Live]
ONLOOKERS = ("secretary", "officer", "leader", "auditor")
OWN_NAMES = r'DV-\d|<nav class="tools".*?</nav>|[0-9a-f]{32,}|value="[^"]{40,}"'
"""In a page: what names the dossier and its neighbours, and the form's token."""
FIRST, SECOND, THIRD = "HS-DV-1-01", "HS-DV-2-01", "HS-DV-3-01"


def sitting(live: Lives, **rule: object) -> Live:
    """The day of a meeting on three dossiers, everybody there."""
    office = live("council_appraisal@final", rule=factories.council_rule(**rule))
    playing.convene(office.world)
    office.house.go("2021-11-30")
    playing.attend(office.world, *VOTERS)
    return office


def meeting(office: Live) -> str:
    return f"/hoi-dong/{CODE}/phien/{office.world.rows(Meeting)[-1].id}"


def at(office: Live, person: str, dossier: str, *, phone: bool = False) -> Screen:
    """A person in front of a dossier that is voted on."""
    window = office.window(person, phone=phone)
    assert window.open(f"{meeting(office)}/ho-so/{dossier}") == 200
    return window


def puts_in(window: Screen, choice: str) -> None:
    """Choose, and send."""
    window.page.get_by_label(choice, exact=True).check()
    with window.page.expect_navigation():
        window.page.get_by_role("button", name="Bỏ phiếu", exact=True).click()
    assert "Đã ghi nhận phiếu của bạn" in window.page.locator(".message.said").first.inner_text()


def seen(office: Live, person: str, dossier: str) -> str:
    """All that this person is sent about a dossier: meeting, ballot, live counts; without the dossier's own names."""
    window = office.window(person)
    answers = []
    for path in ("", f"/ho-so/{dossier}", f"/ho-so/{dossier}/tien-do", "/co-mat"):
        answer = window.page.request.get(f"{office.base}{meeting(office)}{path}")
        answers.append(f"{answer.status} {answer.text()}")
    return re.sub(OWN_NAMES, "·", "\n".join(answers), flags=re.DOTALL)


@pytest.fixture
def secret(live: Lives) -> Live:
    """Two dossiers are voted on in secret."""
    office = sitting(live, method="secret")
    for dossier in (FIRST, SECOND):
        press(at(office, "secretary", dossier), "Mở bỏ phiếu", says="Đã mở bỏ phiếu")
    return office


def test_members_vote_secretly_from_telephones(secret: Live) -> None:
    windows = [at(secret, person, FIRST, phone=True) for person in VOTERS]
    for window, choice in zip(windows, ("Đồng ý",) * 4 + ("Không đồng ý",), strict=True):
        puts_in(window, choice)
    secretary = at(secret, "secretary", FIRST)
    press(secretary, "Kết thúc bỏ phiếu, tính kết quả", says="Thông qua (4 phiếu đồng ý, cần 3 trên 5)")
    assert [paper.choice for paper in secret.world.rows(BallotPaper)].count("yes") == 4
    assert not [line for window in (*windows, secretary) for line in (*window.complaints, *window.strangers())]


def test_secret_ballot_fits_a_telephone(secret: Live) -> None:
    window = at(secret, "member1", FIRST, phone=True)
    assert "không trang nào, nhật ký nào cho thấy ai bỏ phiếu nào" in window.page.locator("main").inner_text()
    puts_in(window, "Không có ý kiến")
    assert (window.faults(), window.is_wider_than_the_window()) == ([], False)


def test_second_secret_paper_takes_the_place_of_the_first(secret: Live) -> None:
    window = at(secret, "member1", FIRST, phone=True)
    puts_in(window, "Đồng ý")
    assert "Bỏ lại thì phiếu mới thay phiếu cũ" in window.page.locator("main").inner_text()
    puts_in(window, "Không đồng ý")
    assert (len(secret.world.rows(BallotVoter)), len(secret.world.rows(SealedPaper))) == (1, 1)


@pytest.mark.parametrize("method", ["secret", "show_of_hands"])
def test_nobody_is_sent_how_an_open_ballot_stands(live: Lives, method: str) -> None:
    office = sitting(live, method=method)
    for dossier, choice in ((FIRST, "Đồng ý"), (SECOND, "Không đồng ý")):
        press(at(office, "secretary", dossier), "Mở bỏ phiếu", says="Đã mở bỏ phiếu")
        for person in VOTERS[:4]:
            puts_in(at(office, person, dossier), choice)
    for person in (*ONLOOKERS, *VOTERS):
        assert seen(office, person, FIRST) == seen(office, person, SECOND)


def test_answers_say_how_many_voted_and_no_more(secret: Live) -> None:
    window, answers = secret.window("secretary"), []
    window.page.on("response", lambda answer: answers.append(answer.url))
    window.open(f"{meeting(secret)}/ho-so/{FIRST}")
    puts_in(at(secret, "member1", FIRST), "Đồng ý")
    window.page.get_by_text("Đã bỏ phiếu: 1/5").wait_for()
    assert any(url.endswith("/tien-do") for url in answers)
    assert "Kết quả chỉ có sau khi kết thúc bỏ phiếu" in window.page.locator("#cast").inner_text()


@pytest.fixture
def close(live: Lives) -> Live:
    """A member has said at the page that she is close to the first dossier, and the chair keeps her out."""
    office = sitting(live)
    member = at(office, "member4", FIRST)
    member.page.locator("summary", has_text="Khai báo mình có liên quan").click()
    fill(member, f"{meeting(office)}/ho-so/{FIRST}/lien-quan", reason="Là vợ của trưởng đơn vị")
    press(member, "Khai báo", says="chờ Chủ tịch Hội đồng quyết định")
    chair = at(office, "chair", FIRST)
    chair.page.locator("summary", has_text="Quyết định").first.click()
    fill(chair, f"{meeting(office)}/ho-so/{FIRST}/xet-lien-quan", reason="Đúng như khai báo")
    press(chair, "Quyết định", says="Đã quyết định")
    return office


def test_member_kept_out_finds_no_trace(close: Live) -> None:
    window = close.window("member4")
    before = [page_of(window, path) for path in paths_of(close)]
    vote_without_her(close)
    assert [page_of(window, path) for path in paths_of(close)] == before
    assert any("Bạn có liên quan đến hồ sơ này" in text for text in before)


def paths_of(office: Live) -> tuple[str, ...]:
    base = meeting(office)
    return (base, f"{base}/ho-so/{FIRST}", f"{base}/ho-so/{FIRST}/tien-do", "/viec-cua-toi", f"/tim?q={FIRST}", "/")


def page_of(window: Screen, path: str) -> str:
    window.open(path)
    shown = window.page.locator("body").inner_text().splitlines()
    # The strip over the monitor asks the engine again and again.
    return "\n".join(line for line in shown if "Bảng theo dõi" not in line)


def vote_without_her(office: Live) -> None:
    office.world.do(ballots.open_ballot, "final", FIRST, by="secretary")
    for person in VOTERS[:4]:
        office.world.do(ballots.vote, "final", FIRST, "yes", by=person)
    office.world.do(ballots.close_ballot, "final", FIRST, by="secretary")


def test_recused_member_leaves_the_base(close: Live) -> None:
    vote_without_her(close)
    told = at(close, "secretary", FIRST).page.locator("main").inner_text()
    assert "Đồng ý 4" in told
    assert re.search(r"Không tham gia vì có liên quan\s+-1", told)
    assert re.search(r"Mẫu số\s+4", told)


def test_counting_team_enters_papers_and_scan(live: Lives, tmp_path: Path) -> None:
    office = sitting(live, method="paper")
    secretary, address = at(office, "secretary", FIRST), f"{meeting(office)}/ho-so/{FIRST}/kiem-phieu"
    fill(secretary, address, issued="5", returned="5", yes="3", no="1", blank="1", document="02/BB-KP")
    fill(secretary, address, tellers="Người member2\nNgười member3")
    scan = tmp_path / "bien-ban-kiem-phieu.pdf"
    scan.write_bytes(PDF)
    secretary.page.locator('[name="scan"]').set_input_files(str(scan))
    press(secretary, "Nhập kết quả", says="Thông qua (3 phiếu đồng ý, cần 3 trên 5)")
    assert office.world.rows(PaperCount)[0].file_name == scan.name
    link = secretary.page.get_by_role("link", name=scan.name).get_attribute("href")
    assert secretary.page.request.get(f"{office.base}{link}").body() == PDF


def test_papers_that_do_not_add_up_come_back_filled(live: Lives) -> None:
    office = sitting(live, method="paper")
    secretary, address = at(office, "secretary", FIRST), f"{meeting(office)}/ho-so/{FIRST}/kiem-phieu"
    fill(secretary, address, issued="5", returned="4", yes="3", no="2", document="02/BB-KP")
    secretary.page.get_by_role("button", name="Nhập kết quả").click()
    secretary.page.get_by_text("Số phiếu không khớp").first.wait_for()
    assert secretary.page.locator('[name="yes"]').input_value() == "3"
    assert office.world.rows(Ballot) == []


def test_tie_at_the_edge_is_settled_by_the_chair(live: Lives) -> None:
    office = sitting(live)
    for dossier, yes in ((FIRST, 5), (SECOND, 4), (THIRD, 4)):
        playing.decide(office.world, dossier, yes=yes)
    secretary, address = office.window("secretary"), f"{meeting(office)}/ket-luan"
    secretary.open(meeting(office))
    fill(secretary, address, document="03/BB-HĐ", minutes="Chủ tịch quyết định thứ tự.")
    secretary.page.get_by_role("button", name="Kết luận").click()
    secretary.page.locator(".message.refused", has_text=THIRD).wait_for()
    fill(secretary, address, order=THIRD)
    press(secretary, "Kết luận", says="2 hồ sơ")
    assert {row.code: row.state for row in office.world.rows(Dossier)}[SECOND] == "not_passed"
