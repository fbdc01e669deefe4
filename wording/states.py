"""What the states of campaigns, dossiers and papers are called; stages have theirs in `wording.labels`."""

from collections.abc import Mapping

CAMPAIGN_STATES: Mapping[str, str] = {
    "draft": "Chưa phát động",
    "running": "Đang diễn ra",
    "closed": "Đã kết thúc",
    "cancelled": "Đã hủy",
}

REGISTRATION_STATES: Mapping[str, str] = {
    "submitted": "Đã gửi, chờ xác nhận",
    "confirmed": "Đã xác nhận",
    "withdrawn": "Đã rút",
}

DOSSIER_STATES: Mapping[str, str] = {
    "submitted": "Chờ thẩm định",
    "returned": "Đang chờ bổ sung",
    "accepted": "Đủ điều kiện, chờ Hội đồng",
    "ineligible": "Không đủ điều kiện",
    "withdrawn": "Đã rút",
    "passed": "Hội đồng thông qua",
    "not_passed": "Hội đồng không thông qua",
    "awarded": "Đã có quyết định khen thưởng",
    "revoked": "Khen thưởng đã bị hủy",
}

DECISION_STATES: Mapping[str, str] = {
    "draft": "Dự thảo",
    "signed": "Đã ký, chờ ban hành",
    "issued": "Đã ban hành",
    "dropped": "Không ban hành, vì đã rút hết hồ sơ",
}

OUTCOMES: Mapping[str, str] = {
    "passed": "Thông qua",
    "failed": "Không thông qua",
    "no_quorum": "Không đủ số người dự",
    "tie": "Ngang phiếu, chờ quyết định",
    "withdrawn": "Hồ sơ đã rút",
    "dropped": "Thôi bỏ phiếu",
    "void": "Vô hiệu, phải bỏ phiếu lại",
    "eligible": "Đủ điều kiện",
    "ineligible": "Không đủ điều kiện",
    "unknown": "Chưa đủ căn cứ",
    "blocked": "Đang tạm dừng xét",
}

FINDINGS: Mapping[str, str] = {
    "met": "đạt",
    "unmet": "không đạt",
    "blocking": "đang vướng",
    "missing": "chưa có minh chứng",
    "unattested": "chưa có xác nhận",
    "conflicting": "minh chứng mâu thuẫn",
    "not_yet_known": "chưa thể biết",
    "not_applicable": "không áp dụng",
}

SEATS: Mapping[str, str] = {
    "chair": "Chủ tịch Hội đồng",
    "vice_chair": "Phó Chủ tịch Hội đồng",
    "member": "Ủy viên",
    "secretary": "Thư ký",
}

CHOICES: Mapping[str, str] = {"yes": "Đồng ý", "no": "Không đồng ý", "blank": "Không có ý kiến"}

METHODS: Mapping[str, str] = {
    "show_of_hands": "Biểu quyết giơ tay",
    "written": "Lấy ý kiến bằng văn bản",
    "secret": "Bỏ phiếu kín",
    "paper": "Bỏ phiếu giấy",
}

MEETING_STATES: Mapping[str, str] = {
    "convened": "Đã triệu tập",
    "held": "Đang họp, đã họp",
    "adjourned": "Đã hoãn",
    "cancelled": "Đã hủy",
}

GROUNDS: Mapping[str, str] = {
    "declared": "Tự khai báo",
    "own_unit": "Thuộc đơn vị đề nghị",
    "proposer": "Người gửi hồ sơ",
    "co_signer": "Người xác nhận minh chứng",
    "nominee": "Trùng tên người được đề nghị",
}
"""Why a member of the council is close to a dossier."""

TALLY_STEPS: Mapping[str, str] = {
    "members": "Tổng số thành viên được bỏ phiếu",
    "recused": "Không tham gia vì có liên quan",
    "absent": "Vắng mặt",
    "valid": "Số phiếu hợp lệ",
    "base": "Mẫu số",
    "needed": "Số phiếu cần đạt",
    "got": "Số phiếu đồng ý",
    "margin": "Thừa, thiếu so với mức cần",
}
"""The lines of a tally's working, in their order."""

DENOMINATORS: Mapping[str, str] = {
    "all": "tổng số thành viên",
    "present": "số người dự",
    "valid": "số phiếu hợp lệ",
}
