"""One campaign from the upload of its plan to the final summary, by the people of an office, in a browser."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.browser.screen import Live, Screen
from tests.store.scenario import CODE, SEATS, VOTERS, World, office, unit_officer
from tests.web.visitor import set_clock

Lives = Callable[..., Live]
PDF = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
CAMPAIGN = f"/phong-trao/{CODE}"
PLAN = """
code: NH-2021-01
name: Thi đua cải cách hành chính năm 2021
authority: UBND phường Minh Họa
level: commune
document: {type: KH, number: 18/KH-UBND, issued: 2021-03-01, place: Minh Họa}
period:
  start: {on: 2021-03-01, wording: từ ngày 01/3/2021}
  end: {on: 2021-11-30, wording: đến ngày 30/11/2021}
participants:
  - {kinds: [collective, individual], wording: Các đơn vị thuộc phường}
launch: {opens: {on: 2021-03-01, wording: ngày 01/3/2021}}
registration: {due: {on: 2021-03-31, wording: chậm nhất ngày 31/3/2021}}
midterm_review: {opens: {on: 2021-06-01, wording: từ ngày 01/6/2021}, due: {on: 2021-06-30, wording: trước 30/6/2021}}
final_summary: {due: {on: 2021-12-15, wording: chậm nhất ngày 15/12/2021}}
rounds:
  final:
    dossier_intake:
      opens: {on: 2021-10-01, wording: từ ngày 01/10/2021}
      due: {on: 2021-10-29, wording: đến ngày 29/10/2021}
    council_appraisal: {due: {on: 2021-11-15, wording: trước ngày 15/11/2021}}
    decision_issuance: {due: {on: 2021-11-26, wording: trước ngày 26/11/2021}}
forms:
  - {code: giay_khen, decided_by: Chủ tịch UBND phường, kinds: [collective, individual], rounds: [final]}
quotas:
  - {subject: collective, at_most: 1, round: final, form: giay_khen, wording: không quá 01 tập thể}
  - {subject: individual, at_most: 2, round: final, form: giay_khen, wording: không quá 02 cá nhân}
components:
  - {code: to_trinh, wording: Tờ trình}
  - {code: bao_cao_thanh_tich, per: nominee, wording: Báo cáo thành tích}
criteria:
  - {id: on_time, subject: collective, at_least: 95, unit: percent, wording: Hồ sơ đúng hạn từ 95% trở lên}
