"""A file of awards decided elsewhere: every line read, everything wrong with it told."""

from datetime import date

import pytest

from domain.errors import Refused
from plans.award_files import MOST_BYTES, MOST_ROWS, Line, read, template

TODAY = date(2021, 12, 1)
HEAD = "Loại;Tên;Đơn vị;Hình thức;Cơ quan quyết định;Cấp;Số quyết định;Ngày quyết định;Sáng kiến;Thành tích từ ngày"
HEAD += ";Thành tích đến ngày"
GOOD = "Cá nhân;Nguyễn Văn Hà;Tổ 1;Bằng khen;UBND tỉnh;cấp tỉnh;77/QĐ-UBND;19/05/2021;Một cửa số;;"


def lines(*rows: str, head: str = HEAD) -> tuple[Line, ...]:
    return read("\n".join((head, *rows)).encode(), today=TODAY)


def faults(row: str) -> str:
    [line] = lines(row)
    return "; ".join(line.faults)


def test_a_good_line_is_an_award() -> None:
    [line] = lines(GOOD)
    told = line.entry
    assert told is not None
    assert (told.nominee_kind, told.form, told.level) == ("individual", "bang_khen", "province")
    assert (told.decided_on, told.initiative) == (date(2021, 5, 19), "Một cửa số")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_file_is_read_however_it_was_saved(encoding: str, delimiter: str, end: str) -> None:
    text = f"{HEAD}{end}{GOOD}{end}".replace(";", delimiter)
    assert [line.faults for line in read(text.encode(encoding), today=TODAY)] == [()]


def test_columns_come_in_any_order_and_writing() -> None:
    head = "ten;LOAI;don vi;hình thức;Cơ quan quyết định;cấp;số quyết định;Ngày quyết định"
    [line] = lines("Hội Phụ nữ;tap the;Tổ 1;Huân chương;Chủ tịch nước;TINH;1/QĐ;2021-05-19", head=head)
    assert (line.faults, line.entry and line.entry.form) == ((), "Huân chương")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Cá nhân", "Người", "Loại “Người” chưa đúng"),
        ("cấp tỉnh", "cấp bộ", "Cấp “cấp bộ” chưa đúng"),
        ("19/05/2021", "31/02/2021", "không phải ngày"),
        ("19/05/2021", "19/05/1021", "không phải ngày"),
        ("19/05/2021", "19/05/2022", "ở tương lai"),
        ("77/QĐ-UBND", "", "Chưa ghi Số quyết định"),
        ("Tổ 1", " ", "Chưa ghi Đơn vị"),
        ("Nguyễn Văn Hà", "=HYPERLINK(1)", "công thức"),
        ("Nguyễn Văn Hà", "@SUM(A1)", "công thức"),
        ("Một cửa số", "-1+2", "công thức"),
        ("Nguyễn Văn Hà", "Nguyễn\u200bHà", "ký tự ẩn"),
        ("Nguyễn Văn Hà", "H" * 301, "dài quá 300 ký tự"),
        ("số;;", "số;01/02/2021;01/01/2021", "trước ngày bắt đầu"),
        ("số;;", "số;;;thêm", "12 ô, dòng tiêu đề có 11 ô"),
    ],
)
def test_wrong_cell_is_told(old: str, new: str, told: str) -> None:
    assert told in faults(GOOD.replace(old, new))


def test_everything_wrong_with_a_line_is_told_at_once() -> None:
    [line] = lines("Người;;;;;;;hôm qua;;;")
    assert len(line.faults) == 8


def test_same_award_twice_is_told_with_its_first_line() -> None:
    assert lines(GOOD, "", GOOD)[1].faults == ("Trùng dòng 2 của tệp",)


def test_empty_lines_and_empty_columns_are_no_awards() -> None:
    assert [line.number for line in lines(GOOD + ";;", ";;;;", head=HEAD + ";;")] == [2]


def test_cell_may_hold_the_delimiter_and_a_line_end() -> None:
    [line] = lines(GOOD.replace("Một cửa số", '"Một; ""cửa""\nsố"'))
    assert line.entry is not None
    assert line.entry.initiative == 'Một; "cửa"\nsố'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "awards_missing"),
        (HEAD.encode(), "awards_missing"),
        (f"{HEAD}\n;;;\n".encode(), "awards_missing"),
        (f"{HEAD}\n{GOOD}".encode("utf-16"), "award_file_binary"),
        (b"PK\x03\x04" + b"x" * 50, "award_file_binary"),
        (HEAD.encode("cp1258", "replace") + b"\xd0\n", "award_file_coding"),
        (f'{HEAD}\n"{GOOD}'.encode(), "award_file_broken"),
        (f"{HEAD}\n{GOOD.replace('Hà', 'x' * 200_000)}".encode(), "award_file_broken"),
        (b"a;b\n1;2", "award_file_unknown"),
        (f"{HEAD};Tên\n".encode(), "award_file_unknown"),
        ("Loại;Tên\nCá nhân;Hà".encode(), "award_file_columns"),
        (b"x" * (MOST_BYTES + 1), "award_file_size"),
    ],
)
def test_file_that_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refused) as found:
        read(content, today=TODAY)
    assert found.value.code == code


def test_too_many_lines_are_refused() -> None:
    with pytest.raises(Refused) as found:
        lines(*(GOOD.replace("77/", f"{n}/") for n in range(MOST_ROWS + 1)))
    assert found.value.code == "award_file_rows"


def test_template_has_every_column() -> None:
    with pytest.raises(Refused) as found:
        read(template(), today=TODAY)
    assert found.value.code == "awards_missing"
