"""What the audit trail's events say to a reader. An unknown kind raises KeyError: no event may be shown as a bare code.

Names of people are not in the trail; a sentence names units, dossiers and stages by their codes.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime

from domain.errors import Invalid
from domain.stages import StageKey
from wording.accounts import EVENTS as OF_ACCOUNTS
from wording.campaign_desk import EVENTS as OF_CAMPAIGNS
from wording.complaints import COMPLAINT_OUTCOMES, LIMIT_UNITS
from wording.complaints import EVENTS as OF_COMPLAINTS
from wording.components import component_label
from wording.dates import moment, short_date
from wording.departures import EVENTS, OPINIONS
from wording.duties import duty_phrase
from wording.earlier_awards import ANSWERS
from wording.earlier_awards import EVENTS as OF_EARLIER_AWARDS
from wording.engine import EVENTS as OF_ENGINE
from wording.issuing import EVENTS as OF_ISSUING
from wording.issuing import SIGNING_FORMS
from wording.labels import AWARD_FORMS, NOMINEE_KINDS, ROLES, stage_label
from wording.later_decisions import DECISION_KINDS, RECOVERED
from wording.later_decisions import EVENTS as OF_LATER_DECISIONS
from wording.ledger import EVENTS as OF_LEDGER
from wording.personal_data import EVENTS as OF_PERSONAL_DATA
from wording.personal_data import FIELDS, KEPT, SENSITIVE
from wording.questions import question
from wording.sittings import EVENTS as OF_COUNCIL
from wording.states import OUTCOMES
from wording.succession import EVENTS as OF_SUCCESSION
from wording.waits import step_phrase

UNKNOWN = "chưa rõ"
_THINGS: Mapping[str, str] = {
    "campaign": "Phong trào",
    "stage": "Giai đoạn",
    "decision": "Quyết định:",
    "complaint": "Khiếu nại",
    "dossier": "Hồ sơ",
    "outside_award": "Khen thưởng nơi khác số",
    "unit": "Đơn vị",
    "person": "Người dùng",
    "question": "Câu hỏi:",
    "deputy": "Giấy cử người làm thay số",
    "delegation": "Giấy giao ký thay số",
    "book": "Sổ văn bản số",
    "mail": "Thư số",
    "proof": "Bằng chứng về",
    "ledger_key": "Khóa niêm phong số",
    "erasure": "Yêu cầu xóa dữ liệu số",
}
_NAMED: Mapping[str, str] = {
    "trail:all": "toàn bộ nhật ký",
    "awards:public": "danh sách khen thưởng công khai",
    "trail:export": "tải nhật ký về",
    "mails:all": "danh sách thư",
    "waiting:export": "danh sách việc đang vướng",
    "awards:outside": "khen thưởng quyết định nơi khác",
    "engine:sweep": "lịch chạy tự động",
    "store:all": "kho dữ liệu",
    "ledger:all": "niêm phong nhật ký",
}
NOTHING: Mapping[str, str] = {
    **dict.fromkeys(("passed", "limit", "joined", "left"), "không có"),
    "term_to": "không đổi",
}
"""What an empty list says where it is an answer and not a gap."""


def event_sentence(kind: str, subject: str, facts: Mapping[str, object], reason: str = "") -> str:
    """`Kéo dài “Đăng ký thi đua” đến 30/09/2021. Lý do: mưa bão.`; facts an older event lacks are told as unknown."""
    shown = defaultdict(lambda: UNKNOWN, {key: _shown(key, value) for key, value in facts.items()})
    shown["about"] = _about(subject)
    told = f"{SENTENCES[kind].format_map(shown)}."
    return f"{told} Lý do: {reason.rstrip('.')}." if reason else told


def _about(subject: str) -> str:
    """The subject as it is called: `stage:dossier_intake@2025` is a stage, `unit:TDP-01` the unit's code."""
    head, _, rest = subject.partition(":")
    # Who looks at the trail may have asked for a subject that never was, and that she looked is told for ever.
    with suppress(Invalid, KeyError, ValueError):
        if head == "stage":
            return _stage(rest)
        if head == "question":
            return question(rest)
        if head == "decision":
            return _stage(rest.partition("/")[0])
    return _NAMED.get(subject, rest)


def subject_label(subject: str) -> str:
    """What an event is about, for a list: `Giai đoạn Thẩm định`, `Hồ sơ HS-0001`; another kind of thing as it is."""
    if subject in _NAMED:
        return _NAMED[subject]
    head = subject.partition(":")[0]
    return f"{_THINGS[head]} {_about(subject)}" if head in _THINGS else subject


def _stage(text: str) -> str:
    key = StageKey.parse(text)
    return stage_label(key.kind.value, key.round)


