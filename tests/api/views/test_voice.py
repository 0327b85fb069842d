"""The telephone's door: signatures, bridging, a campaign's lines, and whole dialogues with the menu."""

import os
import random
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from goodstanding.access.permission import OPERATOR
from goodstanding.api.views import voice_pages
from goodstanding.arrangements.models import Promise
from goodstanding.compliance.lawbook.book import shipped
from goodstanding.outreach.channels.call.menu.words import AFTER_VERIFICATION, words
from goodstanding.outreach.channels.call.operations.dialling import dial
from goodstanding.outreach.channels.call.operations.showing import show_next
from goodstanding.outreach.channels.call.queries import voice
from goodstanding.outreach.channels.operations import set_channel
from goodstanding.outreach.models.call import Call, Recording
from goodstanding.outreach.models.contact import Contact
from goodstanding.outreach.models.enquiry import Enquiry, EnquiryStep, VerificationTry
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.house import House
from goodstanding.parties.contact_point import read_address
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.parties.operations.identifier import record_identifier
from goodstanding.worklists.models import Task
from tests.outreach.channels.call.dialling_cast import NUMBER, Exchange, Stage, free, holding, set_stage
from tests.outreach.fake_provider import signing
from tests.receivables.cast import COLLECTOR, SUPERVISOR

pytestmark = pytest.mark.django_db
LONG = bool(os.environ.get("GOODSTANDING_LONG"))
PUBLIC, TOKEN = "http://127.0.0.1", "token"
OPTIONS = {
    "account": "AC" + "0" * 32, "caller_id": "+12175550100", "public_address": PUBLIC, "base_address": "http://127.0.0.1:9",
    "settle_s": "0", "records": "yes", "recording_days": "30", "reach_number": "+12175550199",
}  # fmt: skip
BORN, ZIP = "12311980", "04101"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def stage() -> Stage:
    """A debtor whose date of birth and ZIP code are known, and a provider."""
    set_channel(
        "call", provider="twilio_voice", options=OPTIONS, secret=TOKEN, by=OPERATOR, at=now() - timedelta(days=1)
    )
    made = set_stage(at=now() - timedelta(hours=1))
    at = now() - timedelta(minutes=30)
    record_identifier(made.book.debtor_id, "date of birth", text="1980-12-31", by=SUPERVISOR, at=at)
    home = read_address(["12 Lantern Street"], locality="Portland", postal_code=ZIP, country="US", region="ME")
    add_contact_point(made.book.debtor_id, home, source="application form", label="home", by=SUPERVISOR, at=at)
    return made


def post(path: str, *, token: str = TOKEN, **form: str) -> tuple[int, ET.Element | None]:
    """Post to a page as the provider does, and return the status and what it is told to do."""
    signed = signing.twilio(PUBLIC + path, list(form.items()), token=token)
    answer = Client(SERVER_NAME="127.0.0.1").post(
        path, urlencode(form), content_type="application/x-www-form-urlencoded", headers={"X-Twilio-Signature": signed}
    )
    return answer.status_code, ET.fromstring(answer.content) if answer.content else None  # noqa: S314  We wrote it.


class Dialogue:
    """Somebody who calls us, and what they hear."""

    def __init__(self, sid: str = "CA-in-1", caller: str = NUMBER) -> None:
        self.sid, self.caller = sid, caller
        self.last: ET.Element | None = None

    def heard(self) -> str:
        assert self.last is not None
        return " ".join(one.text or "" for one in self.last.iter("Say"))

    def calls(self) -> str:
        _, self.last = post("/voice/welcome/", CallSid=self.sid, From=self.caller)
        return self.heard()

    def types(self, digits: str) -> str:
        _, self.last = post("/voice/turn/menu/", CallSid=self.sid, From=self.caller, Digits=digits)
        return self.heard()

    def verified(self, stage: Stage, proof: str = BORN) -> str:
        self.calls()
        self.types("1")
        self.types(str(stage.debt_id))
        return self.types(proof)

    @property
    def is_over(self) -> bool:
        assert self.last is not None
        return self.last.find("Gather") is None


def test_without_a_signature_nothing_is_said_and_nothing_changes() -> None:
    for path in ("/voice/welcome/", "/voice/turn/menu/", "/voice/bridge/x/", "/voice/recording/x/"):
        assert post(path, token="another", CallSid="CA1")[0] == 403
        assert Client().get(path).status_code == 405
    assert Client().post("/voice/welcome/", {"CallSid": "CA1"}).status_code == 403
    assert post("/voice/nothing/")[0] == 404
    assert not Enquiry.objects.exists()


