"""Whom a reply is from: nobody guesses between two people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.reply.matching import Sign, Signs, decide, words_of

ANN, BOB = Sign(1, 7, contact_point_id=11), Sign(2, 7, contact_point_id=12)
ANNS, BOBS = Sign(1, 7, debt_ids=(101,)), Sign(2, 7, debt_ids=(102,))
TO_ANN, TO_BOB = Sign(1, 7, message_id=51, debt_ids=(101,)), Sign(2, 7, message_id=52)


@pytest.mark.parametrize(
    ("signs", "how", "person"),
    [
        (Signs(), "nobody", None),
        (Signs(sender=[ANN]), "sender", 1),
        (Signs(sender=[ANN, BOB]), "several", None),
        (Signs(sender=[ANN, BOB], reference=[BOBS]), "reference", 2),
        (Signs(sender=[ANN, BOB], reference=[ANNS, BOBS]), "several", None),
        (Signs(sender=[ANN], reference=[BOBS]), "several", None),
        (Signs(reference=[ANNS]), "reference", 1),
        (Signs(reference=[ANNS, BOBS]), "several", None),
        (Signs(token=TO_ANN, sender=[BOB]), "token", 1),
        (Signs(thread=TO_ANN, sender=[ANN, BOB]), "thread", 1),
        (Signs(token=TO_ANN, thread=TO_BOB), "several", None),
        (Signs(token=TO_ANN, thread=TO_ANN, reference=[BOBS]), "token", 1),
    ],
)
def test_what_the_signs_come_to(signs: Signs, how: str, person: int | None) -> None:
    match = decide(signs)
    assert (match.how, match.sign.person_id if match.sign else None) == (how, person)
    assert (match.sign is None) == (how in {"several", "nobody"})


def test_what_is_known_of_the_person_is_put_together() -> None:
    match = decide(Signs(sender=[ANN, BOB], reference=[ANNS]))
    assert match.sign == Sign(1, 7, None, 11, (101,))
    assert match.points == ((1, 11), (2, 12))
    assert decide(Signs(token=TO_ANN, sender=[ANN])).sign == TO_ANN._replace(contact_point_id=11)
    assert decide(Signs(token=TO_ANN, sender=[BOB])).sign == TO_ANN


SOME = st.lists(st.sampled_from([ANN, BOB, Sign(3, 8, contact_point_id=13)]), max_size=4)
NAMED = st.lists(st.sampled_from([ANNS, BOBS, Sign(3, 8, debt_ids=(103,))]), max_size=4)


@given(SOME, NAMED)
def test_nobody_is_chosen_among_several(senders: list[Sign], named: list[Sign]) -> None:
    match = decide(Signs(sender=senders, reference=named))
    if match.sign is not None:
        assert not match.candidates
        others = {one.person_id for one in senders} & {one.person_id for one in named} or {
            one.person_id for one in (*senders, *named)
        }
        assert others == {match.sign.person_id}
    else:
        assert len(match.candidates) != 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("About LU-2026/0012, due 5 May.", ["LU-2026/0012"]),
        ("account D-1.", ["D-1"]),
        ("I paid 120 on 2026-05-01", ["2026-05-01"]),
        ("number 1234, number 12345", ["12345"]),
        ("", []),
    ],
)
def test_words_that_could_be_references(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_no_text_asks_about_more_words_than_are_looked_up() -> None:
    assert len(words_of(" ".join(f"A{number}" for number in range(100, 5_000)))) == 400
