"""A consignment is the same whoever asks for it, goes where it should, and refuses what is no address or number."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from goodstanding.outreach.channels.house import NOBODY
from goodstanding.outreach.channels.provider import Part
from goodstanding.outreach.channels.setting import Setting
from goodstanding.outreach.message.attempt import key_of
from goodstanding.outreach.sending.composing import Destination, Office, Written, compose
from goodstanding.outreach.sending.house import Waiting
from goodstanding.outreach.sending.wanted import MessageRefused
from goodstanding.outreach.template.facts.facts import Facts
from goodstanding.outreach.template.language.reading import read

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = read(
    """
template: friendly-reminder
language: en
jurisdiction: "*"
stage: early
tone: friendly
purpose: payment_reminder
optional: false
attachments: []
subject: "Hello {person.name}"
blocks:
  - paragraph: "Dear {person.name}, please call us."
  - on: [sms]
    paragraph: "{person.name}, please call us."
"""
)
OFFICE = Office(dict(NOBODY), None, "secret", date(2026, 11, 22), NOON)
MAIL = Destination("email", "rosa@example.com", "Rosa Specimen")
PHONE = Destination("phone", "+12175550101", "Rosa Specimen")
HOME = Destination("address", "1 Example Street\nSpringfield IL 62701", "Rosa Specimen", "US")


def waiting(channel: str = "email", **other: object) -> Waiting:
    told: dict[str, object] = {
        "message_id": 17, "key": "act:9", "origin": "night", "channel": channel, "person_id": 1, "client_id": 1,
        "contact_point_id": 1, "lines": (), "template": "friendly-reminder", "language": "en", "tone": "",
        "purpose": "", "fields": {}, "strategy": "", "edition": 0, "step": "", "is_optional": False, "answers_id": None,
        "planned_at": NOON, "not_before": NOON, "not_after": NOON, "attempt": 0, "by": "port", "made_at": NOON,
    }  # fmt: skip
    return Waiting(**(told | other))  # type: ignore[arg-type]  # A test says what it wants otherwise.


def written(**other: object) -> Written:
    return replace(Written(TEXT, Facts({"person.name": "Rosa Specimen"})), **other)  # type: ignore[arg-type]


def test_the_same_message_is_the_same_consignment() -> None:
    first = compose(waiting(), written(), to=MAIL, office=OFFICE)
    assert first == compose(waiting(), written(), to=MAIL, office=OFFICE)
    assert (first.to, first.subject) == ("rosa@example.com", "Hello Rosa Specimen")
    assert "please call us" in first.text and "<html" in first.html


def test_each_attempt_has_a_key_of_its_own() -> None:
    second = compose(waiting(attempt=1), written(), to=MAIL, office=OFFICE)
    assert (second.key, second.attempt) == (key_of("act:9", made_at=NOON, attempt=2), 2)


def test_mail_is_dressed_as_the_channel_is_set() -> None:
    setting = Setting("email", "smtp", {"from_address": "house@example.com"})
    made = compose(waiting(), written(), to=MAIL, office=replace(OFFICE, setting=setting))
    assert "house@example.com" in made.headers["From"] and made.headers["Message-ID"].startswith("<m17.")


def test_a_letter_is_a_page_and_a_pdf_unless_a_print_house_prints_it() -> None:
    made = compose(waiting("letter"), written(), to=HOME, office=OFFICE)
    assert made.pdf.startswith(b"%PDF") and made.page and made.to.splitlines()[0] == "Rosa Specimen"
    assert compose(waiting("letter"), written(), to=HOME, office=replace(OFFICE, presses=False)).pdf == b""


def test_what_another_chapter_printed_goes_in_place_of_the_letter() -> None:
    notice = Part("notice.pdf", "application/pdf", b"%PDF notice")
    assert compose(waiting("letter"), written(documents=(notice,)), to=HOME, office=OFFICE).pdf == notice.content


@pytest.mark.parametrize("number", ["nobody", "555-0101", "+12175", "+12175550101;ext=4", ""])
def test_what_is_no_number_is_refused(number: str) -> None:
    with pytest.raises(MessageRefused, match="is no number that can be dialled"):
        compose(waiting("sms"), written(), to=replace(PHONE, value=number), office=OFFICE)
    assert compose(waiting("sms"), written(), to=PHONE, office=OFFICE).to == "+12175550101"


def test_without_an_address_there_is_no_message() -> None:
    with pytest.raises(MessageRefused, match="Nobody knows where"):
        compose(waiting(), written(), to=None, office=OFFICE)
