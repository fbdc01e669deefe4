import email
import random
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import pytest

from domain.errors import Invalid
from notifications.message import build, new_message_id
from notifications.render import Rendered, render
from tests.unit.notifications.examples import example

LETTER = render(example("dossier_returned"))
TEXT = (
    "Hội đồng ngày xét duyệt hồ sơ đề nghị khen thưởng phường quận Ủy ban nhân dân tổng kết phong trào thi đua “Chung "
    "sức” – 2021 [NH-2021-01] đặc biệt, nghĩa (mã X-1): 05/02/2024 & Đỗ Thị Ngọc Ánh thuở xưa ABC plain words"
)


def built(letter: Rendered = LETTER, **changed: Any) -> bytes:
    given: dict[str, Any] = {
        "sender": "thidua@nam-ha.example",
        "recipient": "nhung@khupho4.example",
        "message_id": new_message_id("mail:1", "nam-ha.example"),
        "date": datetime(2021, 11, 12, 2, 5, tzinfo=UTC),
    }
    return build(letter, **{**given, **changed})


def read(message: bytes) -> EmailMessage:
    return email.message_from_bytes(message, _class=EmailMessage, policy=SMTP)


def subject_of(message: bytes) -> str:
    return str(make_header(decode_header(email.message_from_bytes(message)["Subject"])))


def random_subjects(count: int) -> list[str]:
    words, chance = TEXT.split(), random.Random(2021)  # noqa: S311 because the subjects must be the same in every run
    return [" ".join(chance.choices(words, k=chance.randint(1, 40))) for _ in range(count)]


def test_two_thousand_subjects_arrive_unchanged() -> None:
    subjects = random_subjects(2000)
    sent = [built(LETTER.model_copy(update={"subject": subject})) for subject in subjects]
    assert [subject_of(message) for message in sent] == subjects


def test_modern_reader_sees_the_same_subject() -> None:
    subjects = random_subjects(200)
    sent = [built(LETTER.model_copy(update={"subject": subject})) for subject in subjects]
    assert [read(message)["Subject"] for message in sent] == subjects


def test_subject_that_looks_encoded_arrives_unchanged() -> None:
    message = built(LETTER.model_copy(update={"subject": "=?utf-8?b?QQ==?="}))
    assert subject_of(message) == "=?utf-8?b?QQ==?="


def test_both_bodies_arrive_unchanged() -> None:
    parts = list(read(built()).iter_parts())
    assert [part.get_content_type() for part in parts] == ["text/plain", "text/html"]
    assert [part.get_content().replace("\r\n", "\n") for part in parts] == [LETTER.text, LETTER.html]


def test_same_inputs_give_same_bytes() -> None:
    assert built() == built()


def test_lines_are_short_and_seven_bit() -> None:
    message = built(
        sender_name="Phòng Nội vụ " * 20, references=[new_message_id(str(n), "a.example") for n in range(20)]
    )
    assert message.isascii()
    assert max(map(len, message.split(b"\r\n"))) <= 998
    assert b"\n" not in message.replace(b"\r\n", b"")


def test_names_arrive_with_their_accents() -> None:
    message = read(built(sender_name="Phòng Nội vụ, “Thi đua”", recipient_name="Bà Nhung <b>" * 20))
    assert message["From"].addresses[0].display_name == "Phòng Nội vụ, “Thi đua”"
    assert message["To"].addresses[0].addr_spec == "nhung@khupho4.example"


def test_robots_are_told_not_to_answer() -> None:
    assert read(built())["Auto-Submitted"] == "auto-generated"


def test_letter_joins_its_thread() -> None:
    first, second = new_message_id("a", "x.example"), new_message_id("b", "x.example")
    message = read(built(references=(first, second)))
    assert (message["References"], message["In-Reply-To"]) == (f"{first} {second}", second)


def test_first_letter_has_no_thread() -> None:
    assert read(built())["References"] is None


def test_date_is_told_in_vietnam() -> None:
    assert read(built())["Date"] == "Fri, 12 Nov 2021 09:05:00 +0700"


def test_date_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        built(date=datetime(2021, 11, 12))  # noqa: DTZ001 because the naive moment is the bad input


def test_message_id_depends_on_key_only() -> None:
    assert new_message_id("mail:1", "a.example") == new_message_id("mail:1", "a.example")
    assert new_message_id("mail:1", "a.example") != new_message_id("mail:2", "a.example")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "nobody",
        "a@b@c",
        "a b@c.example",
        "a@b.example\nBcc: c@d.example",
        "a@b.example\r\n",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a@",
        "@b",
        "đào@b.example",
        f"{'a' * 65}@b.example",
        f"a@{'b' * 260}",
    ],
)
@pytest.mark.parametrize("field", ["sender", "recipient"])
def test_bad_address_is_refused(field: str, address: str) -> None:
    with pytest.raises(Invalid) as refusal:
        built(LETTER, **{field: address})
    assert refusal.value.code == "mail_address"


@pytest.mark.parametrize("broken", ["a\nBcc: x@y.example", "a\r\n\r\nbody", "a\rb", "a\x00b", "a\u2028b", "\ud800"])
def test_subject_cannot_become_a_header(broken: str) -> None:
    with pytest.raises(Invalid) as refusal:
        built(LETTER.model_copy(update={"subject": broken}))
    assert refusal.value.data["header"] == "Subject"


@pytest.mark.parametrize("field", ["sender_name", "recipient_name"])
def test_name_cannot_become_a_header(field: str) -> None:
    with pytest.raises(Invalid):
        built(LETTER, **{field: "Bà Nhung\nBcc: x@y.example"})


@pytest.mark.parametrize("broken", ["", "x@y", "<x y@z>", "<x@y>\n", "<x@y><z@w>"])
def test_bad_message_id_is_refused(broken: str) -> None:
    with pytest.raises(Invalid):
        built(message_id=broken)


@pytest.mark.parametrize("domain", ["", "a b", "a>b", "a\nb"])
def test_message_id_needs_a_plain_domain(domain: str) -> None:
    with pytest.raises(Invalid):
        new_message_id("mail:1", domain)
