"""Sentences about the faults of a plan file: what stands there, what is wrong, what may stand there.

A fault comes as plain values, because `plans` stands above this layer.
"""

from collections.abc import Mapping
from typing import Protocol


class FaultLike(Protocol):
    """`plans.faults.Fault`, as far as its sentence goes."""

    @property
    def code(self) -> str: ...
    @property
    def place(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def found(self) -> str: ...
    @property
    def allowed(self) -> tuple[str, ...]: ...


_SENTENCES: Mapping[str, str] = {
    "too_large": "Tệp lớn hơn {allowed} byte; kế hoạch thật chỉ vài chục nghìn byte.",
    "not_utf8": "Tệp không phải văn bản UTF-8; lưu lại với mã UTF-8 (Unicode).",
    "control_character": "Có ký tự điều khiển {found}; đây có phải tệp văn bản không?",
    "yaml_syntax": "Không đọc được dòng này theo cú pháp YAML: “{found}”.",
    "tab": "Dòng thụt bằng phím Tab; thay bằng dấu cách.",
    "empty": "Tệp trống.",
    "too_deep": "Các mục lồng nhau quá {allowed} tầng.",
    "alias": "Không dùng ký hiệu & và * của YAML; viết lại nội dung.",
    "duplicate_key": "Mục “{found}” đã có ở trên; chỉ giữ một.",
    "unknown_key": "Không có mục “{found}”; có thể là: {allowed}.",
    "missing": "Thiếu mục bắt buộc.",
    "not_text": "“{found}” phải là chữ; đặt trong ngoặc kép.",
    "not_number": "“{found}” phải là số nguyên.",
    "not_yes_no": "“{found}” phải là true hoặc false.",
    "not_list": "Phải là danh sách: mỗi dòng một gạch đầu dòng, hoặc [a, b].",
    "not_map": "Phải gồm các mục “tên: giá trị”.",
    "not_measure": "“{found}” không phải mức so sánh; viết như {allowed}.",
    "out_of_range": "“{found}” phải từ {allowed}.",
    "blank": "Không được để trống hoặc quá ngắn.",
    "too_long": "Dài quá {allowed} ký tự.",
    "too_few": "Danh sách cần ít nhất {allowed} mục.",
    "too_many": "Danh sách chỉ được có {allowed} mục.",
    "code_form": "“{found}” không phải mã dùng được; viết như {allowed}.",
    "stray_key": "“{found}” đứng một mình; nếu là phần sau dấu phẩy của một câu thì đặt cả câu trong ngoặc kép.",
    "too_small": "“{found}” nhỏ quá; ít nhất là {allowed}.",
    "too_large_number": "“{found}” lớn quá; nhiều nhất là {allowed}.",
    "not_allowed_here": "“{found}” không dùng được; chọn một trong: {allowed}.",
    "one_of": "Chỉ được một trong các mục: {allowed}; đang có: {found}.",
    "date_form": "“{found}” không phải ngày; viết như {allowed}.",
    "month_form": "“{found}” không phải tháng; viết như {allowed}.",
    "impossible_date": "“{found}” không có trong lịch.",
    "year_out_of_range": "“{found}”: năm phải từ {allowed}.",
    "range_backwards": "Giá trị đầu lớn hơn giá trị cuối.",
    "stage_says_two_things": "Chỉ được nói một điều: có ngày, không tổ chức (absent), hoặc không nêu (silent).",
    "unit_does_not_fit": "Đơn vị đo không hợp với mức so sánh; dùng: {allowed}.",
    "unknown_rating": "Chưa biết mức xếp loại “{found}”; các mức đã biết: {allowed}.",
    "unknown_duration": "“{found}” không phải khoảng thời gian ISO 8601; viết như {allowed}.",
    "end_before_start": "Ngày kết thúc {found} trước ngày bắt đầu {allowed}.",
    "end_before_issue": "Ngày kết thúc {found} trước ngày ban hành {allowed}.",
    "due_before_opens": "Hạn {found} trước ngày mở {allowed}.",
    "years_of_single_round": "Chỉ đợt “{allowed}” có danh sách năm; đợt này là “{found}”.",
    "year_outside_period": "Năm {found} nằm ngoài thời gian phong trào ({allowed}).",
    "used_twice": "Mã “{found}” đã dùng ở trên.",
    "round_unknown": "Chưa khai đợt khen “{found}”; các đợt có: {allowed}.",
    "form_unknown": "Chưa khai hình thức khen “{found}”; các hình thức có: {allowed}.",
    "reading_needless": "Chỉ chỉ tiêu gộp mới có cách hiểu để chọn.",
    "reading_unknown": "Không có cách hiểu “{found}”; chọn: {allowed}.",
}
_JOINTS: Mapping[str, str] = {
    "year_out_of_range": " đến ",
    "out_of_range": " đến ",
    "year_outside_period": "–",
    "duplicate_key": "",
}


def fault_line(fault: FaultLike) -> str:
    """`dòng 12, cột 7, quotas[2].form: Chưa khai hình thức khen …`."""
    place = f", {fault.place}" if fault.place else ""
    sentence = fault_sentence(fault.code, fault.found, fault.allowed)
    return f"dòng {fault.line}, cột {fault.column}{place}: {sentence}"


def fault_sentence(code: str, found: str = "", allowed: tuple[str, ...] = ()) -> str:
    """The sentence of one fault; KeyError for an unknown code."""
    shown = _JOINTS.get(code, ", ").join(allowed) or "(chưa có)"
    return _SENTENCES[code].format(found=found or "(trống)", allowed=shown)
