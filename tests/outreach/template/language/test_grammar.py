"""Reading conditions: what is understood, what is refused and where, and that nothing breaks the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goodstanding.outreach.template.language.condition import Compared, Joined, Known, Named, Not
from goodstanding.outreach.template.language.grammar import ConditionFault, read
from tests.outreach.template.language.kinds import KINDS


def test_and_binds_closer_than_or_and_not_closest() -> None:
    found = read("yes or not no and days is missing", kinds=KINDS)
    assert found == Joined("or", Named("yes"), Joined("and", Not(Named("no")), Not(Known("days"))))


def test_a_field_is_compared_with_another_of_its_kind() -> None:
    assert read("sum > paid", kinds=KINDS) == Compared("sum", ">", None, "paid")


@pytest.mark.parametrize(
    ("text", "offset", "sentence"),
    [
        ("dayz > 3", 0, "There is no field 'dayz'. Did you mean days?"),
        ("days", 4, "is not yes or no"),
        ("days > 'x'", 7, "compared with a number"),
        ("word > 3", 7, "compared with a quoted word"),
        ("due > 3", 6, "compared with a date"),
        ("due > '2026-13-01'", 6, "is no day"),
        ("yes = yes and", 13, "name of a field belongs here, but it ends"),
        ("yes = 3", 6, "compared with nothing"),
        ("sum > days", 6, "not of one kind"),
        ("(yes", 4, "is not closed"),
        ("yes)", 3, "is not expected here"),
        ("yes no", 4, "is not expected here"),
        ("days is big", 8, "`known` or `missing`"),
        ("days > 3; import os", 8, "cannot stand in a condition"),
        ("__import__('os')", 0, "There is no field"),
        ("and", 0, "name of a field"),
        ("", 0, "name of a field"),
        ("not " * 30 + "yes", 80, "nested too deeply"),
        ("yes" + " and yes" * 200, 0, "at most 1,000"),
    ],
)
def test_what_is_no_condition_is_refused_at_its_place(text: str, offset: int, sentence: str) -> None:
    with pytest.raises(ConditionFault) as caught:
        read(text, kinds=KINDS)
    assert sentence in str(caught.value)
    assert caught.value.offset == offset


WORDS = some.sampled_from(
    [*KINDS, "and", "or", "not", "is", "known", "(", ")", ">", "=", "3", "'x'", "2026-01-01", "§"]
)


@given(some.lists(WORDS, max_size=12).map(" ".join) | some.text(max_size=40))
def test_nothing_breaks_the_reader(text: str) -> None:
    try:
        read(text, kinds=KINDS)
    except ConditionFault as fault:
        assert 0 <= fault.offset <= len(text)
