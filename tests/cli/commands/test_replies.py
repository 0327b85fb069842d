"""`goodstanding replies …` and `timeline`: for people and for programs, and refusals as sentences."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from typer.testing import CliRunner, Result

from goodstanding.arrangements.models import Promise
from goodstanding.cli.commands import replies, replies_measured, timeline
from goodstanding.cli.commands.replies_measured import MeasureRefused
from goodstanding.cli.commands.timeline import TimelineRefused
from goodstanding.disputes.models import Dispute
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.inbox.telling import Incoming
from goodstanding.outreach.models.reply import ReplyReading
from goodstanding.outreach.reply.operations import ReplyRefused, receive
from goodstanding.outreach.reply.queries import NoSuchReply
from goodstanding.outreach.reply.reading.trained import classifier
from goodstanding.outreach.timeline.queries import NobodyThere
from goodstanding.parties.contact_point import read_email
from goodstanding.parties.models import Consent
from goodstanding.parties.operations.contact_point import add_contact_point
from goodstanding.receivables.models import Hold
from goodstanding.strategy.queries.question import QuestionRefused
from goodstanding.worklists.models import Task
from tests.receivables.cast import NOON, SUPERVISOR, Book, item, open_book, place

pytestmark = pytest.mark.django_db
AT = datetime.now(UTC) - timedelta(hours=1)
MAIL = Incoming("email", "mail:1", AT, "juniper@example.com", "help@example.org", text="I dispute this debt.")


@pytest.fixture
def book() -> Book:
    return open_book()


@pytest.fixture(autouse=True)
def debt_id(book: Book) -> int:
    number = place(book, item("INV-1", 10_000), reference="GF-1")
    add_contact_point(book.debtor_id, read_email("juniper@example.com"), source="File", by=SUPERVISOR, at=NOON)
    return number


@pytest.fixture
def reply(debt_id: int) -> int:
    return receive(MAIL, by=SUPERVISOR, at=AT)


def call(*words: str, given: str | None = None) -> Result:
    """Call the command, and let its refusals through as the command line's door would see them."""
    return CliRunner().invoke(replies.app, words, input=given, catch_exceptions=False)


def test_what_waits_is_listed(reply: int) -> None:
    printed = call("list").stdout
    assert str(reply) in printed and "dispute" in printed and "I dispute this debt" in printed
    (told,) = json.loads(call("list", "--json").stdout)["replies"]
    assert (told["reply_id"], told["label"], told["is_sure"], told["quote"]) == (
        reply, "dispute", True, "I dispute this debt",
    )  # fmt: skip
    call("settle", str(reply), "--outcome", "Done.")
    assert call("list").stdout == "No reply waits for anybody.\n"


def test_one_reply_is_shown_with_its_words(reply: int) -> None:
    printed = call("show", str(reply)).stdout
    assert "words: “I dispute this debt”" in printed and "by the address or number it came from" in printed
    assert json.loads(call("show", str(reply), "--json").stdout)["how"] == "sender"
    with pytest.raises(NoSuchReply, match="There is no reply 0"):
        call("show", "0")


def test_a_note_is_read_and_acted_on(book: Book) -> None:
    told = json.loads(call("note", "GF-1", "Says he has an attorney now, stop calling.", "--json").stdout)
    assert told["label"] == "stop"
    assert Consent.objects.get(person_id=book.debtor_id).channel == "call"
    assert "An attorney was put on record." in call("show", str(told["reply"])).stdout
    with pytest.raises(QuestionRefused, match="No account"):
        call("note", "GF-2", "Hello.")
    with pytest.raises(ReplyRefused, match="'pigeon' is not a channel"):
        call("note", "GF-1", "Hello.", "--channel", "pigeon")


def test_every_deed_has_its_command(reply: int, debt_id: int) -> None:
    assert json.loads(call("dispute", str(reply), "GF-1", "--json").stdout)["dispute"] == Dispute.objects.get().pk
    day = (AT + timedelta(days=9)).date().isoformat()
    call("promise", str(reply), "GF-1", "--amount", "50", "--by", day)
    assert Promise.objects.get().due_date.isoformat() == day
    call("hold", str(reply), "GF-1", "--reason", "complaint", "--until", day)
    assert Hold.objects.get().reason == "complaint"
    call("stop", str(reply), "email")
    assert Consent.objects.get().channel == "email"
    call("read", str(reply), "death")
    call("confirm", str(reply))
    assert ReplyReading.objects.latest("id").label == "death"


