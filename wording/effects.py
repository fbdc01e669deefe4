"""What a preview says: tables, notices and changes by their names. An unknown code raises KeyError."""

from collections.abc import Mapping
from datetime import date

from wording.dates import short_date
from wording.labels import STAGE_STATES

TABLES: Mapping[str, str] = {
    "account": "Tài khoản",
    "agenda_item": "Hồ sơ trong chương trình họp",
    "attendance": "Người dự họp",
    "award_answer": "Kết luận về cảnh báo trùng",
    "ballot": "Lượt bỏ phiếu",
    "ballot_paper": "Phiếu kín đã kiểm",
    "ballot_voter": "Người đã bỏ phiếu kín",
    "calendar_override": "Ngày nghỉ, ngày làm bù",
    "campaign": "Phong trào",
    "checkpoint": "Điểm neo của nhật ký",
    "comment_period": "Đợt lấy ý kiến công khai",
    "consultation": "Ý kiến hiệp y",
    "correction_request": "Yêu cầu sửa dữ liệu cá nhân",
    "council": "Hội đồng",
    "council_change": "Thay đổi thành viên Hội đồng",
    "council_member": "Thành viên Hội đồng",
    "criterion_evidence": "Minh chứng",
    "data_view": "Lượt xem dữ liệu cá nhân",
    "complaint": "Khiếu nại",
    "complaint_limit": "Thời hạn giải quyết khiếu nại",
    "decision": "Quyết định",
    "decision_correction": "Nội dung đính chính",
    "decision_line": "Danh sách trong quyết định",
    "delegation": "Giấy giao ký thay",
    "deputy": "Người thay",
    "dossier": "Hồ sơ",
    "dossier_document": "Tài liệu hồ sơ",
    "dossier_return": "Lần trả bổ sung",
    "duty": "Việc",
    "erased_document": "Tài liệu đã xóa nội dung",
    "erasure": "Yêu cầu xóa dữ liệu",
    "incident": "Sự cố",
    "ledger_check": "Lần kiểm tra nhật ký",
    "ledger_key": "Khóa ký điểm neo",
    "ledger_leaf": "Sự kiện đã niêm phong",
    "ledger_node": "Mã băm của cây nhật ký",
    "mail": "Thư đã dựng",
    "meeting": "Phiên họp",
    "midterm_report": "Báo cáo sơ kết",
    "notice": "Thư sẽ gửi",
    "number_book": "Sổ văn bản",
    "outside_award": "Khen thưởng quyết định nơi khác",
    "paper_count": "Kết quả của tổ kiểm phiếu",
    "participation": "Đơn vị tham gia",
    "password_reset": "Địa chỉ đặt mật khẩu",
    "person": "Người dùng",
    "plan_version": "Bản kế hoạch",
    "public_comment": "Ý kiến công khai",
    "question": "Nội dung để ngỏ",
    "recusal": "Thành viên có liên quan",
    "recovery": "Khoản phải thu hồi",
    "registration": "Đăng ký",
    "retention_period": "Thời hạn lưu giữ",
    "review": "Nhận xét, tổng kết",
    "role_grant": "Vai trò",
    "sealed_paper": "Phiếu kín niêm phong",
    "signed_copy": "Bản đã ký",
    "sign_in_trial": "Lần nhập sai mật khẩu",
    "skip_request": "Đề nghị bỏ qua giai đoạn",
    "stage": "Giai đoạn",
    "store_mark": "Dấu của kho",
    "unit": "Đơn vị",
    "unit_succession": "Đơn vị kế tục",
    "vote": "Phiếu",
    "web_session": "Phiên đăng nhập",
    "workday": "Lịch ngày làm việc",
}

NOTICES: Mapping[str, str] = {
    "account_opened": "Mở tài khoản",
    "campaign_cancelled": "Hủy phong trào",
    "campaign_launched": "Phát động phong trào",
    "campaign_resumed": "Phong trào tiếp tục",
    "campaign_suspended": "Phong trào tạm dừng",
    "correction_asked": "Yêu cầu sửa dữ liệu cá nhân",
    "correction_decided": "Trả lời yêu cầu sửa dữ liệu",
    "council_changed": "Thay đổi thành viên Hội đồng",
    "council_convened": "Triệu tập Hội đồng",
    "meeting_adjourned": "Hoãn phiên họp Hội đồng",
    "date_changed": "Thay đổi thời hạn",
    "award_cancelled": "Khen thưởng bị hủy bỏ",
    "decision_corrected": "Đính chính quyết định",
    "decision_drafted": "Dự thảo chờ ký",
    "decision_issued": "Ban hành quyết định",
    "decision_replaced": "Thay thế quyết định",
    "decision_signed": "Quyết định đã ký",
    "deputy_appointed": "Cử người thay",
    "dossier_accepted": "Hồ sơ đủ điều kiện",
    "dossier_ineligible": "Hồ sơ không đủ điều kiện",
    "complaint_received": "Có khiếu nại",
    "complaint_ended": "Khiếu nại đã giải quyết xong",
    "dossier_held_back": "Hồ sơ tạm dừng xét",
    "dossier_set_free": "Hồ sơ được xét tiếp",
    "dossier_received": "Đã nhận hồ sơ",
    "dossier_returned": "Trả hồ sơ để bổ sung",
    "duty_assigned": "Giao việc",
    "duty_escalated": "Báo quá hạn",
    "duty_reminder": "Nhắc việc",
    "erasure_asked": "Yêu cầu xóa dữ liệu",
    "incident_opened": "Bước bị lỗi",
    "ledger_broken": "Nhật ký không nguyên vẹn",
    "ledger_checkpoint": "Điểm neo của nhật ký",
    "store_restored": "Kho dữ liệu được khôi phục",
    "mail_undeliverable": "Thư không tới nơi",
    "password_changed": "Mật khẩu đã thay đổi",
    "password_reset": "Đặt lại mật khẩu",
    "question_asked": "Hỏi nội dung để ngỏ",
    "registration_confirmed": "Xác nhận đăng ký",
    "registration_received": "Đã nhận đăng ký",
    "report_received": "Đã nhận báo cáo",
    "result_published": "Kết quả xét duyệt",
    "signing_delegated": "Giao ký thay",
    "stage_closed": "Kết thúc giai đoạn",
    "stage_opened": "Mở giai đoạn",
    "stage_skipped": "Không tổ chức giai đoạn",
    "summary_published": "Tổng kết",
}

_CHANGES: Mapping[str, str] = {"added": "thêm", "done": "xong", "lapsed": "thôi", "changed": "đổi"}

_WHAT: Mapping[str, str] = {
    "opens": "ngày mở",
    "remind_by": "ngày nhắc tới",
    "due": "hạn",
    "opened_at": "mở lúc",
    "closed_at": "kết thúc lúc",
    "state": "trạng thái",
}


def table_label(table: str) -> str:
    """What a table holds."""
    return TABLES[table]


def mail_label(kind: str) -> str:
    """What a notice is about."""
    return NOTICES[kind]


def change_label(change: str) -> str:
    """What becomes of a duty."""
    return _CHANGES[change]


def what_label(what: str) -> str:
    """Which thing of a stage changes."""
    return _WHAT[what]


def day_text(value: str | None) -> str | None:
    """A day, a moment or a state as it is shown; None stays None."""
    if value is None or value in STAGE_STATES:
        return STAGE_STATES.get(value or "")
    return short_date(date.fromisoformat(value[:10]))
