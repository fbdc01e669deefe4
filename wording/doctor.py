"""What is wrong in the store, as sentences; an unknown code raises KeyError."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from domain.stages import StageKey
from wording.dates import moment, short_date
from wording.labels import AWARD_FORMS, ROLES, round_label, stage_label
from wording.later_decisions import RECOVERED
from wording.questions import question
from wording.states import DOSSIER_STATES

_STAGE = "{campaign}, “{stage}”: "

SENTENCES: Mapping[str, str] = {
    "store_revision": "Kho dữ liệu ở phiên bản {found}, phần mềm cần phiên bản {wanted}. Hãy chạy: thidua migrate.",
    "trigger_missing": "Thiếu hoặc đã tắt lớp bảo vệ “{trigger}” trong cơ sở dữ liệu.",
    "calendar_empty": "Chưa có lịch ngày làm việc.",
    "workdays_differ": "Bảng ngày làm việc khác lịch: {days} ngày, bắt đầu từ {first}.",
    "notices_without_mail": "{count} thông báo quá một ngày chưa được gửi, cũ nhất từ {oldest}.",
    "session_without_account": "{person} còn phiên đăng nhập dù tài khoản đã khóa hoặc không có.",
    "link_without_account": "{person} còn địa chỉ đặt mật khẩu dù tài khoản đã khóa hoặc không có.",
    "session_acts_for_stranger": "{person} đang làm thay theo giấy số {number}, vốn không cử người này.",
    "book_has_gaps": "Sổ văn bản số {number}, năm {year}: các số không liền nhau từ {first} ({found}).",
    "book_days_out_of_order": "Sổ văn bản số {number}, năm {year}: ngày ban hành không theo thứ tự số.",
    "book_number_differs": "Sổ văn bản số {number}, năm {year}: quyết định “{found}” không mang số thứ tự {serial}.",
    "signature_without_delegation": "Quyết định thứ {decision} được ký thay ngoài giấy giao ký số {number}.",
    "duty_end_unclear": _STAGE + "việc “{duty}” không rõ đã xong hay chưa.",
    "duty_outlives_stage": _STAGE + "việc “{duty}” vẫn còn dù giai đoạn đã kết thúc.",
    "incident_outlives_stage": _STAGE + "còn bước bị lỗi chưa khép lại dù giai đoạn đã kết thúc.",
    "comments_outlive_stage": _STAGE + "đợt lấy ý kiến công khai vẫn mở dù giai đoạn đã kết thúc.",
    "ballot_outlives_stage": _STAGE + "cuộc bỏ phiếu hồ sơ {dossier} vẫn mở dù giai đoạn đã kết thúc.",
    "question_outlives_campaign": "{campaign}: câu hỏi “{question}” vẫn để ngỏ dù phong trào đã hủy.",
    "versions_have_gaps": "{campaign}: các bản kế hoạch không liền số ({found}), bản cuối phải là {last}.",
    "question_missing": "{campaign}: thiếu câu hỏi “{question}”.",
    "question_left_over": "{campaign}: câu hỏi “{question}” không còn thuộc kế hoạch nhưng chưa khép lại.",
    "question_in_other_stage": _STAGE + "câu hỏi “{question}” được giữ ở giai đoạn khác nên không ai được hỏi.",
    "question_owed_by_nobody": "{campaign}: câu hỏi “{question}” đã nêu nhưng không ai được giao trả lời.",
    "wait_missing": _STAGE + "thiếu điểm chờ {cause} ({subject}).",
    "wait_left_over": _STAGE + "thừa điểm chờ {cause} ({subject}).",
    "next_look_differs": _STAGE + "lần xem xét kế tiếp ghi {stored}, phải là {wanted}.",
    "nobody_can_move": _STAGE + "không ai và không bước nào có thể đưa giai đoạn đi tiếp.",
    "role_without_holder": _STAGE + "có việc của vai trò “{role}” nhưng không ai giữ vai trò này.",
    "quota_exceeded": "{campaign}, {round}, {form}: vượt chỉ tiêu “{quota}” {by} trường hợp.",
    "awarded_under_complaint": "{campaign}: hồ sơ {dossier} được khen khi khiếu nại {complaint} chưa giải quyết xong.",
    "complaint_owed_by_nobody": "{campaign}: khiếu nại {complaint} về hồ sơ {dossier} không ai được giao giải quyết.",
    "complaint_owed_for_nothing": "{campaign}: còn giao việc giải quyết khiếu nại {complaint} đã xong.",
    "complaint_holds_wrongly": "{campaign}: khiếu nại {complaint} giữ sai giai đoạn “{stage}” (hồ sơ {dossier}).",
    "complaint_due_differs": (
        "{campaign}: hạn của khiếu nại {complaint} về hồ sơ {dossier} là {wanted}, việc được giao ghi {stored}."
    ),
    "sits_twice": "{campaign}: {person} giữ hai chức danh trong Hội đồng cùng một lúc.",
    "council_without_head": "{campaign}: Hội đồng có {chairs} Chủ tịch, {secretaries} Thư ký; cần một và một.",
    "award_corrected_and_counted": "Khen thưởng nơi khác số {number} đã được sửa bằng số {later} nhưng vẫn được tính.",
    "awarded_without_decision": "{campaign}: hồ sơ {dossier} ghi là đã khen nhưng không có trong quyết định nào.",
    "decided_without_award": "{campaign}: hồ sơ {dossier} có trong quyết định nhưng chưa ghi là đã khen.",
    "ended_award_not_revoked": "{campaign}: hồ sơ {dossier} đã bị hủy hoặc bị thay thế nhưng chưa ghi là đã hủy.",
    "revoked_without_decision": "{campaign}: hồ sơ {dossier} ghi là đã hủy khen thưởng nhưng chưa từng được khen.",
    "replaced_twice": "{campaign}: Quyết định {number} có hai quyết định thay thế.",
    "cancelled_twice": "{campaign}: khen thưởng theo hồ sơ {dossier} bị hủy hai lần.",
    "cancelled_unlisted": "{campaign}: hồ sơ {dossier} bị hủy trong một quyết định không có tên hồ sơ ấy.",
    "recovery_missing": "{campaign}: hồ sơ {dossier} đã hủy khen thưởng nhưng thiếu khoản thu hồi ({item}).",
    "erased_without_consent": "Yêu cầu xóa số {number} chưa ai đồng ý mà {count} tài liệu đã ghi là xóa.",
    "views_without_event": "{count} lượt xem dữ liệu cá nhân không có trong nhật ký.",
    "sealed_paper_left": "{campaign}: hồ sơ {dossier}, lượt {turn} đã kết thúc mà còn phiếu kín niêm phong.",
    "sealed_papers_missing": "{campaign}: hồ sơ {dossier}, lượt {turn} có số phiếu kín khác số người đã bỏ.",
    "papers_differ": "{campaign}: hồ sơ {dossier}, lượt {turn} có số phiếu đã kiểm khác kết quả hoặc số người đã bỏ.",
    "dossier_owed_by_nobody": "{campaign}: hồ sơ {dossier} ({state}) không ai được giao xử lý.",
}


def fault_sentence(code: str, data: Mapping[str, object]) -> str:
    """One Vietnamese sentence; raises KeyError for a code without one."""
    return SENTENCES[code].format(**{key: _shown(key, value) for key, value in data.items()})


def _shown(key: str, value: object) -> str:
    if value is None:
        return "chưa có"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "không có bản nào"
    return _NAMED.get(key, str)(str(value))


def _stage(text: str) -> str:
    key = StageKey.parse(text)
    return stage_label(key.kind.value, key.round)


_NAMED: Mapping[str, Callable[[str], str]] = {
    "stage": _stage,
    "question": question,
    "role": lambda code: ROLES[code],
    "round": round_label,
    "item": lambda code: RECOVERED.get(code, code).lower(),
    "form": lambda code: AWARD_FORMS.get(code, code),
    "state": lambda code: DOSSIER_STATES[code].lower(),
}
