"""What is owed, as a phrase that fits after "Anh/chị cần" and at the head of a table row."""

from collections.abc import Mapping

from wording.labels import ROLES

_PHRASES: Mapping[str, str] = {
    "answer_question": "Trả lời nội dung còn để ngỏ: {about}",
    "launch_campaign": "Duyệt và phát động phong trào",
    "register": "Gửi đăng ký thi đua",
    "confirm_registration": "Xác nhận đăng ký của {about}",
    "file_report": "Gửi báo cáo sơ kết",
    "write_review": "Tổng hợp, viết nhận xét sơ kết",
    "submit_dossier": "Gửi hồ sơ đề nghị khen thưởng hoặc báo không đề nghị",
    "appraise_dossier": "Thẩm định hồ sơ {about}",
    "supplement_dossier": "Bổ sung hồ sơ {about}",
    "establish_council": "Trình thành lập Hội đồng, nhập danh sách thành viên",
    "convene_meeting": "Triệu tập phiên họp Hội đồng",
    "hold_ballot": "Tổ chức bỏ phiếu hồ sơ {about}",
    "vote": "Bỏ phiếu hồ sơ {about}",
    "conclude_council": "Lập biên bản, kết luận phiên họp",
    "draft_decision": "Dự thảo quyết định khen thưởng {about}",
    "sign_decision": "Ký quyết định khen thưởng {about}",
    "issue_decision": "Lấy số, ban hành quyết định khen thưởng {about}",
    "write_summary": "Viết báo cáo tổng kết",
    "planned": "{about}",
    "get_opinion": "Lấy ý kiến hiệp y: {about}",
    "gather_comments": "Tiếp nhận ý kiến góp ý công khai",
    "name_successor": "Xác định đơn vị kế thừa của {about}",
    "decide_recusal": "Quyết định thành viên có liên quan đến hồ sơ {about} có tham gia bỏ phiếu hay không",
    "handle_complaint": "Giải quyết khiếu nại {about}",
    "confirm_skip": "Đồng ý hay không đồng ý bỏ qua giai đoạn",
}


def duty_phrase(kind: str, about: str = "") -> str:
    """The phrase of a duty; `about` names the dossier, unit or award form where the phrase has a place for it."""
    return _PHRASES[kind].format(about=about).strip()


def holder_phrase(*, unit: str | None, person: str | None, role: str | None) -> str:
    """Who holds a duty: a person, a unit, or a role of the office."""
    return person or unit or ROLES[role or "system"]
