"""Texts handed to a provider that is a process of its own, and everything that goes wrong on the way."""

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from goodstanding.outreach.channels.provider import Consignment, Part
from goodstanding.outreach.channels.text.twilio import TwilioTexts
from tests.outreach.channels.text.sending import FROM, TO, adapter, text
from tests.outreach.fake_provider.running import Running, fake_provider

NEVER = timedelta(days=1)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with fake_provider(tmp_path_factory.mktemp("provider")) as one:
        yield one


@pytest.fixture
def texts(running: Running) -> Iterator[TwilioTexts]:
    running.script()
    one = adapter(running)
    yield one
    one.close()


def just_now() -> datetime:
    """A moment ago: providers tell the time in whole seconds."""
    return datetime.now(UTC) - timedelta(seconds=2)


def fault(running: Running, do: str, **words: Any) -> None:
    running.script(faults=[{"what": "message", "do": do, "for_s": 3, **words}])


def sent_to(running: Running, consignment: Consignment) -> int:
    return len([one for one in running.accepted() if one["form"]["Body"] == consignment.text])


def test_a_text_is_taken_with_its_number_segments_and_copy(running: Running, texts: TwilioTexts) -> None:
    told = texts.send(text(1))
    assert (told.word, told.reference[:2], told.segments) == ("accepted", "SM", 1)
    assert told.sent == (Part("text", "text/plain; charset=utf-8", text(1).text.encode()),)
    (line,) = [one for one in running.accepted() if one["sid"] == told.reference]
    assert (line["form"]["To"], line["form"]["From"]) == (TO, FROM)
    assert "StatusCallback" not in line["form"]


def test_the_key_goes_along_in_the_address_that_is_called_back(running: Running) -> None:
    running.script()
    told = adapter(running, callback_address="http://127.0.0.1:9/hooks").send(text(2))
    (line,) = [one for one in running.accepted() if one["sid"] == told.reference]
    assert line["form"]["StatusCallback"] == "http://127.0.0.1:9/hooks?key=act%3A2%2F6a20ec80-1"


def test_a_long_text_goes_in_segments(running: Running, texts: TwilioTexts) -> None:
    assert texts.send(text(3, words="a" * 161)).segments == 2
    assert texts.send(text(3, words="ñ" * 160)).segments == 1
    assert texts.send(text(3, words="ł" * 71)).segments == 2


def test_what_it_costs_is_reckoned_by_segments_where_the_provider_does_not_say(running: Running) -> None:
    running.script()
    priced = adapter(running, price_per_segment="0.0079")
    told = priced.send(text(3))
    assert (told.cost_minor, told.cost_currency) == (1, "USD")
    assert priced.send(text(3, words="a" * 400)).cost_minor == 2
    assert adapter(running).send(text(3)).cost_minor is None


@pytest.mark.parametrize("to", ["2025550101", "+0123456789", "+12025550101;ext=5", "call me", "", "+1202555０101"])
def test_what_is_no_number_is_not_even_asked_for(running: Running, texts: TwilioTexts, to: str) -> None:
    before = len(running.lines("request", what="message"))
    told = texts.send(text(4, to=to))
    assert (told.word, "is not a number" in told.reason) == ("failed", True)
    assert len(running.lines("request", what="message")) == before


def test_an_empty_or_endless_text_is_refused(texts: TwilioTexts) -> None:
    assert texts.send(text(5, words="  ")).word == "refused"
    assert texts.send(text(5, words="a" * 1601)).word == "refused"


