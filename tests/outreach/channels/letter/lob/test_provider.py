"""Letters handed to a provider that is a process of its own, and everything that goes wrong on the way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from goodstanding.outreach.channels.letter.lob.provider import Account, LobLetters, outcome_of
from goodstanding.outreach.channels.provider import Consignment, Part
from goodstanding.wire.line import Answer
from tests.outreach.channels.letter.print_house.consigned import consigned
from tests.outreach.fake_provider.running import Running, fake_provider

SENDER = ("Example Collections", "100 Example Street", "Springfield, IL 62701")
EARLIER = timedelta(minutes=5)
PRINTED = consigned(1, is_pressed=True)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with fake_provider(tmp_path_factory.mktemp("provider")) as one:
        yield one


def adapter(running: Running, *, address: str = "", deadline_s: int = 2) -> LobLetters:
    return LobLetters(Account("test_key", SENDER, address or running.address, deadline_s=deadline_s))


@pytest.fixture
def lob(running: Running) -> Iterator[LobLetters]:
    running.script()
    one = adapter(running)
    yield one
    one.close()


def letter(number: int) -> Consignment:
    return replace(PRINTED, key=f"act:{number}/6b023080-1", message_id=number)


def taken(running: Running, one: Consignment) -> list[dict[str, Any]]:
    return [line for line in running.accepted("letter") if line["told"]["metadata"]["key"] == one.key]


def test_a_letter_is_taken_with_its_parts_its_key_and_its_copy(running: Running, lob: LobLetters) -> None:
    told = lob.send(letter(1))
    assert (told.word, told.reference[:4]) == ("accepted", "ltr_")
    assert told.sent == (Part("letter", "application/pdf", PRINTED.pdf),)
    (line,) = taken(running, letter(1))
    assert line["told"]["to"]["address_zip"] == "21201"
    assert line["told"]["from"]["name"] == "Example Collections"
    assert line["told"]["file"] == f"{len(PRINTED.pdf)} bytes"
    assert line["told"]["metadata"]["key"] == line["key"] == letter(1).key
    assert (line["told"]["use_type"], line["told"]["address_placement"]) == ("operational", "insert_blank_page")


def test_the_same_key_again_is_the_same_letter(running: Running, lob: LobLetters) -> None:
    assert lob.send(letter(2)).reference == lob.send(letter(2)).reference
    assert len(taken(running, letter(2))) == 1


@pytest.mark.parametrize(
    "do", ["accept_then_hang", "accept_then_cut", "accept_then_500", "accept_then_garbage", "slow"]
)
def test_taken_and_not_said_so_nobody_knows_and_looking_up_finds_it(running: Running, lob: LobLetters, do: str) -> None:
    number = 100 + len(do)
    running.script(faults=[{"what": "letter", "do": do, "for_s": 3}])
    told = lob.send(letter(number))
    assert told.word == "unknown"
    assert told.reason
    assert told.sent
    assert len(taken(running, letter(number))) == 1
    running.script()
    found = lob.look_up(letter(number), asked_at=datetime.now(UTC))
    assert (found.word, found.reference) == ("accepted", taken(running, letter(number))[0]["sid"])


@pytest.mark.parametrize("do", ["hang", "cut", "500", "503"])
def test_not_taken_and_not_said_so_it_is_absent_when_looked_up(running: Running, lob: LobLetters, do: str) -> None:
    number = 200 + len(do) + ord(do[0])
    running.script(faults=[{"what": "letter", "do": do, "for_s": 3}])
    assert lob.send(letter(number)).word == "unknown"
    running.script()
    assert lob.look_up(letter(number), asked_at=datetime.now(UTC)).word == "cannot tell"
    assert lob.look_up(letter(number), asked_at=datetime.now(UTC) - EARLIER).word == "absent"


def test_too_many_at_once_are_put_off(running: Running, lob: LobLetters) -> None:
    running.script(faults=[{"what": "letter", "do": "429", "retry_after": 7}])
    told = lob.send(letter(300))
    assert (told.word, told.again_after_s, told.stops) == ("put_off", 7, True)
    assert not taken(running, letter(300))


def test_what_lob_does_not_take_failed_with_its_words(running: Running, lob: LobLetters) -> None:
    running.script(faults=[{"what": "letter", "do": "refuse", "says": "to.address_zip is undeliverable"}])
    told = lob.send(letter(301))
    assert (told.word, told.stops) == ("failed", False)
    assert told.reason == "Lob does not take the letter: to.address_zip is undeliverable."
    running.script(faults=[{"what": "letter", "do": "refuse", "status": 401, "says": "Your key is wrong"}])
    told = lob.send(letter(301))
    assert (told.word, told.stops) == ("put_off", True)


def test_nobody_there_certainly_did_not_get_it(running: Running) -> None:
    told = adapter(running, address="http://127.0.0.1:9").send(letter(302))
    assert (told.word, told.stops) == ("put_off", True)
    assert (
        adapter(running, address="http://127.0.0.1:9").look_up(letter(302), asked_at=datetime.now(UTC)).word
        == "cannot tell"
    )


def test_an_address_abroad_and_a_letter_without_pages_are_not_sent(running: Running, lob: LobLetters) -> None:
    abroad = replace(letter(303), to="Paula\nCalle 1\n06000 Ciudad de México\nMEXICO")
    assert lob.send(abroad).word == lob.send(replace(letter(303), pdf=b"")).word == "failed"
    assert not taken(running, letter(303))


def test_an_answer_that_says_nothing_is_unknown() -> None:
    for answer in (Answer(200, b"[]"), Answer(200, b"{}"), Answer(409, b""), Answer(408, b"{}"), Answer(302, b"")):
        assert outcome_of(answer, letter(1)).word == "unknown"


def test_a_provider_that_shows_what_was_not_asked_for_is_not_believed(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = adapter(running)
    shown = Answer(
        200, b'{"data": [{"id": "ltr_x", "metadata": {"key": "other"}}]}', {"date": "Sun, 22 Nov 2026 12:00:00 GMT"}
    )
    monkeypatch.setattr(one.line, "ask", lambda *_words, **_other: shown)
    assert one.look_up(letter(1), asked_at=datetime(2026, 1, 1, tzinfo=UTC)).word == "cannot tell"


@pytest.mark.parametrize(
    ("row", "word"),
    [('"deleted": true', "failed"), ('"tracking_events": [{"name": "Delivered"}]', "delivered"),
     ('"tracking_events": [{"name": "Delivered"}, {"name": "Returned to Sender"}]', "bounced"),
     ('"tracking_events": [{"name": "In Transit"}, 7]', "accepted")],
)  # fmt: skip
def test_what_became_of_it_is_read_from_its_events(
    running: Running, monkeypatch: pytest.MonkeyPatch, row: str, word: str
) -> None:
    one, body = adapter(running), f'{{"data": [{{"id": "ltr_x", "metadata": {{"key": "{letter(1).key}"}}, {row}}}]}}'
    monkeypatch.setattr(one.line, "ask", lambda *_words, **_other: Answer(200, body.encode()))
    assert one.look_up(letter(1), asked_at=datetime(2026, 1, 1, tzinfo=UTC)).word == word


def test_the_log_survives_a_kill(tmp_path: Path) -> None:
    with fake_provider(tmp_path) as own:
        first, port = adapter(own).send(letter(1)), own.port
        own.kill()
        own.start(port)
        assert adapter(own).look_up(letter(1), asked_at=datetime.now(UTC)).reference == first.reference