def _form(code: str) -> str:
    return AWARD_FORMS.get(code, code.replace("_", " "))


def shown_fact(key: str, value: object) -> str:
    """A fact of an event as its sentence tells it: a day as a day, a code by its name."""
    return _shown(key, value)


def _shown(key: str, value: object) -> str:
    if value is None or value in ("", [], ()):
        return NOTHING.get(key, UNKNOWN)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_shown(key, item) for item in value)
    text = str(value)
    if key in _NAMES:
        return _NAMES[key].get(text, text)
    return _READ.get(key, _plain)(text)


def _plain(text: str) -> str:
    """A day is read as a day whatever the fact is called, as in the answer to an open item."""
    return _day(text) if _DAY.fullmatch(text) else text


def _day(text: str) -> str:
    return short_date(date.fromisoformat(text[:10]))


def _moment(text: str) -> str:
    return moment(datetime.fromisoformat(text))


def _passed(text: str) -> str:
    """`NH-2021-01/registration`: a stage of some campaign."""
    code, _, stage = text.partition("/")
    return f"{code} “{_stage(stage)}”"


_READ: Mapping[str, Callable[[str], str]] = {
    "form": _form,
    "components": component_label,
    "stage": _stage,
    "step": step_phrase,
    "steps": step_phrase,
    "passed": _passed,
    **dict.fromkeys(("due", "until", "old", "new", "issued_on", "at", "received_on", "from", "to"), _day),
    **dict.fromkeys(("down_since", "down_until", "locked_until", "held_until", "made_at"), _moment),
}
"""How a fact is read, by its name; the others are shown as they are."""

_NAMES: Mapping[str, Mapping[str, str]] = {
    "role": ROLES,
    "kind": NOMINEE_KINDS,
    "signing": SIGNING_FORMS,
    "outcome": OUTCOMES,
    "opinion": OPINIONS,
    "finding": COMPLAINT_OUTCOMES,
    "counted_in": LIMIT_UNITS,
    "verdict": {code: words.lower() for code, words in ANSWERS.items()},
    "what": SENSITIVE,
    "field": FIELDS,
    "kept": KEPT,
    "later_kind": {code: name.lower() for code, name in DECISION_KINDS.items()},
    "item": {code: name.lower() for code, name in RECOVERED.items()},
    "agreed": {"True": "không tham gia", "False": "vẫn tham gia"},
    "duty": {"establish_council": duty_phrase("establish_council")},
}

_CAMPAIGN: Mapping[str, str] = {
    "campaign:created": "Tạo phong trào {about}: {name}",
    "launch:prepared": "Hỏi những nội dung cần biết trước khi phát động {about}",
    "campaign:launched": "Phát động phong trào {about} với {units} đơn vị, theo bản kế hoạch số {version}",
    "campaign:amended": "Thay kế hoạch của {about}, nay là bản số {version}",
    "campaign:suspended": "Tạm dừng phong trào {about}",
    "campaign:resumed": "Tiếp tục phong trào {about}",
    "campaign:cancelled": "Hủy phong trào {about} (văn bản: {document}), thôi {lapsed} việc",
    "participant:added": "Thêm đơn vị {about} vào phong trào",
    "question:answered": "Trả lời “{about}”: {answer}",
}

_STAGE: Mapping[str, str] = {
    "stage:asked": "Hỏi những nội dung còn để ngỏ của “{about}”",
    "stage:opened": "Mở “{about}”, hạn {due}",
    "stage:reminded": "Nhắc việc trong “{about}” trước hạn {due}: {told} thư",
    "stage:escalated": "Báo quá hạn {due} trong “{about}”: {told} thư",
    "stage:closed": "Kết thúc “{about}”",
    "stage:extended": "Kéo dài “{about}” từ {old} đến {new}",
    "stage:date_set": "Ấn định hạn của “{about}” là {new} (trước đó: {old})",
    "stage:skipped": "Không tổ chức “{about}”",
    "stage:run": "Thực hiện “{about}” theo yêu cầu: {steps}",
    "duty:settled": "Xong việc trong “{about}”: {duty}",
    "planned_duty:done": "Xong việc theo kế hoạch “{duty}” ({about})",
    "incident:opened": "Bước “{step}” của “{about}” bị lỗi, sẽ thử lại",
    "incident:repeated": "Bước “{step}” của “{about}” lại bị lỗi, lần thứ {attempts}",
    "incident:retry_asked": "Yêu cầu thử lại bước “{step}” của “{about}”",
    "incident:given_up": "Thôi thử bước “{step}” của “{about}”, vì giai đoạn không còn tổ chức",
    "incident:resolved": "Thử lại bước “{step}” của “{about}” sau {attempts} lần lỗi",
}

