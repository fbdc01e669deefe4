"""What an open item of a plan asks, as a question to the one who has to answer it."""

from collections.abc import Mapping

from domain.openitems import OpenItem
from domain.stages import StageKey
from wording.labels import AWARD_FORMS, NOMINEE_KINDS, round_label, stage_label

_QUESTIONS: Mapping[str, str] = {
    "document.issued": "Kế hoạch ban hành ngày nào?",
    "document.number": "Kế hoạch mang số, ký hiệu nào?",
    "round.yearly.years": "Khen thưởng hằng năm vào những năm nào?",
    "dossier.components": "Hồ sơ đề nghị khen gồm những gì?",
    "dossier.copies": "Nộp bao nhiêu bộ hồ sơ?",
    "award.bonus": "Mức tiền thưởng và nguồn kinh phí thế nào?",
}
_BY_ROUND: Mapping[str, str] = {
    "award.forms": "Khen bằng hình thức nào{held}?",
    "council.rule": "Hội đồng bỏ phiếu theo quy tắc nào{held}?",
    "quota": "Được khen bao nhiêu{held}?",
    "quota.per_unit": "Mỗi đơn vị được đề nghị bao nhiêu{held}?",
}
_BY_STAGE: Mapping[str, str] = {
    "held": "Có tổ chức “{stage}” hay không, và đến ngày nào?",
    "due": "“{stage}” đến hạn ngày nào?",
    "date": "“{stage}” vào ngày nào?",
}


def question(item: OpenItem) -> str:
    """The question of one open item; KeyError for a kind of item that has no sentence yet."""
    if item.key in _QUESTIONS:
        return _QUESTIONS[item.key]
    if item.key.startswith("quota.reading@"):
        return _reading_question(item.key)
    head, _, tail = item.key.partition("@")
    if head in _BY_ROUND:
        return _BY_ROUND[head].format(held=_held(tail))
    stage, _, what = item.key.rpartition(".")
    key = StageKey.parse(stage)
    return _BY_STAGE[what].format(stage=stage_label(key.kind.value, key.round))


def _reading_question(key: str) -> str:
    round_, form, subject = key.removeprefix("quota.reading@").split(":")
    whom = NOMINEE_KINDS[subject].lower()
    return f"Chỉ tiêu {AWARD_FORMS[form].lower()} cho {whom}{_held(round_)} hiểu theo cách nào?"


def _held(round_: str) -> str:
    label = round_label(round_)
    return f" ({label})" if label else ""
