"""Forms of signing, delegations, number books and signed copies: labels, refusals, events."""

from collections.abc import Mapping

from wording.labels import form_label
from wording.later_decisions import DECISION_KINDS

SIGNING_FORMS: Mapping[str, str] = {
    "own": "Ký trực tiếp",
    "collective": "Ký thay mặt tập thể (TM.)",
    "in_place": "Ký thay (KT.)",
    "by_order": "Thừa lệnh (TL.)",
    "by_authority": "Thừa ủy quyền (TUQ.)",
}

REFUSALS: Mapping[str, str] = {
    "signing_needs_delegation": (
        "Ký {found} là ký thay người khác nên phải có văn bản giao ký. Chọn văn bản ấy thay vì tự ghi chức vụ."
    ),
    "delegation": "Không có giấy ủy quyền ký số {number}. Xem bằng: thidua delegation list.",
    "delegation_of_another": "Giấy ủy quyền ký số {number} không giao cho {person}. Chọn giấy của mình.",
    "delegation_not_valid": (
        "Giấy ủy quyền ký số {number} có hiệu lực từ {first} đến hết {last} và có thể đã kết thúc sớm, không dùng được"
        " ngày {day}."
    ),
    "delegation_reach": "Giấy ủy quyền ký số {number} chỉ cho {allowed}. Quyết định này nằm ngoài phạm vi ấy.",
    "delegator_may_not_sign": "{person} không tự ký được nên không giao người khác ký. Người ký được: {roles}.",
    "delegation_chain": (
        "{person} ký theo giấy số {number} nên không giao tiếp được cho người khác. Để chính thủ trưởng giao."
    ),
    "delegation_entered": "Giấy số {number} đã giao {delegate} ký thay {delegator} trong phạm vi và thời gian ấy.",
    "delegation_ended": "Việc {delegate} ký thay {delegator} đã kết thúc từ trước.",
    "delegation_over": "Thời gian ủy quyền kết thúc ngày {found}, trước hôm nay ({today}). Kiểm tra lại ngày.",
    "delegation_title_missing": "Chưa có chức vụ in trên văn bản. Ghi chức vụ của cả người giao và người được giao.",
    "own_delegation": "{person} không tự ủy quyền cho mình. Chọn một người khác.",
    "document_of_delegation_missing": "Giao ký thay cần văn bản. Ghi số, ký hiệu văn bản.",
    "delegate_enters": "{person} không tự nhập giấy giao cho chính mình ký. Nhờ một người quản trị khác nhập.",
    "delegate_without_role": "{person} không giữ vai trò nào được ký thay ({roles}). Giao vai trò trước khi giao ký.",
    "delegate_entered": "{person} đã nhập giấy số {number} nên không ký theo giấy ấy. Để thủ trưởng ký.",
    "delegate_drafted": "{person} đã dự thảo quyết định này nên không ký thay được. Để thủ trưởng hoặc người khác ký.",
    "delegate_nominated": "{person} có tên trong danh sách nên không ký thay được. Để thủ trưởng ký.",
    "register": "Năm {year} cơ quan “{authority}” chưa ban hành quyết định nào. Xem các sổ khác.",
    "number_book": "Không có sổ văn bản số {number}. Xem bằng: thidua book list.",
    "book_authority_missing": "Chưa nêu cơ quan có sổ văn bản. Ghi đúng như trong quyết định của cơ quan ấy.",
    "book_open": "{authority} đang tự cấp số {type} theo sổ số {number}. Đóng sổ ấy trước khi mở sổ khác.",
    "book_closed": "Sổ văn bản số {number} đã đóng từ trước.",
    "book_symbol": "“{found}” không phải ký hiệu văn bản. Viết như {example}.",
    "book_type": "“{found}” không phải loại văn bản. Viết tắt như QĐ.",
    "book_first_number": "Số bắt đầu {found} không dùng được: năm {year} đã cấp đến số {last}. Bắt đầu từ {least}.",
    "book_gives_the_number": "{authority} tự cấp số theo sổ nên không nhập số “{found}”. Để trống ô số.",
    "book_day_passed": "Sổ văn bản chỉ nhận ngày từ {first} trở đi vì các số theo thứ tự ngày; ngày {found} sớm hơn.",
    "copy_again": (
        "Quyết định đã có bản ký lưu lại, bản ấy không bị thay. Muốn lưu thêm bản khác, nêu lý do (--reason)."
    ),
    "copy_same": "Tệp này giống hệt bản đã lưu (bản {number}), không cần lưu lại.",
    "copy_kind": "“{file}” không phải bản quét hay bản ký số. Gửi PDF hoặc ảnh (.jpg, .png).",
    "decision_gone": "Không có quyết định thứ {number}. Mở lại danh sách quyết định.",
    "copy": "Quyết định này không có bản ký số {number}. Mở lại trang quyết định để xem các bản đã lưu.",
}

EVENTS: Mapping[str, str] = {
    "delegation:entered": "{delegate} được giao ký thay {delegator} từ {from} đến {to} theo {document}: {signing}",
    "delegation:ended": "Kết thúc việc {delegate} ký thay {delegator}",
    "book:opened": "{authority} tự cấp số {type} theo sổ của mình, bắt đầu từ {first}, ngày {from}",
    "book:closed": "{authority} thôi tự cấp số {type}; số lại lấy từ sổ của văn thư",
    "decision:copied": "{about}: lưu bản đã ký thứ {copy} của Quyết định {number}, dấu {digest}",
}


def reach_phrase(authority: str | None, kind: str | None, award_form: str | None) -> str:
    """`quyết định khen thưởng, tặng Giấy khen, của UBND phường Ninh Hải`, or every decision."""
    parts = (
        DECISION_KINDS[kind].lower() if kind else "",
        f"tặng {form_label(award_form)}" if award_form else "",
        f"của {authority}" if authority else "",
    )
    return ", ".join(part for part in parts if part) or "mọi quyết định"


def block_line(block: str) -> str:
    """A printed block in one line: `TM. ỦY BAN NHÂN DÂN – KT. CHỦ TỊCH – PHÓ CHỦ TỊCH`."""
    return " – ".join(line.strip() for line in block.splitlines() if line.strip())
