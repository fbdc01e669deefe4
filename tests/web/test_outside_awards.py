"""Awards decided elsewhere at the pages: entered by hand and from a file, and the warnings they cause."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from models.outside_awards import AwardAnswer, OutsideAward
from tests.store import playing
from tests.web.visitor import House, Visitor

Houses = Callable[..., House]
HOME = "/khen-thuong-khac"
FILE = f"{HOME}/nhap"
INTAKE = "dossier_intake@final"
AWARD = {
    "nominee_kind": "collective",
    "nominee": "Tập thể DV-1",
    "unit_name": "Đơn vị DV-1",
    "form": "Bằng khen",
    "authority": "UBND tỉnh Minh Họa",
    "level": "province",
    "number": "77/QĐ-UBND",
    "decided_on": "2021-05-19",
}
HEAD = "Loại;Tên;Đơn vị;Hình thức;Cơ quan quyết định;Cấp;Số quyết định;Ngày quyết định"
GOOD = "Tập thể;Tập thể DV-1;Đơn vị DV-1;Bằng khen;UBND tỉnh;cấp tỉnh;77/QĐ-UBND;19/05/2021"


@pytest.fixture
def office(house: Houses) -> House:
    """The intake is open and a dossier has come."""
    found = house(INTAKE)
    playing.propose(found.world, "DV-1")
    return found


def officer_at(office: House, path: str) -> Visitor:
    officer = office.visit("officer")
    assert officer.get(path).status_code == 200
    return officer


def entered(office: House, **changes: str) -> Visitor:
    officer = officer_at(office, HOME)
    assert officer.post(f"{HOME}/moi", **AWARD | changes).status_code == 200
    return officer


def sent(office: House, text: str | bytes) -> Visitor:
    officer = officer_at(office, FILE)
    content = text if isinstance(text, bytes) else text.encode()
    officer.post(FILE, files={"file": ("khen.csv", content, "text/csv")})
    return officer


def written(officer: Visitor, **changes: Any) -> int:
    """Press the button under the file that was looked at; hidden fields of one name are sent as one each."""

    parts = re.findall(r'name="csv" value="([^"]*)"', officer.text)
    return officer.post(f"{FILE}/ghi", **{"csv": parts} | changes).status_code


def test_an_award_is_entered_and_found_without_accents(office: House) -> None:
    officer = entered(office)
    officer.get(f"{HOME}?q=tap the dv-1")
    assert officer.says("77/QĐ-UBND")


def test_an_award_that_lacks_something_comes_back(office: House) -> None:
    officer = officer_at(office, HOME)
    assert officer.post(f"{HOME}/moi", **AWARD | {"decided_on": "2031-01-01"}).status_code == 422
    assert officer.says('value="Tập thể DV-1"')


def test_a_correction_leaves_the_old_entry_to_be_read(office: House) -> None:
    officer = entered(office)
    officer.get(f"{HOME}/1")
    officer.post(f"{HOME}/1/sua", **AWARD | {"number": "78/QĐ-UBND", "reason": "Nhầm số"})
    officer.get(f"{HOME}/1")
    assert officer.says("mục số 2")
    assert officer.says("Nhầm số")


def test_a_cancelled_entry_says_why(office: House) -> None:
    officer = entered(office)
    officer.get(f"{HOME}/1")
    officer.post(f"{HOME}/1/huy", reason="Bị thu hồi")
    assert officer.says("Bị thu hồi")


def test_a_file_is_looked_at_before_it_is_entered(office: House) -> None:
    officer = sent(office, f"{HEAD}\n{GOOD}\n")
    assert (officer.says("1 dòng: 1 mới"), office.world.rows(OutsideAward)) == (True, [])


def test_a_file_is_entered_at_once(office: House) -> None:
    officer = sent(office, f"{HEAD}\n{GOOD}\n")
    assert (written(officer), len(office.world.rows(OutsideAward))) == (200, 1)
    assert sent(office, f"{HEAD}\n{GOOD}\n").says("Mọi khen thưởng trong tệp đã được nhập")


def test_a_large_file_travels_with_its_form(office: House) -> None:
    rows = "\n".join(GOOD.replace("Tập thể DV-1", f"Tập thể số {n} {n * 7919:x}") for n in range(2000))
    officer = sent(office, f"{HEAD}\n{rows}\n")
    assert (written(officer), len(office.world.rows(OutsideAward))) == (200, 2000)


def test_a_file_with_one_wrong_line_enters_nothing(office: House) -> None:
    officer = sent(office, f"{HEAD}\n{GOOD}\n{GOOD.replace('19/05/2021', 'hôm qua')}\n")
    assert officer.says("Dòng 3")
    assert officer.says("không phải ngày")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (f"{HEAD}\n{GOOD}".encode("utf-16"), "không phải tệp CSV"),
        (f"{HEAD}\n{GOOD}".encode("cp1258", "replace"), "UTF-8"),
        (b"", "không có dòng"),
        (f'{HEAD}\n"{GOOD}'.encode(), "ngoặc kép"),
        (b"a;b\n1;2\n", "cột lạ"),
        (b"x" * 5_000_001, "quá lớn"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(office: House, content: bytes, words: str) -> None:
    assert sent(office, content).says(words)


def test_a_forged_file_is_no_file(office: House) -> None:
    officer = sent(office, f"{HEAD}\n{GOOD}\n")
    assert written(officer, csv=["khong phai tep"]) == 422


def test_a_warning_is_answered_on_the_dossier(office: House) -> None:
    entered(office)
    here = f"/ho-so/{office.world.code}/HS-DV-1-01"
    officer = officer_at(office, here)
    assert officer.says("Chưa kết luận")
    assert officer.says("Trùng tên và đơn vị; cùng năm")
    officer.post(f"{here}/trung-lap", found="different", reason="Năm trước")
    assert (office.world.rows(AwardAnswer)[0].answer, officer.says("Khác thành tích")) == ("different", True)


def test_a_unit_sees_the_award_and_no_answer(office: House) -> None:
    entered(office)
    unit = office.visit("cb-dv-1")
    unit.get(f"/ho-so/{office.world.code}/HS-DV-1-01")
    assert (unit.says("77/QĐ-UBND"), unit.says("Chưa kết luận"), unit.says(f'href="{HOME}')) == (True, False, False)


def test_the_council_reads_warnings_beside_the_ballot(house: Houses) -> None:
    office = house("council_appraisal@final")
    entered(office)
    playing.convene(office.world)
    member = office.visit("member1")
    member.get(f"/hoi-dong/{office.world.code}/phien/1/ho-so/HS-DV-1-01")
    assert member.says("Có thể trùng khen thưởng: 1")
    assert member.says("Chưa kết luận")


def test_the_signer_reads_how_many_are_unanswered(house: Houses) -> None:
    office = house("decision_issuance@final")
    entered(office)
    leader = office.visit("leader")
    leader.get(f"/quyet-dinh/{office.world.code}/final/giay_khen")
    assert leader.says("1 cảnh báo chưa kết luận")


def test_the_template_is_a_file_that_can_be_read(office: House) -> None:
    answer = office.visit("officer").get(f"{FILE}/mau.csv")
    assert answer.content.startswith("\ufeffLoại;Tên".encode())