def test_a_number_for_abroad_texts_nobody_in_north_america(running: Running) -> None:
    running.script()
    abroad = adapter(running, route="abroad")
    assert abroad.send(text(5)).word == "refused"
    assert abroad.send(text(5, to="+442079460123")).word == "accepted"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (21211, ("failed", False, "none that a text can be sent to")),
        (21610, ("refused", False, "told the provider to stop")),
        (30863, ("refused", True, "for somebody else")),
        (30943, ("refused", True, "for somebody else")),
        (21606, ("put_off", True, "does not let us send")),
        (99999, ("refused", False, "did not take it: Odd.")),
    ],
)
def test_what_the_provider_refuses_it_does_not_have(
    running: Running, texts: TwilioTexts, code: int, told: tuple[str, bool, str]
) -> None:
    fault(running, "refuse", code=code, says="Odd.")
    one = text(code)
    outcome = texts.send(one)
    assert (outcome.word, outcome.stops, outcome.code) == (*told[:2], str(code))
    assert told[2] in outcome.reason
    assert outcome.is_point_bad == (code == 21211)
    running.script()
    assert sent_to(running, one) == 0
    assert texts.look_up(one, asked_at=just_now()).word == "absent"


def test_somebody_who_stopped_at_the_provider_gets_nothing(running: Running, texts: TwilioTexts) -> None:
    running.script(stopped=["+12025550109"])
    assert texts.send(text(6, to="+12025550109")).code == "21610"


def test_a_wrong_token_stops_everything_and_loses_nothing(running: Running) -> None:
    running.script()
    told = adapter(running, token="wrong").send(text(7))
    assert (told.word, told.stops, told.code) == ("put_off", True, "20003")
    assert adapter(running, token="wrong").look_up(text(7), asked_at=just_now()).word == "cannot tell"


@pytest.mark.parametrize("do", ["503", "429"])
def test_a_provider_that_is_busy_is_asked_again_later(running: Running, texts: TwilioTexts, do: str) -> None:
    fault(running, do, retry_after=7)
    told = texts.send(text(8))
    assert (told.word, told.again_after_s, told.stops) == ("put_off", 7, True)
    assert sent_to(running, text(8)) == 0


@pytest.mark.parametrize(
    "do", ["accept_then_hang", "accept_then_cut", "accept_then_500", "accept_then_garbage", "slow"]
)
def test_what_was_taken_and_not_said_so_is_unknown_and_then_found(
    running: Running, texts: TwilioTexts, do: str
) -> None:
    one = text(100 + len(do), words=f"Taken and {do}.")
    fault(running, do)
    begun = time.monotonic()
    told = texts.send(one)
    assert time.monotonic() - begun < 2.5
    assert (told.word, told.reference) == ("unknown", "")
    assert told.sent[0].content == one.text.encode()
    running.script()
    found = texts.look_up(one, asked_at=just_now())
    assert (found.word, found.reference) == ("delivered", running.accepted()[-1]["sid"])
    assert sent_to(running, one) == 1


@pytest.mark.parametrize("do", ["hang", "cut", "500"])
def test_what_was_not_taken_and_not_said_so_is_unknown_and_then_absent(
    running: Running, texts: TwilioTexts, do: str
) -> None:
    one = text(200 + len(do), words=f"Not taken and {do}.")
    fault(running, do)
    assert texts.send(one).word == "unknown"
    running.script()
    assert texts.look_up(one, asked_at=just_now()).word == "absent"
    assert sent_to(running, one) == 0


def test_what_was_handed_over_a_moment_ago_may_still_show_up(running: Running, texts: TwilioTexts) -> None:
    one = text(9, words="Nobody has this.")
    soon = adapter(running, settle_s=60).look_up(one, asked_at=just_now())
    assert (soon.word, "too early" in soon.reason) == ("cannot tell", True)
    assert texts.look_up(one, asked_at=datetime.now(UTC) - timedelta(minutes=5)).word == "absent"


def test_what_a_restored_house_does_not_know_the_words_of_is_found_by_their_digest(
    running: Running, texts: TwilioTexts
) -> None:
    """After a backup was put back only the journal knows what left, and it keeps no words."""
    one = text(300, words=" Put back. ", to="+12025550111")
    texts.send(one)
    told = replace(one, text="", text_sha256=sha256(b"Put back.").hexdigest())
    assert texts.look_up(told, asked_at=just_now()).word == "delivered"
    other = replace(told, text_sha256=sha256(b"Not this.").hexdigest())
    assert texts.look_up(other, asked_at=just_now()).word == "absent"
    unheard = replace(one, text="")
    assert texts.look_up(unheard, asked_at=just_now()).word == "cannot tell", "It may be this one."
    assert texts.look_up(replace(unheard, to="+12025550112"), asked_at=just_now()).word == "absent"


