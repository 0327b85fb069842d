"""What answers mean where all providers agree."""

from collections.abc import Mapping
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from goodstanding.payments.gateway.adapters.exchange import (
    PAGES_MAX,
    Exchange,
    day_of,
    in_path,
    mark,
    page_address,
    sentence,
)
from goodstanding.payments.gateway.port import CannotTell
from goodstanding.wire.line import Answer, NoAnswer
from tests.payments.gateway.adapters.fake_server import NOON

DATED = {"date": "Mon, 02 Mar 2026 12:00:00 GMT"}


class Said:
    """A line on which one thing is said again and again."""

    def __init__(self, answer: Answer | NoAnswer) -> None:
        self.answer = answer

    def ask(
        self, method: str, path: str, *, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer | NoAnswer:
        self.asked = (method, path, body, headers)
        return self.answer

    def close(self) -> None:
        pass


def exchange(answer: Answer | NoAnswer) -> Exchange:
    return Exchange(Said(answer), label="The provider", headers={})


@pytest.mark.parametrize(
    ("status", "is_theirs", "word"),
    [
        (429, False, "put_off"), (425, False, "put_off"), (401, False, "put_off"), (403, True, "put_off"),
        (400, True, "failed"), (404, True, "failed"), (422, True, "failed"),
        (400, False, "unknown"), (404, False, "unknown"), (408, True, "unknown"), (409, True, "unknown"),
        (500, True, "unknown"), (503, True, "unknown"), (599, False, "unknown"), (200, True, "unknown"),
    ],
)  # fmt: skip
def test_only_what_was_certainly_not_taken_is_called_so(status: int, is_theirs: bool, word: str) -> None:
    answer = Answer(status, b"", {"retry-after": "7"})
    outcome = exchange(answer).refused(answer, is_theirs=is_theirs, says="No")
    assert (outcome.word, outcome.code) == (word, str(status))
    assert outcome.reason.endswith(".")
    assert outcome.again_after_s == (7 if status in {425, 429} else None)


def test_no_answer_is_untaken_only_where_nothing_was_sent() -> None:
    line = exchange(NoAnswer("cut", "It broke."))
    assert line.unheard(NoAnswer("not_reached", "No.")).word == "put_off"
    assert line.unheard(NoAnswer("cut", "No.")).word == "unknown"
    with pytest.raises(CannotTell, match="It broke"):
        line.find("/x")


def test_what_is_not_there_is_so_only_in_the_providers_own_words() -> None:
    assert exchange(Answer(404, b"{}")).find("/x") is None
    assert exchange(Answer(200, b'{"a": 1}')).get("/x") == {"a": 1}
    for answer in (Answer(404, b"<html>"), Answer(500, b"{}"), Answer(200, b"[]"), Answer(301, b"{}")):
        with pytest.raises(CannotTell):
            exchange(answer).find("/x")
    with pytest.raises(CannotTell):
        exchange(Answer(404, b"{}")).get("/x")


def test_a_list_is_gone_through_to_its_end_or_not_at_all() -> None:
    line = exchange(Answer(200, b"{}"))
    pages = {"": {"rows": [{"id": 1}], "next": "b"}, "b": {"rows": [{"id": 2}], "next": ""}}
    assert line.all_rows(lambda mark: pages[mark], "rows", after=lambda page, _: str(page["next"])) == [
        {"id": 1},
        {"id": 2},
    ]
    assert line.all_rows(lambda _: {}, "rows", after=lambda *_: "", may_lack=True) == []
    with pytest.raises(CannotTell, match="no list"):
        line.all_rows(lambda _: {}, "rows", after=lambda *_: "")
    with pytest.raises(CannotTell, match="no list"):
        line.all_rows(lambda _: {"rows": 1}, "rows", after=lambda *_: "", may_lack=True)
    with pytest.raises(CannotTell, match="again and again"):
        line.all_rows(lambda _: {"rows": []}, "rows", after=lambda *_: "same")
    marks = iter(range(PAGES_MAX + 1))
    with pytest.raises(CannotTell, match="too many"):
        line.all_rows(lambda _: {"rows": []}, "rows", after=lambda *_: f"m{next(marks)}")


def test_the_providers_own_clock_says_when_it_would_have_shown() -> None:
    line = exchange(Answer(200, b"{}", DATED))
    assert not line.is_settled(NOON - timedelta(days=9), settle_s=0)
    line.ask("GET", "/x")
    assert line.is_settled(NOON - timedelta(seconds=60), settle_s=60)
    assert not line.is_settled(NOON - timedelta(seconds=59), settle_s=60)


def test_small_things() -> None:
    assert in_path("../a?b=/\ud800") == "..%2Fa%3Fb%3D%2F%3F"
    assert sentence("  not\n now ") == "not now."
    assert sentence("") == "It does not say why."
    assert mark("a b\n", most=40) == "a%20b%0A"
    assert mark("", most=40) == mark("", most=40) != ""
    assert mark("k" * 41, most=40) != mark("k" * 42, most=40)
    assert page_address("https://pay.example.com/x") and page_address("http://127.0.0.1:80/x")
    for wrong in ("http://pay.example.com", "javascript:alert(1)", "", "https://", "https://[1", "https://a b.com"):
        assert page_address(wrong) == ""


def test_a_day_is_the_day_of_the_house() -> None:
    late = NOON.replace(hour=3)
    assert day_of(late, ZoneInfo("UTC")).day == 2
    assert day_of(late, ZoneInfo("America/New_York")).day == 1
    for wrong in (None, NOON.replace(year=1, month=1, day=1, hour=0)):
        with pytest.raises(CannotTell):
            day_of(wrong, ZoneInfo("America/New_York"))
