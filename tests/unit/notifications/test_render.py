import html
import re
from datetime import date
from pathlib import Path

import pytest

import notifications
from notifications.notices import KINDS
from notifications.notices.of_decisions import DecisionSigned
from notifications.render import SUBJECT_LENGTH, EmptyDigestError, Rendered, deadline, render, render_digest
from tests.unit.notifications.examples import SPECIFIC, example

TEMPLATES = Path(notifications.__file__).parent / "templates" / "email"
HOSTILE = "<b onload=x>&\"'{{ 7*7 }}</b>"
DAY = date(2021, 11, 21)


def words(page: str) -> list[str]:
    body = page.partition("<body")[2]
    return re.findall(r"\w+", html.unescape(re.sub(r"<[^>]+>", " ", f"<body{body}")))


def with_texts(kind: str, text: str) -> Rendered:
    """The letter of `kind` with every text replaced by `text`."""
    fixed = {"code", "dossier_code", "campaign_code", "link"}
    changed = {name: text for name, value in SPECIFIC[kind].items() if isinstance(value, str) and name not in fixed}
    lists = {name: (text, text) for name, value in SPECIFIC[kind].items() if isinstance(value, tuple)}
    return render(example(kind, recipient_name=text, campaign_name=text, **changed, **lists), office=text)


def test_every_kind_has_a_folder_and_no_more() -> None:
    assert {folder.name for folder in TEMPLATES.iterdir()} == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_every_folder_holds_three_templates(kind: str) -> None:
    assert {file.name for file in (TEMPLATES / kind).iterdir()} == {"subject.txt", "body.txt", "body.html"}


@pytest.mark.parametrize("kind", KINDS)
def test_letter_says_no_none_and_no_blank(kind: str) -> None:
    letter = render(example(kind))
    assert not re.search(r"None|\bTrue\b|: *$|\{\{|<p[^>]*>\s*</p>", letter.text.replace(":\n  - ", "") + letter.html)


@pytest.mark.parametrize("kind", KINDS)
def test_optional_values_may_all_be_missing(kind: str) -> None:
    optional = {name: info.default for name, info in KINDS[kind].model_fields.items() if not info.is_required()}
    letter = render(example(kind, **optional))
    assert "None" not in letter.text


@pytest.mark.parametrize("kind", KINDS)
def test_every_given_value_reaches_the_reader(kind: str) -> None:
    letter = render(example(kind))
    texts = [value for value in SPECIFIC[kind].values() if isinstance(value, str)]
    assert all(value in letter.text or value in letter.subject for value in texts)


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_page_say_the_same(kind: str) -> None:
    letter = render(example(kind))
    assert words(letter.html) == re.findall(r"\w+", letter.text)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_values_stay_plain_text(kind: str) -> None:
    letter = with_texts(kind, HOSTILE)
    assert "<b" not in letter.html.partition("<body")[2].replace("<br>", "")
    assert HOSTILE in letter.text


@pytest.mark.parametrize("kind", KINDS)
def test_long_names_leave_one_subject_line(kind: str) -> None:
    letter = with_texts(kind, "Nguyễn " * 71)
    assert len(letter.subject) <= SUBJECT_LENGTH
    assert "\n" not in letter.subject


def test_absent_value_is_an_error_not_a_word() -> None:
    unchecked = DecisionSigned.model_construct(**{**dict(example("decision_signed")), "signed_by": None})
    with pytest.raises(ValueError, match="not there"):
        render(unchecked)


def test_page_carries_its_styles_inside_tags() -> None:
    page = render(example("duty_reminder")).html
    assert "<style" not in page
    assert 'style="' in page


def test_page_asks_nothing_from_the_network() -> None:
    assert not re.search(r"https?:|src=|url\(", render(example("duty_reminder")).html)


def test_failed_ballot_is_not_called_passed() -> None:
    assert "chưa được thông qua" in render(example("result_published", passed=False)).text


def test_office_signs_the_letter() -> None:
    assert "Trân trọng,\nPhòng Nội vụ quận" in render(example("duty_reminder"), office="Phòng Nội vụ quận").text


@pytest.mark.parametrize(
    ("due", "wording", "left", "text"),
    [
        (date(2021, 11, 20), None, None, "thứ Bảy, ngày 20 tháng 11 năm 2021"),
        (date(2021, 11, 20), None, 0, "thứ Bảy, ngày 20 tháng 11 năm 2021; hết hạn hôm nay"),
        (None, "trong tháng 11", None, "theo kế hoạch: “trong tháng 11”"),
        (None, None, None, ""),
    ],
)
def test_deadline_tells_what_is_known(due: date | None, wording: str | None, left: int | None, text: str) -> None:
    assert deadline(due, wording, left) == text


def test_digest_holds_every_notice_under_its_campaign() -> None:
    notices = [example("duty_reminder"), example("stage_opened", campaign_code="X-1"), example("duty_escalated")]
    letter = render_digest(notices, recipient_name="Ông Bùi Văn Khải", day=DAY)
    places = [letter.text.index(word) for word in ("(mã NH-2021-01)", "Nhắc hạn", "Quá hạn 6", "(mã X-1)", "Bắt đầu")]
    assert letter.subject == "Phong trào thi đua ngày 21/11/2021: 3 thông báo"
    assert places == sorted(places)


def test_digest_page_escapes_once() -> None:
    notices = [example("stage_skipped", reason=HOSTILE), example("duty_reminder", campaign_name=HOSTILE)]
    page = render_digest(notices, recipient_name=HOSTILE, day=DAY).html
    assert "&amp;lt;" not in page
    assert "<b onload" not in page


def test_digest_text_and_page_say_the_same() -> None:
    letter = render_digest([example(kind) for kind in KINDS], recipient_name="Bà Hoa", day=DAY)
    assert words(letter.html) == re.findall(r"\w+", letter.text)


def test_digest_of_one_is_its_letter() -> None:
    alone = render_digest([example("stage_opened")], recipient_name="Bà Hoa", day=DAY)
    assert alone == render(example("stage_opened", recipient_name="Bà Hoa"))


def test_digest_of_nothing_is_refused() -> None:
    with pytest.raises(EmptyDigestError):
        render_digest([], recipient_name="Bà Hoa", day=DAY)
