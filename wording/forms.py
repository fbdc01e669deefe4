"""What a page says of a form that cannot be read. The field itself stands beside the sentence."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "form_field": "Ô này còn trống. Hãy điền rồi gửi lại.",
    "form_file": "Chưa chọn tệp. Hãy chọn tệp rồi gửi lại.",
    "form_day": "“{found}” không phải là ngày. Ghi ngày/tháng/năm, ví dụ 31/12/2026.",
    "form_number": "“{found}” không phải là số nguyên. Chỉ ghi chữ số, ví dụ 1.500.",
    "form_choice": "“{found}” không có trong các lựa chọn của trang. Hãy chọn lại.",
    "form_too_long": "Nội dung dài quá {most} ký tự. Hãy rút gọn, hoặc đính kèm thành tệp.",
    "form_stale": "Nội dung này vừa được {person} thay đổi. Xem lại bản mới bên dưới rồi gửi lại nếu vẫn cần.",
}
