import pytest

from goodstanding.outreach.channels.email.answer import BAD_ADDRESS
from goodstanding.outreach.channels.email.answered import HttpAnswer, outcome_of, outcome_of_status


@pytest.mark.parametrize(
    ("status", "word", "stops"),
    [
        (400, "refused", False), (401, "put_off", True), (403, "put_off", True), (404, "put_off", True),
        (413, "refused", False), (422, "refused", False), (429, "put_off", True), (499, "refused", False),
        (500, "unknown", False), (502, "unknown", False), (503, "put_off", True), (504, "unknown", False),
        (200, "unknown", False), (302, "unknown", False),
    ],
)  # fmt: skip
def test_an_answer_means_what_can_be_known_from_it(status: int, word: str, stops: bool) -> None:
    found = outcome_of(HttpAnswer(status, "words", 7), label="X")
    assert (found.word, found.stops, found.code) == (word, stops, str(status))
    assert found.reason == f"X answered {status}: words."
    assert found.again_after_s == (7 if status in {429, 503} else None)


def test_no_answer_is_unknown_unless_it_never_got_there() -> None:
    assert outcome_of(HttpAnswer(0, "silence"), label="X").word == "unknown"
    unsent = outcome_of(HttpAnswer(0, "nobody", is_unsent=True), label="X")
    assert (unsent.word, unsent.stops) == ("put_off", True)


@pytest.mark.parametrize(
    ("status", "word", "code"),
    [("sent", "accepted", "sent"), ("queued", "accepted", "queued"), ("unknown", "accepted", "unknown"),
     ("rejected", "refused", "rejected"), ("invalid", "failed", BAD_ADDRESS), ("failed", "failed", "failed")],
)  # fmt: skip
def test_a_status_of_one_receiver(status: str, word: str, code: str) -> None:
    found = outcome_of_status(status, reference="r", label="X")
    assert (found.word, found.code, found.reference) == (word, code, "r")
