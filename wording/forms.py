"""What a page says of a form that cannot be read. The field itself stands beside the sentence."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "form_field": "Ô này còn trống. Hãy điền rồi gửi lại.",
    "form_file": "Chưa chọn tệp. Hãy chọn tệp rồi gửi lại.",
    "form_day": "“{found}” không phải là ngày. Ghi ngày/tháng/năm, ví dụ 31/12/2026.",
    "form_time": "“{found}” không phải là giờ. Ghi giờ:phút, ví dụ 08:30.",
    "span_too_long": "Mỗi lần đặt nhiều nhất {most} ngày liền. Kiểm tra lại hai ngày, hoặc chia thành nhiều lần.",
    "form_number": "“{found}” không phải là số nguyên. Chỉ ghi chữ số, ví dụ 1.500.",
    "form_choice": "“{found}” không có trong các lựa chọn của trang. Hãy chọn lại.",
    "form_too_long": "Nội dung dài quá {most} ký tự. Hãy rút gọn, hoặc đính kèm thành tệp.",
    "form_too_large": (
        "Tệp quá lớn nên chưa tệp nào được nhận: mỗi lần gửi không quá {most} MB. Quét ở độ phân giải thấp hơn, hoặc "
        "tách thành nhiều tệp, rồi chọn lại các tệp."
    ),
    "nothing_ticked": "Chưa chọn dòng nào. Đánh dấu ít nhất một dòng rồi gửi lại.",
    "return_reasons": "Chưa nêu phải bổ sung gì. Ghi lý do ở ít nhất một thành phần.",
    "file_kind": "Tệp “{file}” thuộc loại không nhận. Nhận: {allowed}. Tệp loại khác: lưu lại thành PDF rồi gửi.",
    "file_content": "Nội dung tệp “{file}” không đúng với đuôi tên tệp. Mở tệp, lưu lại đúng loại rồi gửi.",
    "file_macro": "Tệp “{file}” có macro nên không nhận. Lưu lại thành PDF, hoặc .docx, .xlsx không có macro.",
    "file_locked": "Tệp “{file}” được đặt mật khẩu hoặc hạn chế quyền mở. Bỏ mật khẩu, lưu lại rồi gửi.",
    "decision_not_chosen": "Chưa chọn quyết định nào. Hãy đánh dấu các quyết định cần ký rồi gửi lại.",
    "event": "Nhật ký không có sự kiện số {number}, hoặc bạn không được xem.",
    "mail_paused_already": "Mọi thư đã dừng từ {since}. Muốn gửi tiếp thì mở lại.",
    "mail_not_paused": "Thư không bị dừng ở đây, không cần mở lại.",
    "mail_not_redirected": "Thư đang tới từng người nhận, không bị chuyển đi đâu.",
    "form_stale": "Nội dung này vừa được {person} thay đổi. Xem lại bản mới bên dưới rồi gửi lại nếu vẫn cần.",
    "many_changed": (
        "Danh sách đã thay đổi từ lúc mở trang: nay còn {now} việc. Xem lại danh sách bên dưới rồi bấm lần nữa."
    ),
    "many_none": "Chưa chọn việc nào. Đánh dấu ít nhất một việc, hoặc chọn cả danh sách đang lọc.",
    "many_too_many": "Có {now} việc; mỗi lần làm nhiều nhất {most} việc. Lọc bớt rồi làm tiếp.",
}
