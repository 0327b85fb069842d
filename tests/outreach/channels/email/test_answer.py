import pytest

from goodstanding.outreach.channels.email.answer import BAD_ADDRESS, Answer, Phase, is_no_such_address, outcome_of

SILENCE = Answer(0, "it did not answer in time")


@pytest.mark.parametrize(
    ("phase", "answer", "word", "stops", "code"),
    [
        ("greeting", SILENCE, "put_off", True, ""),
        ("greeting", Answer(554, "go away"), "put_off", True, "554"),
        ("encryption", SILENCE, "put_off", True, ""),
        ("sign in", Answer(535, "5.7.8 bad password"), "put_off", True, "535"),
        ("sender", SILENCE, "put_off", True, ""),
        ("sender", Answer(451, "later"), "put_off", False, "451"),
        ("sender", Answer(421, "closing"), "put_off", True, "421"),
        ("sender", Answer(550, "no such sender"), "refused", True, "550"),
        ("recipient", SILENCE, "put_off", True, ""),
        ("recipient", Answer(450, "greylisted"), "put_off", False, "450"),
        ("recipient", Answer(550, "5.1.1 no such user"), "failed", False, BAD_ADDRESS),
        ("recipient", Answer(550, "5.7.1 policy"), "failed", False, "550"),
        ("content", SILENCE, "put_off", True, ""),
        ("content", Answer(552, "too large"), "refused", False, "552"),
        ("dot", SILENCE, "unknown", False, ""),
        ("dot", Answer(451, "disk full"), "put_off", False, "451"),
        ("dot", Answer(554, "spam"), "refused", False, "554"),
    ],
)
def test_an_answer_means_what_its_phase_makes_of_it(
    phase: Phase, answer: Answer, word: str, stops: bool, code: str
) -> None:
    found = outcome_of(phase, answer, server="mail.example")
    assert (found.word, found.stops, found.code) == (word, stops, code)
    assert found.is_point_bad == (code == BAD_ADDRESS)
    assert found.reason.startswith("The mail server mail.example ")


def test_only_what_says_so_is_a_bad_address() -> None:
    assert is_no_such_address(Answer(550, "No such user here"))
    assert not is_no_such_address(Answer(554, "5.7.606 banned"))
    assert not is_no_such_address(Answer(550, "5.1.8 bad sender"))
    assert not is_no_such_address(Answer(552, "mailbox full"))