def test_another_text_to_the_number_or_an_earlier_one_is_not_ours(running: Running, texts: TwilioTexts) -> None:
    texts.send(text(10, words="Something else."))
    texts.send(text(10, words="The same.", to="+12025550110"))
    texts.send(text(10, words="The same."))
    ours = text(11, words="The same.")
    assert texts.look_up(ours, asked_at=just_now() + timedelta(hours=1)).word == "cannot tell"
    assert texts.look_up(text(11, words="Not the same."), asked_at=just_now()).word == "absent"
    texts.send(ours)
    assert "several texts" in texts.look_up(ours, asked_at=just_now()).reason


def test_a_list_of_many_pages_is_read_to_its_end(running: Running, texts: TwilioTexts) -> None:
    wanted = text(12, to="+12025550112", words="The first of many.")
    texts.send(wanted)
    for number in range(120):
        texts.send(text(number, to="+12025550112"))
    assert texts.look_up(wanted, asked_at=just_now()).word == "delivered"


@pytest.mark.parametrize(("status", "word"), [("undelivered", "bounced"), ("failed", "failed"), ("sent", "accepted")])
def test_looking_up_tells_what_became_of_it(running: Running, texts: TwilioTexts, status: str, word: str) -> None:
    running.script(callbacks={"statuses": [status], "error_code": "30005"})
    one = text(13, words=f"This was {status}.")
    texts.send(one)
    found = texts.look_up(one, asked_at=just_now())
    assert (found.word, "not in service" in found.reason) == (word, status != "sent")


def test_a_look_that_goes_wrong_tells_nothing(running: Running, texts: TwilioTexts) -> None:
    for do in ("500", "cut", "hang", "503"):
        running.script(faults=[{"what": "look", "do": do, "for_s": 3}])
        assert texts.look_up(text(14), asked_at=just_now() - NEVER).word == "cannot tell"


def test_a_provider_that_is_not_there_does_not_have_it(running: Running) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        closed = f"http://127.0.0.1:{free.getsockname()[1]}"
        told = adapter(running, base_address=closed).send(text(15))
    assert (told.word, told.stops) == ("put_off", True)
    assert "cannot be reached" in told.reason
    nowhere = adapter(running, base_address="https://provider.invalid").send(text(15))
    assert (nowhere.word, nowhere.stops) == ("put_off", True)


def test_a_connection_that_rested_and_was_ended_is_made_anew(tmp_path: Path) -> None:
    with fake_provider(tmp_path) as one:
        texts = adapter(one)
        assert texts.send(text(16)).word == "accepted"
        port = one.port
        one.kill()
        assert texts.send(text(17)).word == "put_off"
        one.start(port)
        assert texts.send(text(18)).word == "accepted"
        assert [line["form"]["Body"] for line in one.accepted()] == [text(16).text, text(18).text]


def test_a_provider_killed_under_way_leaves_no_doubt_that_is_not_told(tmp_path: Path) -> None:
    """Whatever the instant of the kill: what we say is accepted was taken, and what we say is put off was not."""
    with fake_provider(tmp_path) as one:
        port, texts, told = one.port, adapter(one), {}
        for round_number in range(4):
            killing = threading.Timer(0.02 * (round_number + 1), one.kill)
            killing.start()
            for number in range(200):
                consignment = text(round_number * 1000 + number)
                told[consignment.text] = texts.send(consignment).word
                if told[consignment.text] != "accepted":
                    break
            killing.join()
            one.start(port)
        taken = [line["form"]["Body"] for line in one.accepted()]
        assert len(taken) == len(set(taken))
        assert {body for body, word in told.items() if word == "accepted"} <= set(taken)
        assert not {body for body, word in told.items() if word == "put_off"} & set(taken)
        for body in (body for body, word in told.items() if word == "unknown"):
            found = texts.look_up(text(words=body), asked_at=just_now())
            assert (found.word == "absent") == (body not in taken)
