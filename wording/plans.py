"""Sentences about plans: dates as the plan means them, and what a check of a plan warns about."""

from collections.abc import Mapping
from datetime import date

from domain.dates import Anchor, Event, PlanDate, Precision
from domain.plan_warnings import PlanWarning
from domain.stages import StageKey
from wording.dates import short_date, weekday, working_days
from wording.labels import AWARD_FORMS, NOMINEE_KINDS, stage_label

EVENTS: Mapping[Event, str] = {
    Event.PLAN_ISSUED: "ngày ban hành kế hoạch",
    Event.CAMPAIGN_ENDED: "ngày kết thúc phong trào",
    Event.RESULT_PUBLISHED: "ngày công bố kết quả",
}
LEVELS: Mapping[str, str] = {"commune": "cấp xã", "district": "cấp huyện", "province": "cấp tỉnh"}
_PLACES: Mapping[str, str] = {
    "period.start": "Ngày bắt đầu phong trào",
    "period.end": "Ngày kết thúc phong trào",
    "participants": "Đối tượng thi đua",
    "level": "Cấp ban hành",
    "parent": "Kế hoạch cấp trên",
    "text_state": "Văn bản kế hoạch",
}
_PARTS: Mapping[str, str] = {
    "duty": "Việc “{name}”",
    "quota": "Chỉ tiêu thứ {name}",
    "criterion": "Tiêu chuẩn khen thưởng",
    "form": "Hình thức {name}",
}


def date_words(value: PlanDate) -> str:
    """The sense of a date that the plan gives without words of its own."""
    if value.anchor:
        return _anchor_words(value.anchor)
    if value.first is None or value.last is None:
        return "hằng năm" if value.precision is Precision.RECURRING_YEARLY else "chưa nêu"
    first, last = value.first, value.last
    words = {
        Precision.DAY: f"{'ngày' if value.inclusive else 'trước ngày'} {short_date(last)}",
        Precision.MONTH: f"tháng {first.month}/{first.year}",
        Precision.MONTH_RANGE: f"từ tháng {first.month}/{first.year} đến tháng {last.month}/{last.year}",
        Precision.YEAR: f"năm {last.year}",
        Precision.YEAR_END: f"hết năm {last.year}",
        Precision.AROUND_DAY: f"trong dịp {short_date(last)}",
    }
    return words.get(value.precision, short_date(last))


def _anchor_words(anchor: Anchor) -> str:
    event = EVENTS[anchor.event]
    if anchor.days == 0:
        return f"kể từ {event}"
    count = working_days(abs(anchor.days)) if anchor.working else f"{abs(anchor.days)} ngày"
    return f"{count} {'sau' if anchor.days > 0 else 'trước'} {event}"


def dated(day: date) -> str:
    """`thứ Bảy 20/11/2021`."""
    return f"{weekday(day)} {short_date(day)}"


def place_label(where: str, label: str = "") -> str:
    """What a warning is about, as an officer calls it; `label` names a duty, because a code says nothing to her."""
    if where in _PLACES:
        return _PLACES[where]
    head, colon, tail = where.partition(":")
    if colon:
        return _PARTS[head].format(name=label or AWARD_FORMS.get(tail, tail))
    key = StageKey.parse(where)
    return stage_label(key.kind.value, key.round)


def warning_sentence(warning: PlanWarning) -> str:
    """What is odd, and what the officer may do about it; KeyError for an unknown code."""
    shown = {key: _shown(key, value) for key, value in warning.data.items()}
    place = place_label(warning.where, str(warning.data.get("label", "")))
    return f"{place}: {_WARNINGS[warning.code].format(**shown)}"


def _shown(key: str, value: object) -> str:
    if isinstance(value, date):
        return dated(value)
    if key == "level":
        return LEVELS[str(value)]
    if key == "kinds" and isinstance(value, tuple):
        return ", ".join(NOMINEE_KINDS[kind].lower() for kind in value) or "tập thể, cá nhân"
    if isinstance(value, tuple):
        return " hay ".join(f"“{item}”" for item in value)
    # A day off without a name of its own is a Saturday or Sunday.
    return str(value) or "cuối tuần"


_WARNINGS: Mapping[str, str] = {
    "text_cut": "bị cắt, phần sau không có; tìm bản đầy đủ trước khi phát động.",
    "text_scrambled": "thứ tự đoạn bị xáo trộn; đối chiếu với bản gốc.",
    "text_second_hand": "chỉ biết qua nguồn kể lại, không phải bản kế hoạch; tìm bản gốc.",
    "parent_after_child": "{parent} ban hành {parent_issued}, sau kế hoạch này ({issued}); kiểm tra lại ngày.",
    "level_abolished": (
        "có {level}, không còn từ {on}, trong khi phong trào kéo dài đến {end}; xác định ai thực hiện tiếp."
    ),
    "form_above_level": "ghi {decided_by} quyết định; {level} thường không có thẩm quyền tặng, kiểm tra lại.",
    "flag_needs_years": "chỉ tặng trong phong trào theo chuyên đề từ {years} năm trở lên.",
    "quota_two_readings": "“{wording}” có hai cách hiểu: {readings}; xác nhận một cách trước khi xét.",
    "form_without_quota": "kế hoạch không nêu được tặng bao nhiêu cho {kinds}; hỏi lại nếu có giới hạn.",
    "not_knowable": (
        "“{wording}” chỉ biết được từ {known_from}, sau lúc xét ({judged}); thống nhất cách xét trước khi họp."
    ),
    "intake_before_end": (
        "hạn {due} sớm hơn ngày kết thúc phong trào ({end}) {days} ngày;"
        " thành tích những ngày cuối chưa có trong hồ sơ."
    ),
    "same_deadline_above": (
        "phải gửi {owed_to} chậm nhất {above}, trong khi đơn vị gửi lên đến {due}; không còn ngày để tổng hợp."
    ),
    "outside_period": "{day} nằm ngoài thời gian của phong trào; kiểm tra lại.",
    "far_after_end": "{day} là nhiều năm sau khi phong trào kết thúc ({end}); kiểm tra lại năm đã ghi.",
    "two_readings": (
        "“{wording}” có thể hiểu là hết {earlier} hoặc hết {later};"
        " nhắc theo ngày sớm, chỉ từ chối sau ngày muộn cho đến khi xác nhận."
    ),
    "starts_on_day_off": "{day} là ngày nghỉ ({name}).",
    "deadline_on_day_off": "{day} là ngày nghỉ ({name}); hạn không tự dời, chọn giữ nguyên hoặc đổi ngày.",
}
