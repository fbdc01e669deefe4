"""Complaints: what their states are called, refusals, and events that tell neither who sent one nor what it says."""

from collections.abc import Mapping, Sequence
from datetime import date

from wording.dates import short_date

COMPLAINT_STATES: Mapping[str, str] = {
    "received": "Đã tiếp nhận, chờ thụ lý",
    "accepted": "Đã thụ lý, đang xác minh",
    "not_accepted": "Không thụ lý",
    "resolved": "Đã có kết luận",
    "withdrawn": "Người khiếu nại đã rút",
}

COMPLAINT_OUTCOMES: Mapping[str, str] = {
    "upheld": "Khiếu nại đúng",
    "partly": "Khiếu nại đúng một phần",
    "unfounded": "Khiếu nại sai",
}

COMPLAINT_ABOUT: Mapping[str, str] = {
    "nominee": "Trường hợp được đề nghị",
    "award": "Khen thưởng đã ban hành",
}

LIMIT_UNITS: Mapping[str, str] = {"calendar": "ngày", "working": "ngày làm việc"}
LIMIT_STARTS: Mapping[str, str] = {"received": "ngày nhận đơn", "accepted": "ngày thụ lý"}

HELD_BACK = "Đang tạm dừng xét"
"""What whoever may know no more is told of a dossier that a complaint holds back."""

UNDER_COMPLAINT = "Đang bị khiếu nại"
"""What is shown beside an award that stands."""

REFUSALS: Mapping[str, str] = {
    "complaint": "Không có khiếu nại mã “{0}” trong phong trào này. Xem các mã bằng: thidua complaint list MÃ.",
    "complaint_scan": "Khiếu nại {code} không kèm tệp nào.",
    "complaint_moot": (
        "Hồ sơ {dossier} không còn được xét khen thưởng (trạng thái: {state}), nên không có gì để tạm dừng."
        " Xử lý đơn theo quy trình khiếu nại chung."
    ),
    "complaint_state": "Khiếu nại {code} không làm được việc này lúc này (trạng thái: {stands}; cần: {needs}).",
    "complaint_limit": "Thời hạn {found} chưa đúng. Ghi từ 1 đến {most} ngày.",
    "limit_source": "Ghi văn bản quy định thời hạn này (không quá {most} chữ).",
    "limit_word": "“{found}” chưa đúng. Chọn: {allowed}.",
    "limit_stands": "Thời hạn đang như vậy rồi, không có gì thay đổi.",
    "complaint_document": "Ghi số, ký hiệu của văn bản (đơn, quyết định thụ lý hoặc kết luận).",
    "complaint_outcome": "Kết luận “{found}” chưa đúng. Chọn: {allowed}.",
    "exclusion_unclear": (
        "Khiếu nại {code} đúng một phần: ghi rõ trường hợp được đề nghị còn được xét hay không được xét nữa."
    ),
    "exclusion_without_ground": "Khiếu nại {code} không đúng, nên trường hợp được đề nghị vẫn được xét.",
    "award_is_not_excluded": (
        "Khen thưởng của hồ sơ {dossier} đã ban hành. Kết luận khiếu nại xong, hủy bằng một quyết định hủy bỏ."
    ),
    "no_limit": "Khiếu nại {code} không có thời hạn, nên không có gì để gia hạn.",
    "extended_already": "Khiếu nại {code} đã gia hạn một lần, đến {due}. Không gia hạn nữa.",
    "extension_too_short": "Ngày {found} không sau hạn {due}. Chọn một ngày sau đó.",
    "paused_already": "Khiếu nại {code} đã tạm ngừng tính thời hạn một lần.",
    "not_paused": "Khiếu nại {code} không tạm ngừng, không cần tính tiếp.",
    "under_complaint": (
        "Hồ sơ {dossier} đang tạm dừng xét vì có khiếu nại đang được xác minh ({complaints})."
        " Xét tiếp khi khiếu nại đã được giải quyết hoặc đã rút."
    ),
    "all_held_back": (
        "Giai đoạn “{stage}”: mọi trường hợp được đề nghị {form} đều đang tạm dừng xét vì khiếu nại ({dossiers})."
        " Dự thảo khi khiếu nại đã được giải quyết."
    ),
    "list_held_back": (
        "Danh sách của quyết định ({listed} trường hợp) không còn là danh sách được phê duyệt trừ các trường hợp"
        " đang tạm dừng xét ({approved} trường hợp). Lập lại dự thảo."
    ),
}

EVENTS: Mapping[str, str] = {
    "complaint:filed": "Tiếp nhận khiếu nại {about} về hồ sơ {dossier}, đơn {document} nhận ngày {received_on}",
    "complaint:accepted": "Thụ lý khiếu nại {about} về hồ sơ {dossier} theo {document}, hạn: {limit}",
    "complaint:not_accepted": "Không thụ lý khiếu nại {about} về hồ sơ {dossier}",
    "complaint:extended": "Gia hạn giải quyết khiếu nại {about} từ {old} đến {new}",
    "complaint:paused": "Tạm ngừng tính thời hạn của khiếu nại {about}",
    "complaint:resumed": "Tính tiếp thời hạn của khiếu nại {about}, hạn: {limit}",
    "complaint:resolved": "Kết luận khiếu nại {about} về hồ sơ {dossier} theo {document}: {finding}",
    "complaint:withdrawn": "Người khiếu nại rút khiếu nại {about} về hồ sơ {dossier}",
    "decision:drafted_anew": "{about}: lập lại dự thảo quyết định tặng {form}, còn {lines} trường hợp",
    "complaint:limit_set": "Đặt thời hạn giải quyết khiếu nại: {days} {counted_in}, theo {source}",
    "complaint:limit_lifted": "Bỏ thời hạn giải quyết khiếu nại",
}


def held_sentence(since: date, *, codes: Sequence[str], known: bool, award: bool) -> str:
    """What a reader may know of what holds a dossier back: `codes` and `known` say how much."""
    named = f" ({', '.join(codes)})" if codes else ""
    if award:
        return f"{UNDER_COMPLAINT} từ ngày {short_date(since)}{named}."
    why = f", vì có khiếu nại đang được xác minh{named}" if known else ""
    return f"{HELD_BACK} từ ngày {short_date(since)}{why}."
