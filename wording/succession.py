"""Units that end and authorities that change: refusals and events."""

from collections.abc import Mapping

REFUSALS: Mapping[str, str] = {
    "unit_dissolved": "{unit} đã kết thúc hoạt động từ sau ngày {until}.",
    "dissolved_in_future": "Chưa đến ngày {found} nên {unit} còn hoạt động. Nhập từ ngày ấy trở đi.",
    "dissolved_before_it_stood": "{unit} có từ ngày {since} nên không thể kết thúc trước ngày {found}.",
    "own_successor": "{unit} không thể kế thừa chính mình. Chọn đơn vị khác.",
    "successor_does_not_stand": "{unit} không hoạt động vào ngày {day} nên không kế thừa được. Chọn đơn vị khác.",
    "document_of_succession_missing": "Chưa có số văn bản sắp xếp, bàn giao. Ghi bằng --document.",
    "unit_stands": "{unit} còn hoạt động, chưa cần đơn vị kế thừa. Kết thúc bằng: thidua unit dissolve.",
    "successor_named": "{unit} đã có đơn vị kế thừa.",
    "search_too_short": "“{found}” quá ngắn để tìm. Gõ ít nhất {least} chữ cái.",
    "authority_leads_already": "Phong trào {code} đang do {authority} chủ trì rồi.",
}

EVENTS: Mapping[str, str] = {
    "unit:dissolved": "Đơn vị {about} kết thúc hoạt động sau ngày {until} theo {document}; kế thừa: {successors}",
    "unit:successor_named": "Đơn vị kế thừa của {about} theo {document}: {successors}",
    "unit:duties_passed": "Chuyển {duties} việc của đơn vị {about} cho {successors}",
    "unit:duties_lapsed": "Thôi {duties} việc của đơn vị {about} vì không có đơn vị kế thừa",
    "unit:successor_asked": "Hỏi đơn vị kế thừa của {about}",
    "campaign:authority_handed_over": "{authority} chủ trì {about} thay {before}, theo {document}",
}
