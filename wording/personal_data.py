"""Personal data: what was looked at, what is kept for how long, corrections and erasures; refusals and events."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from wording.dates import moment, short_date
from wording.labels import AWARD_FORMS, ROLES
from wording.states import DOSSIER_STATES, GROUNDS, SEATS

SENSITIVE: Mapping[str, str] = {
    "contact": "số điện thoại, địa chỉ thư",
    "addresses": "danh sách địa chỉ thư",
    "document": "tài liệu của hồ sơ",
    "evidence": "minh chứng về kỷ luật, khiếu nại",
    "trail": "nhật ký",
    "export": "tệp tải về",
    "proof": "bằng chứng kèm nhật ký",
    "person": "toàn bộ dữ liệu về một người",
}
"""What a view is a view of."""

FIELDS: Mapping[str, str] = {
    "name": "Họ và tên",
    "title": "Chức vụ",
    "phone": "Điện thoại",
    "email": "Địa chỉ thư",
    "other": "Nội dung khác",
}

KEPT: Mapping[str, str] = {
    "accounts": "Liên hệ và tài khoản của người đã ngừng làm việc",
    "sign_ins": "Trình duyệt của các phiên đăng nhập",
    "mail_bodies": "Nội dung và địa chỉ của thư đã gửi",
    "notices": "Nội dung thông báo đã đưa vào thư",
    "documents": "Tệp tài liệu của hồ sơ",
    "evidence": "Minh chứng theo tiêu chuẩn",
    "event_values": "Giá trị cá nhân kèm nhật ký",
    "corrections": "Nội dung các yêu cầu sửa dữ liệu",
}

COUNTED_FROM: Mapping[str, str] = {
    "accounts": "ngày người ấy ngừng làm việc",
    "sign_ins": "lúc phiên hết hạn",
    "mail_bodies": "lúc gửi thư",
    "notices": "lúc viết thông báo",
    "documents": "lúc phong trào kết thúc",
    "evidence": "lúc phong trào kết thúc",
    "event_values": "lúc sự kiện xảy ra",
    "corrections": "lúc có trả lời",
}
"""From which event the years of a class are counted."""

SECTIONS: Mapping[str, str] = {
    "person": "Người",
    "account": "Tài khoản",
    "sign_ins": "Đăng nhập",
    "roles": "Vai trò",
    "deputies": "Làm thay",
    "seats": "Hội đồng",
    "duties": "Việc được giao",
    "dossiers": "Hồ sơ đề nghị khen thưởng mang tên mình",
    "evidence": "Minh chứng trong các hồ sơ ấy",
    "recusals": "Những lần có liên quan đến hồ sơ",
    "votes": "Những lần đã bỏ phiếu (không ghi bỏ thế nào)",
    "letters": "Thư đã viết cho mình",
    "views": "Ai đã xem dữ liệu về mình",
    "events_about": "Nhật ký: việc liên quan đến mình",
    "values": "Giá trị cá nhân kèm nhật ký",
    "events_by": "Nhật ký: việc mình đã làm",
    "corrections": "Yêu cầu sửa dữ liệu",
    "erasures": "Yêu cầu xóa dữ liệu",
}
"""The parts of what is held about one person."""

COLUMNS: Mapping[str, str] = {
    "code": "Mã",
    "name": "Họ và tên",
    "title": "Chức vụ",
    "phone": "Điện thoại",
    "email": "Địa chỉ thư",
    "unit": "Đơn vị",
    "active": "Đang làm việc",
    "created_at": "Tạo lúc",
    "must_change": "Phải đổi mật khẩu",
    "disabled_at": "Khóa lúc",
    "last_seen_at": "Dùng lần cuối",
    "ended_at": "Kết thúc lúc",
    "agent": "Trình duyệt",
    "asked_at": "Yêu cầu lúc",
    "used_at": "Dùng lúc",
    "role": "Vai trò",
    "campaign": "Phong trào",
    "valid_from": "Từ ngày",
    "valid_to": "Đến hết ngày",
    "document": "Văn bản",
    "side": "Bên",
    "seat": "Vị trí",
    "what": "Việc",
    "since": "Từ lúc",
    "due": "Hạn",
    "done_at": "Xong lúc",
    "lapsed_at": "Thôi lúc",
    "dossier": "Hồ sơ",
    "form": "Hình thức",
    "submitted_at": "Gửi lúc",
    "achievement": "Thành tích",
    "state": "Trạng thái",
    "judged_at": "Thẩm định lúc",
    "criterion": "Tiêu chuẩn",
    "value": "Giá trị",
    "on": "Ngày",
    "ground": "Căn cứ",
    "noted_at": "Ghi nhận lúc",
    "agreed": "Đồng ý",
    "sat_at": "Phiên họp",
    "voted": "Đã bỏ phiếu",
    "written_at": "Viết lúc",
    "letter": "Thư",
    "address": "Địa chỉ",
    "day": "Ngày",
    "viewer": "Người xem",
    "sensitive": "Đã xem",
    "subject": "Về",
    "at": "Lúc",
    "event": "Sự kiện",
    "who": "Người làm",
    "kept": "Tên giá trị",
    "for_other": "Làm thay người khác",
    "id": "Số",
    "field": "Nội dung",
    "wrong": "Đang ghi",
    "right": "Đúng là",
    "reason": "Lý do",
    "decided_at": "Trả lời lúc",
    "answer": "Trả lời",
}

REFUSALS: Mapping[str, str] = {
    "retention_years": "{found} năm không được: ghi số năm từ 1 đến {most}, hoặc để trống là không có hạn.",
    "retention_source_missing": "Thời hạn lưu giữ cần căn cứ. Ghi số, ký hiệu văn bản quy định thời hạn ấy.",
    "retention_class": "Không có loại dữ liệu “{found}”. Xem các loại bằng: thidua data retention.",
    "retention_unset": "Chưa đặt thời hạn lưu giữ cho “{kept}”, nên không có gì đến hạn. Đặt thời hạn trước.",
    "nothing_to_erase": "Không có dữ liệu nào đến hạn xóa trong “{kept}”.",
    "correction": "Không có yêu cầu sửa dữ liệu số {number} đang chờ. Xem bằng: thidua data corrections.",
    "correction_same": "Nội dung đề nghị giống nội dung đang lưu. Ghi nội dung đúng khác với nội dung sai.",
    "correction_asked": "Đã có yêu cầu sửa “{field}” đang chờ trả lời. Chờ trả lời rồi hãy gửi yêu cầu khác.",
    "correction_answer_missing": "Yêu cầu này cần câu trả lời. Ghi rõ đã sửa ở đâu, hoặc vì sao không sửa.",
    "correction_too_long": "Nội dung dài {found} ký tự, nhiều nhất là {most}. Rút ngắn lại.",
    "erasure": "Không có yêu cầu xóa dữ liệu số {number} đang chờ. Xem bằng: thidua data due.",
    "erasure_asked": "Đã có yêu cầu xóa số {number} cho phần này đang chờ người thứ hai.",
    "erasure_second_person": "Xóa phải do người thứ hai đồng ý; {person} đã lập yêu cầu này hoặc làm thay người lập.",
    "own_correction": "{person} không tự quyết định yêu cầu của mình được. Nhờ người khác xem xét.",
    "person_still_here": "{person} còn làm việc ở đây, dữ liệu đang được dùng. Ghi nhận ngừng làm việc trước khi xóa.",
    "data_not_opened": "Hôm nay {viewer} chưa nêu lý do xem dữ liệu của {person}. Nêu lý do rồi mở lại.",
    "evidence_for": "Hồ sơ {dossier} không có minh chứng cho tiêu chuẩn “{criterion}”. Mở lại hồ sơ để xem.",
    "file_erased": "Tệp này đã xóa ngày {on} theo yêu cầu số {number} ({reason}). Dòng ghi về tài liệu được giữ lại.",
}

EVENTS: Mapping[str, str] = {
    "data:viewed": "Xem dữ liệu nhạy cảm ({what}): {about}",
    "correction:asked": "{about} yêu cầu sửa “{field}”",
    "correction:agreed": "Sửa “{field}” của {about} theo yêu cầu số {number}",
    "correction:refused": "Không sửa “{field}” của {about} theo yêu cầu số {number}",
    "retention:set": "Đặt thời hạn lưu giữ “{kept}”: {years} năm, theo {source}",
    "retention:unset": "Bỏ thời hạn lưu giữ “{kept}”",
    "erasure:asked": "Lập yêu cầu xóa dữ liệu số {number}: {kept}",
    "erasure:refused": "Không đồng ý yêu cầu xóa dữ liệu số {number}",
    "erasure:agreed": "Xóa dữ liệu theo yêu cầu số {number}: {kept}, {count} dòng",
    "data:erased": "Xóa {kept} theo yêu cầu số {number}: {count} dòng",
}


def own_shown(name: str, value: object) -> str:
    """A value of a column as a person reads it; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return short_date(value)
    return _READ[name](str(value)) if name in _READ else str(value)


