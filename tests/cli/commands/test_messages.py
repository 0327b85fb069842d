"""Messages from the command line: listed, shown, sent, taken back, settled, sent again, copied."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_django import Settings
from typer.testing import CliRunner, Result

from goodstanding.cli.commands import messages as command
from goodstanding.cli.commands import sending as switches
from goodstanding.outreach.channels.provider import Outcome
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.sending.operations.pausing import SendingRefused, is_paused
from goodstanding.outreach.sending.queries import NoSuchMessage
from goodstanding.outreach.sending.wanted import MessageRefused
from tests.outreach.sending.post_office import PostOffice, debtors, messages, send, states

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_FOLDER = tmp_path
    return tmp_path


def call(*words: str) -> Result:
    return CliRunner().invoke(command.app, words, catch_exceptions=False)


def test_messages_are_listed_for_people_and_for_programs(folder: Path) -> None:
    assert call().stdout == "There are no such messages.\n"
    first, second = messages(2)
    send(folder, PostOffice(), limit=1)
    assert "Juniper Testcase" in call().stdout
    told = [json.loads(line) for line in call("--json").stdout.splitlines()]
    assert [line["message_id"] for line in told] == [second, first]
    (waiting,) = call("--state", "waiting", "--json").stdout.splitlines()
    assert json.loads(waiting)["state"] == "approved"
    assert call("--state", "accepted", "--channel", "sms", "--json").stdout == ""
    assert len(call("--account", "D-0", "--json").stdout.splitlines()) == 1


def test_an_unknown_state_is_refused() -> None:
    with pytest.raises(MessageRefused, match="is no state; one of waiting, open, dead"):
        call("--state", "lost")


def test_one_message_is_shown_with_its_life(folder: Path) -> None:
    (number,) = messages(1)
    send(folder, PostOffice())
    printed = call("show", str(number)).stdout
    begins = f"Message {number} to Juniper Testcase by email: accepted. The provider has it."
    for text in (begins, "handed over (try 1)", "mail (message/rfc822", "Hello, this is test:"):
        assert text in printed
    told = json.loads(call("show", str(number), "--json").stdout)
    assert [one["word"] for one in told["events"]] == ["approved", "handed_over", "accepted"]
    with pytest.raises(NoSuchMessage):
        call("show", "999999")


def test_a_message_is_sent_looked_at_and_taken_back() -> None:
    ((_, debt),) = debtors(1)
    words = ("send", "--account", str(debt), "--template", "friendly-reminder", "--channel", "email", "--key", "one")
    seen = call(*words, "--preview")
    assert "To: person0@example.com" in seen.stdout and not Message.objects.exists()
    first = json.loads(call(*words, "--json").stdout)["message"]
    assert json.loads(call(*words, "--json").stdout)["message"] == first, "The same key is the same message."
    assert call("cancel", str(first), "--reason", "Wrong one.").stdout == f"Message {first} was taken back.\n"
    assert states(first) == ["cancelled"]
    with pytest.raises(MessageRefused, match="cannot be taken back any more: it is cancelled"):
        call("cancel", str(first))


@pytest.mark.parametrize(
    ("channel", "template", "sentence"),
    [("call", "reminder", "Nothing is sent by 'call'"), ("email", "no-such", "There is no template"),
     ("sms", "friendly-reminder", "Nobody knows a usable phone")],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(channel: str, template: str, sentence: str) -> None:
    ((_, debt),) = debtors(1)
    with pytest.raises(MessageRefused, match=sentence):
        call("send", "--account", str(debt), "--template", template, "--channel", channel)


def test_what_nobody_can_tell_is_settled(folder: Path) -> None:
    (number,) = messages(1)
    send(folder, PostOffice(says=lambda _one: Outcome("unknown")))
    with pytest.raises(MessageRefused, match="Say whether it went"):
        call("settle", str(number), "--reason", "They told us.")
    with pytest.raises(MessageRefused, match="Say how you know"):
        call("settle", str(number), "--went")
    assert "the provider has it" in call("settle", str(number), "--went", "--reason", "They told us.").stdout
    assert states(number) == ["accepted"]


def test_a_dead_one_is_sent_again_once(folder: Path) -> None:
    (number,) = messages(1)
    send(folder, PostOffice(says=lambda _one: Outcome("failed", reason="No such mailbox.")))
    again = json.loads(call("again", str(number), "--json").stdout)["message"]
    assert json.loads(call("again", str(number), "--json").stdout)["message"] == again != number
    assert Message.objects.get(id=again).again_of_id == number


def test_a_copy_is_written_byte_for_byte(folder: Path) -> None:
    (number,) = messages(1)
    send(folder, PostOffice())
    out = folder / "mail.eml"
    told = json.loads(call("copy", str(number), "mail", "--out", str(out), "--json").stdout)
    assert sha256(out.read_bytes()).hexdigest() == told["sha256"]
    with pytest.raises(MessageRefused, match=r"has no part 'letter'\. It has mail"):
        call("copy", str(number), "letter", "--out", str(out))


def test_sending_is_paused_and_goes_on() -> None:
    paused = CliRunner().invoke(switches.pause_app, ["A wrong letter.", "--json"], catch_exceptions=False)
    assert json.loads(paused.stdout) == {"sending": "paused", "reason": "A wrong letter."} and is_paused()
    with pytest.raises(SendingRefused, match="paused already"):
        CliRunner().invoke(switches.pause_app, ["Again."], catch_exceptions=False)
    CliRunner().invoke(switches.resume_app, ["It was mended."], catch_exceptions=False)
    assert not is_paused()
    with pytest.raises(SendingRefused, match="not paused"):
        CliRunner().invoke(switches.resume_app, ["Again."], catch_exceptions=False)