_MAIL: Mapping[str, str] = {
    "mail:failed": "Thư không gửi được ({about})",
}

_HANDED_IN: Mapping[str, str] = {
    "registration:submitted": "Đơn vị {about} gửi đăng ký thi đua: {pledges}",
    "registration:confirmed": "Xác nhận đăng ký thi đua của đơn vị {about}",
    "registration:withdrawn": "Đơn vị {about} rút đăng ký thi đua",
    "report:filed": "Đơn vị {about} gửi báo cáo sơ kết",
    "review:written": "Viết nhận xét sơ kết ({reports}/{units} đơn vị gửi báo cáo)",
    "dossier:submitted": "Nhận hồ sơ {about}: đề nghị tặng {form} cho {kind}, {papers} tài liệu",
    "dossier:returned": "Trả hồ sơ {about} để bổ sung {components}, hạn {due}",
    "dossier:supplemented": "Nhận bổ sung hồ sơ {about}: {papers} tài liệu, {proofs} minh chứng",
    "dossier:accepted": "Hồ sơ {about} đủ điều kiện, trình Hội đồng",
    "dossier:ineligible": "Kết luận hồ sơ {about} không đủ điều kiện",
    "dossier:withdrawn": "Rút hồ sơ {about}",
    "nomination:declined": "Đơn vị {about} báo không đề nghị khen thưởng",
    "summary:written": "Viết báo cáo tổng kết",
}

_COUNCIL: Mapping[str, str] = {
    "council:established": "Thành lập Hội đồng của {about} theo {document}",
    "council:rule_adopted": "Thông qua quy chế bỏ phiếu của Hội đồng {about}",
    "meeting:convened": "Triệu tập phiên họp ngày {at}, tại {place}: {dossiers}",
    "meeting:attended": "Ghi nhận {present} người dự phiên họp",
    # How somebody voted is not told here, because a reader of the trail may be a member of the same council.
    "ballot:opened": "Mở bỏ phiếu hồ sơ {about}, lượt {turn}",
    "ballot:voted": "Một phiếu cho hồ sơ {about} được ghi nhận, lượt {turn}",
    "ballot:closed": "Kết thúc bỏ phiếu hồ sơ {about}: {yes} đồng ý, {no} không đồng ý, cần {needed}/{base}: {outcome}",
    "council:concluded": "Hội đồng kết luận theo biên bản {document}: đề nghị {chosen}",
    "decision:drafted": "{about}: dự thảo quyết định tặng {form}, {lines} trường hợp",
    "decision:signed": "{about}: ký quyết định tặng {form}",
    "decision:issued": "Ban hành Quyết định {number} ngày {issued_on} tặng {form}, {lines} trường hợp",
}

_OFFICE: Mapping[str, str] = {
    "calendar:set": "Đặt lại ngày nghỉ, ngày làm việc",
    "unit:added": "Thêm đơn vị {about}: {name}",
    "person:added": "Thêm người dùng {about}",
    "person:changed": "Sửa thông tin người dùng {about}",
    "person:left": "Ngừng người dùng {about}",
    "person:came_back": "Cho người dùng {about} hoạt động lại",
    "unit:changed": "Sửa thông tin đơn vị {about}: {name}",
    "mail:paused": "Dừng mọi thư",
    "mail:resumed": "Gửi thư trở lại",
    "mail:redirected": "Chuyển mọi thư về một địa chỉ",
    "mail:redirect_ended": "Thôi chuyển thư, gửi lại tới từng người nhận",
    "role:granted": "Giao vai trò {role} cho {about}",
    "role:revoked": "Thôi giao vai trò {role} cho {about}",
}

FORMER: Mapping[str, str] = {
    "audit:viewed": "Xem nhật ký: {about}",
}
"""Kinds of events that nothing writes any more; a trail keeps those it has."""

SENTENCES: Mapping[str, str] = {
    **FORMER,
    **_CAMPAIGN,
    **_STAGE,
    **_MAIL,
    **_HANDED_IN,
    **_COUNCIL,
    **_OFFICE,
    **OF_ACCOUNTS,
    **EVENTS,
    **OF_SUCCESSION,
    **OF_COUNCIL,
    **OF_ENGINE,
    **OF_CAMPAIGNS,
    **OF_EARLIER_AWARDS,
    **OF_LATER_DECISIONS,
    **OF_LEDGER,
    **OF_COMPLAINTS,
    **OF_PERSONAL_DATA,
    **OF_ISSUING,
}

KINDS = tuple(sorted(SENTENCES))
"""Every kind of event."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_GAP = re.compile(r"“?\{\w+\}”?")


def kind_label(kind: str) -> str:
    """What a kind of event tells, without its values: `Kéo dài … đến …`."""
    return _GAP.sub("…", SENTENCES[kind])