def test_a_reply_of_nobody_is_matched(book: Book) -> None:
    number = receive(replace(MAIL, sender="x@example.net"), by=SUPERVISOR, at=AT)
    assert "nobody is known" in call("show", str(number)).stdout
    call("match", str(number), str(book.debtor_id))
    assert Task.objects.get(kind="reply", closed_at=None).person_id == book.debtor_id


def test_a_mailbox_is_set_and_what_cannot_be_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)
    (tmp_path / "keys").mkdir()
    with pytest.raises(ReplyRefused, match="No mailbox is set"):
        call("fetch")
    words = ("mailbox", "--option", "host=mail.example.com", "--option", "user=help", "--secret-file")
    assert "setting" in json.loads(call(*words, "-", "--json", given="secret\n").stdout)
    with pytest.raises(ReplyRefused, match="cannot be read"):
        call(*words, str(tmp_path / "none"))
    with pytest.raises(ChannelRefused, match="needs host"):
        call("mailbox", "--option", "user=help", "--secret-file", "-", given="secret\n")


def test_what_was_held_out_is_measured() -> None:
    told = json.loads(call("measure", "--no-folds", "--json").stdout)
    assert told["edition"] == classifier().edition
    assert told["held_out"]["phrases"] >= 100
    assert "legal meanings recalled" in call("measure", "--no-folds").stdout.replace("\n", " ")


def test_words_from_outside_are_measured(tmp_path: Path) -> None:
    file = tmp_path / "outside.csv"
    file.write_text('what,meant\n"I dispute this debt.",contested\n"Not mine.",contested\n"Gracias.",other\n')
    words = ("measure", "--outside", str(file), "--text-column", "what", "--label-column", "meant")
    told = json.loads(call(*words, "--alias", "contested=dispute", "--json").stdout)["outside"]
    assert (told["phrases"], told["legal_recall"]) == (3, 1.0)
    with pytest.raises(MeasureRefused, match="Say what 'contested' is to us"):
        call(*words)
    with pytest.raises(MeasureRefused, match="'nonsense' is no meaning"):
        call(*words, "--alias", "contested=nonsense")
    with pytest.raises(MeasureRefused, match="has no column 'text'"):
        call("measure", "--outside", str(file))
    with pytest.raises(MeasureRefused, match="cannot be read"):
        call("measure", "--outside", str(tmp_path / "none.csv"))


def test_training_writes_where_it_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replies_measured, "trained", lambda _known: classifier())
    told = json.loads(call("train", "--to", str(tmp_path / "made"), "--json").stdout)
    assert told["edition"] == classifier().edition
    assert (tmp_path / "made" / "numbers.npz").exists()
    (tmp_path / "file").write_text("x")
    with pytest.raises(MeasureRefused, match="Nothing can be written"):
        call("train", "--to", str(tmp_path / "file"))


def talk(*words: str) -> Result:
    return CliRunner().invoke(timeline.app, words, catch_exceptions=False)


def test_the_conversation_is_printed(reply: int, book: Book) -> None:
    printed = talk("GF-1").stdout
    assert "← email" in printed and "They say that the debt" in printed
    told = json.loads(talk(f"person:{book.debtor_id}", "--json").stdout)
    assert [one["kind"] for one in told["strands"]] == ["reply"]
    assert (told["person"], told["before"]) == (book.debtor_id, None)
    receive(replace(MAIL, event_key="mail:2", text="Hello again."), by=SUPERVISOR, at=AT)
    first = json.loads(talk("GF-1", "--limit", "1", "--json").stdout)
    rest = json.loads(talk("GF-1", "--before", first["before"], "--json").stdout)
    assert first["strands"][0]["number"] != rest["strands"][0]["number"]


def test_whom_there_is_none_of_is_a_sentence(book: Book) -> None:
    assert talk("GF-1").stdout == "Nothing was said yet.\n"
    with pytest.raises(NobodyThere, match="There is no person 0"):
        talk("person:0")
    with pytest.raises(TimelineRefused, match="no place in a conversation"):
        talk("GF-1", "--before", "yesterday")
    with pytest.raises(QuestionRefused):
        talk("person:x")
    place(book._replace(debtor_id=None), item("INV-2", 100), reference="GF-9")  # type: ignore[arg-type]  # nobody owes
    with pytest.raises(TimelineRefused, match="Nobody is known to owe"):
        talk("GF-9")
