"""Open items of a plan as questions, and how to answer them."""

from collections.abc import Mapping

from wording.labels import AWARD_FORMS, NOMINEE_KINDS, round_label, stage_label

_FIXED: Mapping[str, str] = {
    "document.issued": "Kế hoạch được ban hành ngày nào?",
    "document.number": "Kế hoạch mang số, ký hiệu nào?",
    "round.yearly.years": "Những năm nào có xét khen thưởng hằng năm?",
    "dossier.components": "Hồ sơ đề nghị khen thưởng gồm những thành phần nào?",
    "dossier.copies": "Hồ sơ nộp bao nhiêu bộ?",
    "award.bonus": "Mức tiền thưởng và nguồn kinh phí?",
    "registration.held": "Phong trào có bước đăng ký thi đua không, hạn đến ngày nào?",
    "registration.due": "Hạn đăng ký thi đua là ngày nào?",
    "midterm_review.held": "Phong trào có sơ kết không, vào ngày nào?",
    "midterm_review.due": "Sơ kết vào ngày nào?",
    "final_summary.date": "Tổng kết phong trào vào ngày nào?",
}

_OF_ROUND: Mapping[str, str] = {
    "award.forms": "Khen thưởng {round} theo hình thức nào?",
    "council.rule": "Hội đồng xét khen thưởng {round} theo quy chế nào (cách bỏ phiếu, số dự họp, tỷ lệ)?",
    "quota": "Khen thưởng {round} có giới hạn số lượng không?",
    "quota.per_unit": "Mỗi đơn vị được đề nghị khen thưởng {round} tối đa bao nhiêu?",
}

_HOW: Mapping[str, str] = {
    "date": "Ghi ngày, ví dụ 2021-11-20.",
    "held": "Ghi ngày hạn nếu có tổ chức, hoặc ghi “không” nếu không tổ chức.",
    "text": "Ghi nội dung trả lời.",
    "number": "Ghi một số nguyên, ví dụ 2.",
    "years": "Ghi các năm, ví dụ 2025,2026.",
    "reading": "Ghi mã cách hiểu được chọn.",
    "quota": "Ghi loại và số tối đa, ví dụ collective=5,individual=10.",
    "form": "Ghi mã hình thức, ví dụ giay_khen.",
    "components": "Ghi mã các thành phần, hoặc ghi “luật” để theo Điều 84 Luật Thi đua, khen thưởng.",
    "rule": "Thư ký nhập quy chế của Hội đồng.",
}


def question(key: str) -> str:
    """The question of an open item. An unknown key raises KeyError, because no officer may see a bare code."""
    if key in _FIXED:
        return _FIXED[key]
    head, _, rest = key.partition("@")
    if head in _OF_ROUND:
        return _OF_ROUND[head].format(round=round_label(rest))
    if head == "quota.reading":
        round_, form, subject = rest.split(":")
        names = AWARD_FORMS.get(form, form), NOMINEE_KINDS[subject].lower(), round_label(round_)
        return "Số lượng {} cho {} {} hiểu theo cách nào?".format(*names)
    round_, _, what = rest.rpartition(".")
    return _DATES[what].format(stage=stage_label(head, round_))


_DATES: Mapping[str, str] = {
    "due": "{stage}: hạn đến ngày nào?",
    "date": "{stage}: dự kiến vào ngày nào?",
}


def how_to_answer(answer_kind: str) -> str:
    """What an answer must look like."""
    return _HOW[answer_kind]