registration_required: true
"""


class Journey:
    """The windows of everybody who takes part, and the time that passes."""

    def __init__(self, live: Live, folder: Path) -> None:
        self.live, self.folder = live, folder
        self.windows: dict[str, Screen] = {}

    @property
    def world(self) -> World:
        """The store behind the pages."""
        return self.live.world

    def at(self, person: str, path: str) -> Screen:
        """A person has opened a page."""
        if person not in self.windows:
            self.windows[person] = self.live.window(person)
        window = self.windows[person]
        status = window.open(path)
        assert status == 200, f"{person} {path}: {status} {window.page.locator('main').inner_text()[:400]}"
        return window

    def days(self, until: str) -> None:
        """Time passes, and the service does by itself what is due."""
        self.world.sweep_until(date.fromisoformat(until))
        self.world.sweep()
        set_clock(self.world)
        # Nobody stays signed in for months.
        for person, window in self.windows.items():
            self.live.sign_in(window, person)

    def pdf(self, name: str) -> str:
        """A document to hand in."""
        file = self.folder / name
        file.write_bytes(PDF + name.encode())
        return str(file)


def press(window: Screen, button: str, *, says: str = "") -> None:
    """Press a button of the page and read the sentence that follows."""
    with window.page.expect_navigation():
        window.page.locator("main").get_by_role("button", name=button, exact=True).first.click()
    told = window.page.locator(".message.said, .message.refused").all_inner_texts()
    assert window.page.locator(".message.said").count() == 1, (button, told)
    assert says in told[0]


def fill(window: Screen, form: str, **values: str) -> None:
    """Type into the fields of the form that goes to `form`."""
    for name, value in values.items():
        window.page.locator(f'form[action="{form}"] [name="{name.replace("__", "-")}"]').first.fill(value)


def uploads_the_plan(journey: Journey) -> None:
    file = journey.folder / "ke-hoach.yaml"
    file.write_text(PLAN, encoding="utf-8")
    officer = journey.at("officer", "/phong-trao/moi")
    officer.page.set_input_files('[name="file"]', str(file))
    officer.page.get_by_role("button", name="Kiểm tra tệp").click()
    officer.page.get_by_text("Không có lỗi").wait_for()
    press(officer, "Tạo phong trào dự thảo", says="")


def launches_it(journey: Journey) -> None:
    officer = journey.at("officer", f"{CAMPAIGN}/phat-dong")
    for box in officer.page.locator('[name="unit"]').all():
        box.check()
    press(officer, "Thêm đơn vị đã chọn", says="")
    leader = journey.at("leader", f"{CAMPAIGN}/phat-dong")
    press(leader, "Phát động", says="")


def units_register(journey: Journey) -> None:
    for unit in journey.world.units:
        address = f"/don-vi-toi/{unit}/{CODE}/dang-ky"
        window = journey.at(unit_officer(unit), address)
        fill(window, address, pledges="Giải quyết 98% hồ sơ đúng hạn")
        press(window, "Gửi đăng ký", says="đăng ký")
    officer = journey.at("officer", "/ho-so/dang-ky")
    for box in officer.page.locator('main [type="checkbox"]').all():
        box.check()
    press(officer, "Xác nhận các đăng ký đã chọn", says="xác nhận")


def units_report_and_the_office_reviews(journey: Journey) -> None:
    for unit in journey.world.units:
        address = f"/don-vi-toi/{unit}/{CODE}/bao-cao"
        window = journey.at(unit_officer(unit), address)
        fill(window, address, text="Đã giải quyết 97% hồ sơ đúng hạn.")
        press(window, "Gửi báo cáo", says="báo cáo")
    officer = journey.at("officer", f"{CAMPAIGN}/so-ket")
    fill(officer, f"{CAMPAIGN}/so-ket", text="Các đơn vị làm tốt.")
    officer.page.locator(f'form[action="{CAMPAIGN}/so-ket"] .btn-act').click()
    officer.page.locator(".message.said").wait_for()


def units_hand_in_dossiers(journey: Journey) -> None:
    for unit in journey.world.units:
        address = f"/don-vi-toi/{unit}/{CODE}/de-nghi/final"
        window = journey.at(unit_officer(unit), f"{address}?hinh-thuc=giay_khen&loai=collective")
        fill(window, address, nominee=f"Tập thể {unit}", achievement="Giải quyết đúng hạn 97% hồ sơ.")
        for field in window.page.locator('main [type="file"]').all():
            field.set_input_files(journey.pdf("tai-lieu.pdf"))
        fill(window, address, value__on_time="97")
        press(window, "Gửi hồ sơ", says="hồ sơ")


def the_office_accepts(journey: Journey) -> None:
    for unit in journey.world.units:
        address = f"/ho-so/{CODE}/HS-{unit}-01"
        officer = journey.at("officer", address)
        fill(officer, f"{address}/tiep-nhan", opinion="Đủ thành phần, đủ tiêu chuẩn.")
        press(officer, "Tiếp nhận", says="đã trình Hội đồng")


def the_council_sits(journey: Journey) -> None:
    leader = journey.at("leader", f"/hoi-dong/{CODE}")
    fill(leader, f"/hoi-dong/{CODE}/thanh-lap", name="Hội đồng phường", document="12/QĐ-UBND")
    for n, (person, seat) in enumerate(SEATS):
        leader.page.select_option(f'[name="person-{n}"]', person)
        leader.page.select_option(f'[name="seat-{n}"]', seat)
    press(leader, "Ghi quyết định thành lập", says="thành lập")
    fill(leader, f"/hoi-dong/{CODE}/quy-che", source="Quy chế số 5", threshold="1/2", quorum="2/3")
    leader.page.select_option('[name="comparator"]', ">")
    press(leader, "Ghi quy chế", says="quy chế")
    secretary = journey.at("secretary", f"/hoi-dong/{CODE}")
    secretary.page.locator("summary", has_text="Soạn giấy mời").click()
    address = f"/hoi-dong/{CODE}/final/trieu-tap"
    fill(secretary, address, day="2021-11-08", time="08:30", place="Phòng họp UBND")
    press(secretary, "Triệu tập, gửi giấy mời", says="triệu tập")


def members_vote(journey: Journey) -> None:
    meeting = f"/hoi-dong/{CODE}/phien/1"
    secretary = journey.at("secretary", meeting)
    for box in secretary.page.locator('form[action$="/diem-danh"] [type="checkbox"]').all():
        box.check()
    press(secretary, "Ghi nhận có mặt", says="Có mặt")
    for number, unit in enumerate(journey.world.units):
        ballot = f"{meeting}/ho-so/HS-{unit}-01"
        press(journey.at("secretary", ballot), "Mở bỏ phiếu", says="mở")
        for place, member in enumerate(VOTERS):
            window = journey.at(member, ballot)
            window.page.get_by_label("Đồng ý" if place or not number else "Không đồng ý", exact=True).check()
            press(window, "Bỏ phiếu", says="ghi nhận")
        press(journey.at("secretary", ballot), "Kết thúc bỏ phiếu, tính kết quả", says="Thông qua")
    secretary = journey.at("secretary", meeting)
    fill(secretary, f"{meeting}/ket-luan", document="03/BB-HĐ", minutes="Thống nhất kết quả bỏ phiếu.")
    press(secretary, "Kết luận", says="1 hồ sơ")


def the_decision_is_issued(journey: Journey) -> None:
    address = f"/quyet-dinh/{CODE}/final/giay_khen"
    press(journey.at("officer", address), "Dự thảo quyết định", says="dự thảo")
    leader = journey.at("leader", address)
    fill(leader, f"{address}/ky", signer_title="CHỦ TỊCH")
    press(leader, "Ký quyết định", says="Đã ký")
    clerk = journey.at("clerk", address)
    fill(clerk, f"{address}/ban-hanh", number="125/QĐ-UBND", issued_on=journey.world.today.isoformat())
    press(clerk, "Ban hành", says="125/QĐ-UBND")


def the_office_sums_up(journey: Journey) -> None:
    officer = journey.at("officer", f"{CAMPAIGN}/tong-ket")
    fill(officer, f"{CAMPAIGN}/tong-ket", text="Phong trào đạt mục tiêu.")
    officer.page.locator(f'form[action="{CAMPAIGN}/tong-ket"] .btn-act').click()
    officer.page.locator(".message.said").wait_for()


def complaints(journey: Journey) -> list[str]:
    """What any window complained about, and whom it called beyond our server."""
    return [line for window in journey.windows.values() for line in (*window.complaints, *window.strangers())]


@pytest.mark.timeout(300)
def test_a_campaign_from_plan_to_summary(live: Lives, store: Engine, tmp_path: Path) -> None:
    journey = Journey(live(office(store, 2)), tmp_path)
    uploads_the_plan(journey)
    launches_it(journey)
    journey.days("2021-03-02")
    units_register(journey)
    journey.days("2021-06-02")
    units_report_and_the_office_reviews(journey)
    journey.days("2021-10-02")
    units_hand_in_dossiers(journey)
    the_office_accepts(journey)
    journey.days("2021-11-01")
    the_council_sits(journey)
    journey.days("2021-11-08")
    members_vote(journey)
    journey.days("2021-11-16")
    the_decision_is_issued(journey)
    journey.days("2021-12-01")
    the_office_sums_up(journey)
    journey.days("2021-12-20")
    assert set(journey.world.stages().values()) == {"closed"}
    assert complaints(journey) == []
