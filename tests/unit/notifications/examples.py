"""One notice of every kind with all values given, as an office would see it. Names are invented."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from notifications.notices import KINDS
from notifications.notices.said import OfficeNotice, Said

COMMON: Mapping[str, Any] = {
    "campaign_code": "NH-2021-01",
    "campaign_name": "Chung sức xây dựng phường văn minh, sạch đẹp",
    "recipient_name": "Bà Phạm Thị Hồng Nhung",
}
_DOSSIER = {
    "dossier_code": "NH-2021-01/HS-003",
    "unit_name": "Khu phố 4",
    "nominee_name": "Tập thể Chi hội Phụ nữ khu phố 4",
}
_AT = datetime(2021, 11, 12, 2, 5, tzinfo=UTC)
_DUE = date(2021, 11, 20)

_LATER = {
    "authority_name": "Ủy ban nhân dân phường Nam Hà",
    "decision_number": "61/QĐ-UBND",
    "decision_date": date(2022, 3, 9),
    "old_number": "45/QĐ-UBND",
    "old_date": date(2021, 12, 10),
}

SPECIFIC: Mapping[str, Mapping[str, Any]] = {
    "campaign_launched": {
        "authority_name": "Ủy ban nhân dân phường Nam Hà",
        "plan_number": "12/KH-UBND",
        "plan_date": date(2021, 2, 5),
        "starts_on": date(2021, 3, 1),
        "ends_on": date(2021, 12, 31),
        "timetable": ("Tiếp nhận hồ sơ: chậm nhất ngày 20 tháng 11 năm 2021", "Tổng kết: chưa ấn định"),
    },
    "stage_opened": {
        "stage_label": "Tiếp nhận hồ sơ",
        "opened_on": date(2021, 11, 1),
        "due_on": _DUE,
        "due_wording": "trước ngày 21/11/2021",
        "duty": "Gửi hồ sơ đề nghị khen thưởng",
    },
    "stage_closed": {
        "stage_label": "Tiếp nhận hồ sơ",
        "closed_on": date(2021, 11, 21),
        "results": ("12 hồ sơ được tiếp nhận", "1 hồ sơ chưa đủ điều kiện"),
    },
    "stage_skipped": {"stage_label": "Sơ kết", "reason": "Kế hoạch không quy định sơ kết"},
    "registration_received": {"unit_name": "Khu phố 4", "received_at": _AT, "incoming_number": "35/VP"},
    "registration_confirmed": {"unit_name": "Khu phố 4", "confirmed_on": date(2021, 3, 12)},
    "report_received": {
        "unit_name": "Khu phố 4",
        "report_name": "báo cáo sơ kết",
        "received_at": _AT,
        "incoming_number": "36/VP",
    },
    "dossier_received": {
        **_DOSSIER,
        "received_at": _AT,
        "documents": ("Tờ trình", "Biên bản họp xét", "Báo cáo thành tích"),
        "incoming_number": "37/VP",
    },
    "dossier_returned": {
        **_DOSSIER,
        "reasons": ("Thiếu biên bản họp xét", "Báo cáo thành tích chưa có xác nhận"),
        "due_on": _DUE,
        "working_days_left": 3,
    },
    "dossier_accepted": {**_DOSSIER, "accepted_on": date(2021, 11, 15)},
    "dossier_ineligible": {**_DOSSIER, "reasons": ("Mức độ hoàn thành nhiệm vụ thấp hơn yêu cầu",)},
    "dossier_held_back": {**_DOSSIER, "held_back_on": date(2021, 11, 16)},
    "dossier_set_free": {**_DOSSIER, "set_free_on": date(2021, 11, 30)},
    "complaint_received": {
        "complaint_code": "KN-0001",
        "dossier_code": "HS-TDP-02-01",
        "received_on": date(2021, 11, 16),
        "due_on": _DUE,
    },
    "complaint_ended": {
        "complaint_code": "KN-0001",
        "dossier_code": "HS-TDP-02-01",
        "ended_on": date(2021, 11, 30),
        "result": "Khiếu nại sai",
    },
    "council_convened": {
        "council_name": "Hội đồng Thi đua – Khen thưởng phường Nam Hà",
        "starts_at": datetime(2021, 12, 3, 1, 0, tzinfo=UTC),
        "place": "Phòng họp số 2, trụ sở Ủy ban nhân dân phường",
        "dossier_count": 15,
        "agenda": ("Nghe báo cáo thẩm định", "Thảo luận và bỏ phiếu"),
    },
    "council_changed": {
        "council_name": "Hội đồng Thi đua – Khen thưởng phường Nam Hà",
        "document": "15/QĐ-UBND",
        "decided_on": date(2021, 10, 1),
        "effective_on": date(2021, 10, 5),
        "joined": ("Bà Trần Thị Minh: Phó Chủ tịch",),
        "left": ("Ông Lê Văn Hải",),
        "valid_to": date(2022, 12, 31),
    },
    "meeting_adjourned": {
        "council_name": "Hội đồng Thi đua – Khen thưởng phường Nam Hà",
        "was_at": datetime(2021, 12, 3, 1, 0, tzinfo=UTC),
        "reason": "Không đủ số thành viên dự họp",
    },
    "result_published": {
        **_DOSSIER,
        "passed": True,
        "votes_for": 14,
        "votes_base": 15,
        "rule": "từ 90% tổng số thành viên Hội đồng trở lên",
    },
    "decision_signed": {
        "decision_title": "Quyết định khen thưởng tổng kết phong trào",
        "signed_by": "Ông Đỗ Quang Vinh",
        "signed_on": date(2021, 12, 10),
    },
    "decision_issued": {
        "authority_name": "Chủ tịch Ủy ban nhân dân phường Nam Hà",
        "decision_number": "145/QĐ-UBND",
        "decision_date": date(2021, 12, 13),
        "awards": ("Tập thể Chi hội Phụ nữ khu phố 4 – Giấy khen", "Bà Lý Thị Kim Oanh – Giấy khen"),
    },
    "decision_drafted": {
        "decision_title": "Quyết định đính chính (đối với Quyết định 45/QĐ-UBND tặng Giấy khen)",
        "drafted_by": "Trần Thị Lan",
    },
    "decision_replaced": {
        **_LATER,
        "awards": ("Tập thể: Chi hội Phụ nữ khu phố 4 (Khu phố 4)",),
        "left_out": ("Cá nhân: Nguyễn Văn An (Khu phố 2)",),
    },
    "decision_corrected": {**_LATER, "passages": ("“Khu phố 14” → “Khu phố 4”",)},
    "award_cancelled": {
        **_LATER,
        "ground": "Gian dối trong kê khai thành tích",
        "document": "Kết luận số 12/KL-UBND ngày 02/3/2022",
        "awards": ("Cá nhân: Nguyễn Văn An (Khu phố 2)",),
    },
    "summary_published": {"published_on": date(2021, 12, 28), "results": ("5 tập thể", "10 cá nhân được khen thưởng")},
    "duty_assigned": {
        "duty": "Gửi đăng ký thi đua của Khu phố 4",
        "due_on": date(2021, 3, 15),
        "due_wording": "trước ngày 16/3/2021",
        "working_days_left": 8,
    },
    "duty_reminder": {
        "duty": "Gửi hồ sơ đề nghị khen thưởng của Khu phố 4",
        "due_on": _DUE,
        "due_wording": "chậm nhất ngày 20/11/2021",
        "working_days_left": 5,
    },
    "duty_escalated": {
        "holder_name": "Ông Bùi Văn Khải, Khu phố 7",
        "holder_contact": "028 0000 0000",
        "duty": "Gửi hồ sơ đề nghị khen thưởng của Khu phố 7",
        "due_on": _DUE,
        "working_days_late": 6,
    },
    "question_asked": {
        "question": "Ngày họp Hội đồng Thi đua – Khen thưởng là ngày nào?",
        "needed_for": "Xét duyệt tại Hội đồng",
        "due_on": date(2021, 11, 25),
        "how_to_answer": "thidua campaign set-date NH-2021-01 council_appraisal 2021-12-03",
    },
    "date_changed": {
        "stage_label": "Tiếp nhận hồ sơ",
        "old_date": _DUE,
        "new_date": date(2021, 11, 30),
        "reason": "Các khu phố đề nghị lùi thời hạn",
        "document": "48/UBND-VP",
    },
    "campaign_suspended": {"since_on": date(2021, 7, 9), "reason": "Thực hiện giãn cách xã hội"},
    "campaign_resumed": {"since_on": date(2021, 10, 1), "reason": "Kết thúc giãn cách xã hội"},
    "campaign_cancelled": {
        "since_on": date(2021, 8, 2),
        "reason": "Nhiệm vụ được gộp vào phong trào của thành phố",
        "document": "61/QĐ-UBND",
    },
    "incident_opened": {
        "stage_label": "Ban hành quyết định",
        "cause": "Số quyết định đã được dùng",
        "attempts": 3,
        "next_try_at": _AT,
    },
    "mail_undeliverable": {
        "failed_recipient": "Ông Bùi Văn Khải",
        "failed_address": "khai@khupho7.example",
        "failed_subject": "[NH-2021-01] Nhắc hạn",
        "server_reply": "550 5.1.1 no such user",
    },
    "account_opened": {
        "code": "nhung.kp4",
        "link": "https://thidua.example/dat-lai-mat-khau/Zm9yLWV4YW1wbGU",
        "valid_until": _AT,
    },
    "password_reset": {"link": "https://thidua.example/dat-lai-mat-khau/Zm9yLWV4YW1wbGU", "valid_until": _AT},
    "password_changed": {"changed_at": _AT},
    "signing_delegated": {
        "delegator_name": "Ông Đỗ Quang Vinh",
        "delegate_name": "Bà Lý Thị Kim Oanh",
        "block": "TM. ỦY BAN NHÂN DÂN – KT. CHỦ TỊCH – PHÓ CHỦ TỊCH",
        "reach": "quyết định khen thưởng, tặng Giấy khen",
        "valid_from": date(2021, 11, 1),
        "valid_to": date(2021, 12, 31),
        "document": "118/QĐ-UBND",
        "document_date": date(2021, 10, 29),
    },
    "deputy_appointed": {
        "person_name": "Ông Đỗ Quang Vinh",
        "deputy_name": "Bà Lý Thị Kim Oanh",
        "scope": "vai trò lãnh đạo, phong trào NH-2021-01",
        "valid_from": date(2021, 11, 1),
        "valid_to": date(2021, 11, 14),
        "document": "112/QĐ-UBND",
        "document_date": date(2021, 10, 28),
    },
    "correction_asked": {"number": 4, "person_name": "Bà Lý Thị Kim Oanh", "field": "Họ và tên"},
    "correction_decided": {"field": "Họ và tên", "agreed": True, "answer": "Đã sửa theo căn cước."},
    "erasure_asked": {"number": 2, "of": "Tệp tài liệu của hồ sơ", "asked_by": "Ông Đỗ Quang Vinh"},
    "ledger_checkpoint": {
        "events": 12_345,
        "signed_at": _AT,
        "checkpoint": "thidua-checkpoint v1 size=12345 root=9f2c at=2021-11-12T02:05:00Z key=4f1a signature=c2ln",
        "key": "thidua-key v1 key=4f1a public=77aa at=2021-03-01T01:00:00Z",
    },
    "store_restored": {
        "restored_at": _AT,
        "made_at": _AT,
        "reason": "hỏng ổ đĩa",
        "voided": ("HS-TDP-01-01 (NH-2021-01)",),
    },
    "ledger_broken": {
        "checked_at": _AT,
        "findings": ("Sự kiện 812 đã bị sửa sau khi niêm phong.", "Phần cuối của nhật ký đã bị cắt."),
    },
}


def example(kind: str, **changed: object) -> Said:
    """The example of `kind`, with some values changed; a notice of the service is about no campaign."""
    values = {**COMMON, **SPECIFIC[kind], **changed}
    if issubclass(KINDS[kind], OfficeNotice):
        values = {name: value for name, value in values.items() if not name.startswith("campaign_")}
    return KINDS[kind].model_validate(values)
