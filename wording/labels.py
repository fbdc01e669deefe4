"""What codes are called in the office. An unknown code raises KeyError, because no officer may ever see a bare code."""

import re
from collections.abc import Mapping

STAGE_KINDS: Mapping[str, str] = {
    "launch": "Phát động",
    "registration": "Đăng ký thi đua",
    "midterm_review": "Sơ kết",
    "dossier_intake": "Tiếp nhận hồ sơ",
    "council_appraisal": "Xét duyệt tại Hội đồng",
    "decision_issuance": "Ban hành quyết định",
    "final_summary": "Tổng kết",
}

STAGE_STATES: Mapping[str, str] = {
    "planned": "Chưa đến hạn",
    "open": "Đang thực hiện",
    "closed": "Đã kết thúc",
    "skipped": "Không tổ chức",
    "cancelled": "Đã hủy",
}

ROLES: Mapping[str, str] = {
    "administrator": "Quản trị hệ thống",
    "officer": "Chuyên viên thi đua – khen thưởng",
    "leader": "Lãnh đạo ký quyết định",
    "secretary": "Thư ký Hội đồng",
    "member": "Ủy viên Hội đồng",
    "unit_officer": "Cán bộ đơn vị",
    "clerk": "Văn thư",
    "auditor": "Người kiểm tra nhật ký",
    "system": "Hệ thống",
}

NOMINEE_KINDS: Mapping[str, str] = {
    "collective": "Tập thể",
    "individual": "Cá nhân",
    "household": "Hộ gia đình",
    "combined": "Tập thể, cá nhân",
}

AWARD_FORMS: Mapping[str, str] = {
    "giay_khen": "Giấy khen",
    "bang_khen": "Bằng khen",
    "co_thi_dua": "Cờ thi đua",
}

MAIL_STATES: Mapping[str, str] = {
    "queued": "Chờ gửi",
    "sending": "Đang gửi",
    "sent": "Đã gửi",
    "deferred": "Tạm hoãn, sẽ gửi lại",
    "failed": "Không gửi được",
    "unknown": "Chưa rõ đã tới hay chưa",
}

MAIL_TROUBLE: Mapping[str, str] = {
    "unreachable": "không kết nối được máy chủ thư",
    "silent": "máy chủ thư không trả lời kịp",
    "lost": "mất kết nối với máy chủ thư",
    "address": "địa chỉ thư không hợp lệ",
}

_ROUNDS: Mapping[str, str] = {"main": "", "midterm": "sơ kết", "final": "tổng kết", "yearly": "hằng năm"}
_YEAR = re.compile(r"(?P<year>\d{4})(?:-(?P<turn>\d{1,2}))?")


def round_label(code: str) -> str:
    """`tổng kết`, `năm 2025`, `năm 2025, lần 2`; empty for the only round of a campaign."""
    year = _YEAR.fullmatch(code)
    if year is None:
        return _ROUNDS[code]
    turn = f", lần {int(year['turn'])}" if year["turn"] else ""
    return f"năm {year['year']}{turn}"


def stage_label(kind: str, round_code: str = "main") -> str:
    """`Tiếp nhận hồ sơ (năm 2025)`; the round is left out where it would only repeat the stage's name."""
    name, held = STAGE_KINDS[kind], round_label(round_code)
    return name if held in ("", name.casefold()) else f"{name} ({held})"


def form_label(form: str) -> str:
    """An award form in the middle of a sentence; one that only a plan knows is told by the words of its code."""
    return AWARD_FORMS.get(form, form.replace("_", " "))
