"""Decisions about decisions, and the public list: what they are called, refused, told."""

from collections.abc import Mapping

DECISION_KINDS: Mapping[str, str] = {
    "award": "Quyết định khen thưởng",
    "replacement": "Quyết định thay thế",
    "correction": "Quyết định đính chính",
    "cancellation": "Quyết định hủy bỏ khen thưởng",
}

GROUNDS: Mapping[str, str] = {
    "false_statement": "Gian dối trong kê khai thành tích",
    "forged_papers": "Cung cấp thông tin sai sự thật hoặc làm giả hồ sơ, giấy tờ",
    "against_rules": "Xét, thẩm định, đề nghị khen thưởng trái quy định",
    "fault_found": "Có kết luận về sai phạm, khuyết điểm trong thời gian tính thành tích",
}
"""Law 06/2022/QH15 art. 93."""

RECOVERED: Mapping[str, str] = {"object": "Hiện vật khen thưởng", "money": "Tiền thưởng"}

STANDINGS: Mapping[str, str] = {
    "in_force": "Đang có hiệu lực",
    "cancelled": "Đã bị hủy",
    "replaced": "Đã được thay thế",
    "left_out": "Không còn trong danh sách thay thế",
}
"""Whether an award of a list still holds."""

REFUSALS: Mapping[str, str] = {
    "decision_row": "Phong trào {code} không có quyết định thứ {number}. Xem bằng: thidua decision list MÃ.",
    "listed_dossier": "Hồ sơ {dossier} không có trong danh sách còn hiệu lực của Quyết định {number}.",
    "recovery": "Không có khoản thu hồi thứ {number} trong quyết định này. Mở lại trang để xem các khoản.",
    "later_not_about": (
        "{later_kind} không áp dụng cho loại văn bản này ({about_kind})."
        " Thay thế chỉ áp dụng cho quyết định khen thưởng gốc; hủy bỏ áp dụng cho quyết định gốc hoặc bản thay thế nó."
    ),
    "decision_replaced": "Quyết định {number} đã được thay thế bằng Quyết định {by_number}. Làm với quyết định ấy.",
    "later_in_hand": (
        "Đang có {later_kind} đối với Quyết định {number} (trạng thái: {state})."
        " Ban hành hoặc bỏ dự thảo ấy trước khi soạn văn bản khác."
    ),
    "later_not_in_hand": "{later_kind} không bỏ được nữa (trạng thái: {state}). Chỉ bỏ được văn bản chưa ban hành.",
    "not_a_later_decision": "Đây là quyết định khen thưởng gốc, không ký, ban hành hay bỏ ở bước này.",
    "replacement_same_list": (
        "Danh sách thay thế giống hệt danh sách của Quyết định {number}. Bỏ bớt tên hoặc sửa tên; sai về thể thức thì"
        " dùng đính chính."
    ),
    "replacement_empty": "Danh sách thay thế không còn ai. Muốn hủy toàn bộ Quyết định {number}, dùng hủy bỏ.",
    "name_put_right": "Tên “{found}” để trống hoặc dài quá 300 ký tự. Ghi đủ tên và đơn vị.",
    "cancellation_ground": "“{found}” không phải căn cứ hủy bỏ khen thưởng. Chọn một trong: {allowed}.",
    "passages_uneven": "Có {stood} lần --stood nhưng {stands} lần --stands. Ghi thành từng đôi, theo thứ tự.",
    "passages_missing": "Chưa nêu nội dung đính chính. Ghi đủ cả hai phần: đã ghi và nay sửa lại.",
    "passage_same": "Nội dung đính chính “{found}” không khác nội dung cũ. Ghi nội dung đúng.",
    "cancelled_nobody": "Chưa chọn trường hợp nào trong Quyết định {number} để hủy.",
    "ground_document_missing": "Chưa có văn bản làm căn cứ hủy bỏ. Ghi số, ngày văn bản kết luận.",
    "award_cancelled": "Khen thưởng theo hồ sơ {dossier} trong Quyết định {number} đã bị hủy trước đó.",
    "recovered": "{item} đã được ghi nhận thu hồi ngày {recovered_on}.",
    "recovery_date": "Ngày thu hồi {found} phải từ ngày ban hành quyết định hủy ({first}) đến hôm nay ({last}).",
    "published_already": "Danh sách khen thưởng đã công khai từ {since}.",
    "not_published": "Danh sách khen thưởng đang không công khai.",
    "list_read_too_often": "Địa chỉ này đã mở danh sách công khai quá nhiều lần. Chờ {minutes} phút rồi mở lại.",
}

EVENTS: Mapping[str, str] = {
    "later_decision:drafted": "{about}: dự thảo {later_kind} đối với Quyết định {old_number} tặng {form}",
    "later_decision:signed": "{about}: ký {later_kind} đối với Quyết định {old_number} tặng {form}",
    "later_decision:issued": (
        "Ban hành {later_kind} số {number} ngày {issued_on} đối với Quyết định {old_number} tặng {form}"
    ),
    "later_decision:dropped": "{about}: bỏ dự thảo {later_kind} đối với Quyết định {old_number} tặng {form}",
    "recovery:noted": "Thu hồi {item} của hồ sơ {dossier} ngày {recovered_on}",
    "awards:published": "Mở danh sách khen thưởng cho mọi người xem",
    "awards:taken_in": "Thôi công khai danh sách khen thưởng",
}