def test_whatever_is_posted_the_answer_is_calm(stage: Stage) -> None:
    pieces = ["", "0", "9" * 300, "\x00", "<Dial>", "'; DROP TABLE x;--", "\ud7ff", "completed", "busy", "CA-in-1"]
    thrown = random.Random(11)
    before = Contact.objects.count(), Promise.objects.count()
    for _ in range(2000 if LONG else 150):
        what = thrown.choice(
            ["welcome", "turn", "bridge", "person", "after", "connect", "room", "seat", "recording", "voicemail"]
        )
        names = thrown.sample(
            ["CallSid", "From", "Digits", "CallStatus", "DialCallStatus", "AnsweredBy", "RecordingSid"], 3
        )
        status, _ = post(f"/voice/{what}/x/", **{name: thrown.choice(pieces) for name in names})
        assert status in {200, 400, 403, 404}
    assert (Contact.objects.count(), Promise.objects.count()) == before


def test_a_whole_dialogue_in_english(stage: Stage) -> None:
    caller = Dialogue()
    greeting = caller.calls()
    assert "This call may be recorded. Esta llamada puede ser grabada." in greeting
    assert "reference number" in caller.types("1")
    assert "date of birth" in caller.types(str(stage.debt_id))
    menu = caller.types(BORN)
    assert "This is an attempt to collect a debt" in menu
    assert "100.00 USD are open on reference D-1" in caller.types("1")
    assert "in whole USD" in caller.types("3")
    assert "month and day" in caller.types("40")
    day = (now() + timedelta(days=10)).date()
    assert "40.00 USD by" in caller.types(f"{day:%m%d}")
    assert "is recorded" in caller.types("1")
    promise = Promise.objects.get()
    assert (promise.amount_minor, promise.due_date, promise.channel) == (4_000, day, "call")
    enquiry = Enquiry.objects.get()
    assert promise.evidence == f"Typed by telephone in enquiry {enquiry.pk}."
    caller.types("9")
    assert caller.is_over
    (contact,) = Contact.objects.all()
    assert (contact.direction, contact.channel, contact.pk) == ("inbound", "call", enquiry.contact_id)
    shown = EnquiryStep.objects.filter(stage__in=("account", "proof")).values_list("typed", flat=True)
    assert all(one.endswith(" digits") for one in shown)


def test_a_dialogue_in_spanish_by_zip_code_ends_with_somebody(stage: Stage) -> None:
    caller = Dialogue()
    caller.calls()
    assert "número de referencia" in caller.types("2")
    caller.types("1")  # The reference's own digits, from a number we know.
    assert "cobrador de deudas" in caller.types(ZIP)
    assert "Están pendientes 100.00 USD" in caller.types("1")
    caller.types("0")
    assert caller.last is not None
    assert [one.text for one in caller.last.iter("Number")] == ["+12175550199"]
    task = Task.objects.get(matter__startswith="enquiry:")
    assert (task.kind, task.debt_id) == ("call", stage.debt_id)


def test_the_link_to_pay_is_asked_for_as_every_message_is(stage: Stage) -> None:
    caller = Dialogue()
    caller.verified(stage)
    assert "We will send a text message" in caller.types("2")
    message = Message.objects.get()
    assert (message.channel, message.debt_ids, message.key) == (
        "sms", [stage.debt_id], f"enquiry:{Enquiry.objects.get().pk}:link",
    )  # fmt: skip
    caller.types("2")
    assert Message.objects.count() == 1, "Asked for twice it is the same message."


def test_a_promise_that_cannot_be_is_refused_with_why(stage: Stage) -> None:
    caller = Dialogue()
    caller.verified(stage)
    for typed in ("3", "101", f"{now() + timedelta(days=10):%m%d}"):
        caller.types(typed)
    assert "cannot be recorded. USD 101.00 is more than the USD 100.00 that are owed." in caller.types("1")
    assert not Promise.objects.exists()
    assert not caller.is_over


@pytest.mark.law
def test_nothing_of_a_debt_is_said_before_somebody_is_verified() -> None:
    """12 CFR 1006.6(d)(1): nobody else learns of a debt; what gives one away is in the lawbook's own list."""
    entry = shipped().rule("us.regf.text_limited_content_voicemail").values["of_debts"].entries[-1]
    assert isinstance(entry.value, tuple)
    for language in words().values():
        said = [str(text).casefold() for name, text in language.items() if name not in AFTER_VERIFICATION]
        assert not [word for word in entry.value for text in said if word in text]


