"""Refusals and events of the pages on which a campaign is made, launched, changed, and its mail held back."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "code_not_repeated": "Mã phong trào gõ lại chưa đúng. Gõ đúng {code} để chắc chắn là phong trào này.",
    "plan_version": "Không có bản kế hoạch số {number}. Bản mới nhất là số {last}.",
    "mail_not_retriable": "Thư này đang ở trạng thái: {state}. Chỉ gửi lại thư không gửi được hoặc chưa rõ đã tới.",
    "mail_gone": "Không có thư này trong phong trào, hoặc thư đã rời hàng chờ. Tải lại trang để xem trạng thái mới.",
    "hold_minutes": "“{found}” không phải số phút giữ thư. Chọn từ 1 đến {most} phút.",
    "mail_is_legal": "Thư “{kind}” là thông báo bắt buộc, không thu hồi được. Có thể giữ lại ít phút để kiểm tra.",
}

EVENTS: Mapping[str, str] = {
    "mail:retried": "Cho gửi lại một thư ({about})",
    "mail:held": "Giữ lại {count} thư chờ gửi của {about} đến {held_until}",
    "mail:released": "Cho gửi ngay {count} thư đang giữ của {about}",
    "mail:recalled": "Thu hồi {count} thư chưa gửi của {about}",
}