_VALUES: Mapping[str, str] = {"right": "Đúng là", "wrong": "Đang ghi", "reason": "Lý do"}
"""What a value kept apart is called where it is no field of a person."""

_READ: Mapping[str, Callable[[str], str]] = {
    "role": lambda code: ROLES.get(code, code),
    "form": lambda code: AWARD_FORMS.get(code, code),
    "seat": lambda code: SEATS.get(code, code),
    "ground": lambda code: GROUNDS.get(code, code),
    "state": lambda code: DOSSIER_STATES.get(code, code),
    "sensitive": lambda code: SENSITIVE.get(code, code),
    "field": lambda code: FIELDS.get(code, code),
    "kept": lambda name: _VALUES.get(name, FIELDS.get(name, name)),
    "side": lambda code: {"away": "có người làm thay tôi", "acts": "tôi làm thay người khác"}[code],
}


def erased_words(number: int = 0, on: datetime | None = None, reason: str = "") -> str:
    """What stands in the place of something that was erased."""
    if on is None:
        return "đã xóa theo quy định về dữ liệu cá nhân"
    return f"đã xóa {moment(on)} theo yêu cầu số {number}: {reason}"


def frozen_words(numbers: Sequence[str]) -> str:
    """What is said of decisions that keep the old name, and which way is right there."""
    return (
        f"Quyết định đã ban hành giữ nguyên chữ cũ ({', '.join(numbers)});"
        " muốn sửa ở đó, đề nghị cơ quan ra quyết định đính chính."
    )