def test_what_is_wrong_is_never_said(stage: Stage) -> None:
    heard = set()
    for number, (account, proof) in enumerate(
        [(str(stage.debt_id), "12311981"), (str(stage.debt_id), "99999"), ("987654321", BORN)]
    ):
        caller = Dialogue(f"CA-{number}", "+12025550100")
        caller.calls()
        caller.types("1")
        caller.types(account)
        heard.add(caller.types(proof))
    assert len(heard) == 1
    assert not Contact.objects.exists()


def test_a_call_is_over_after_three_wrong_tries(stage: Stage) -> None:
    caller = Dialogue()
    caller.calls()
    caller.types("1")
    for _ in range(3):
        assert not caller.is_over
        caller.types(str(stage.debt_id))
        caller.types("99999")
    assert caller.is_over
    assert "cannot go on here" in caller.heard()
    caller.types(str(stage.debt_id))
    assert caller.is_over


def test_five_wrong_tries_close_the_number_and_the_account_even_for_the_right_proof(stage: Stage) -> None:
    for number in range(5):
        caller = Dialogue(f"CA-{number}", f"+1202555019{number}")
        caller.verified(stage, "99999")
    other = Dialogue("CA-9", NUMBER)
    assert "cannot go on here" in other.verified(stage)
    assert other.is_over
    assert VerificationTry.objects.filter(is_right=True).count() == 0
    assert not Contact.objects.exists()


def test_the_right_proof_counts_for_one_person_only(stage: Stage) -> None:
    caller = Dialogue()
    caller.verified(stage, "01011980")
    assert "could not match" in caller.heard()


@pytest.mark.parametrize("typed", ["*", "#", "abc", "1" * 21, "-1", "٣", "", "1 OR 1=1"])
def test_hostile_digits_are_nothing(stage: Stage, typed: str) -> None:
    caller = Dialogue()
    caller.calls()
    caller.types("1")
    assert "did not understand" in caller.types(typed)
    caller.types(typed)
    caller.types(typed)
    assert caller.is_over
    assert not VerificationTry.objects.exists()


def test_a_collector_who_picks_up_hears_what_stands_against_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    number = show_next(weigh=free, by=COLLECTOR, at=now())
    assert number is not None
    dial(number, weigh=free, voice=Exchange(), phone="+12175550101", by=COLLECTOR, at=now())
    monkeypatch.setattr(voice_pages, "the_house", lambda: House(weigh=holding("law: They want no more calls.")))
    _, told = post(f"/voice/bridge/{Call.objects.get(id=number).key}/", CallSid="CA1", CallStatus="in-progress")
    assert told is not None
    assert [one.tag for one in told] == ["Say", "Hangup"]
    assert told[0].text == "They want no more calls."
    assert Call.objects.get(id=number).state == "refused"


def test_a_collectors_call_is_bridged_once_with_its_notice_and_its_news(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_pages, "the_house", lambda: House(weigh=free))
    number = show_next(weigh=free, by=COLLECTOR, at=now())
    assert number is not None
    dial(number, weigh=free, voice=Exchange(), phone="+12175550101", by=COLLECTOR, at=now())
    key = Call.objects.get(id=number).key
    _, told = post(f"/voice/bridge/{key}/", CallSid="CA1", CallStatus="in-progress")
    assert told is not None
    dialled = told.find("Dial")
    assert dialled is not None
    assert dialled.get("record") == "record-from-answer-dual"
    assert [one.text for one in dialled] == [NUMBER]
    assert post(f"/voice/bridge/{key}/", CallSid="CA1", CallStatus="in-progress")[1].find("Dial") is None  # type: ignore[union-attr]  # it is told something.
    for status in ("ringing", "in-progress", "completed", "completed"):
        post(f"/voice/person/{key}/", CallSid="CA2", CallStatus=status)
    post(
        f"/voice/recording/{key}/",
        RecordingSid="RE1",
        RecordingUrl="https://api.example.com/RE1",
        RecordingDuration="61",
    )
    post(
        f"/voice/recording/{key}/",
        RecordingSid="RE1",
        RecordingUrl="https://api.example.com/RE1",
        RecordingDuration="61",
    )
    assert Call.objects.get(id=number).state == "ended"
    recording = Recording.objects.get()
    assert (recording.call_id, recording.length_s) == (number, 61)
    assert (recording.keep_until - recording.made_at.date()).days == 30


def test_the_line_is_made_of_the_setting() -> None:
    line = voice(now())
    assert line is not None
    assert line.account.public_address == PUBLIC
