"""Comparisons: of numbers and days, of words, of truths, in lists, with patterns; and what they do not know."""

import pytest

from goodstanding.compliance.expression.reading import Scope, read
from goodstanding.compliance.expression.typed import ExpressionRefused
from tests.compliance.sample import run, situation, view_of

NOTHING_GIVEN = situation()


def moratorium(started: str | None) -> dict[str, object]:
    return situation(given={"moratorium": {"type": "breathing_space", "started": started}})


@pytest.mark.parametrize(
    ("sign", "expected"),
    [
        ("=", [False, True, False]),
        ("<>", [True, False, True]),
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        (">", [False, False, True]),
        (">=", [False, True, True]),
    ],
)
def test_days_compare_as_days_do(sign: str, expected: list[bool]) -> None:
    view = view_of(moratorium("2026-05-04"), moratorium("2026-05-05"), moratorium("2026-05-06"))
    assert run(f"moratorium_started {sign} this_day()", view) == expected


@pytest.mark.parametrize("sign", ["=", "<>", "<", "<=", ">", ">="])
def test_a_day_that_is_not_there_compares_with_nothing(sign: str) -> None:
    assert run(f"moratorium_started {sign} this_day()", view_of(moratorium(None), NOTHING_GIVEN)) == [None, None]


def test_a_word_that_is_not_there_equals_nothing_and_differs_from_a_constant() -> None:
    view = view_of(situation(purpose="settle"), NOTHING_GIVEN)
    assert run("act_purpose = 'settle'", view) == [True, False]
    assert run("act_purpose <> 'settle'", view) == [False, True]
    assert run("act_purpose IN ('settle', 'sue')", view) == [True, False]
    assert run("act_purpose LIKE 'set%'", view) == [True, False]


def test_two_columns_of_words_differ_only_where_both_are_there() -> None:
    view = view_of(situation(content="a", purpose="a"), situation(content="a", purpose="b"), situation(content="a"))
    assert run("act_content = act_purpose", view) == [True, False, None]
    assert run("act_content <> act_purpose", view) == [False, True, None]
    assert run("coalesce(act_content <> act_purpose, TRUE)", view) == [False, True, True]


def test_truths_are_compared_where_both_are_known() -> None:
    view = view_of(
        situation(given={"court_permission": True, "esign_consent": True}),
        situation(given={"court_permission": True, "esign_consent": False}),
        situation(given={"court_permission": True}),
    )
    assert run("court_permission = esign_consent", view) == [True, False, None]
    assert run("court_permission <> esign_consent", view) == [False, True, None]


def test_numbers_in_a_list() -> None:
    view = view_of(*[situation(given={"bankruptcy": {"chapter": chapter}}) for chapter in (7, 12, None)])
    assert run("bankruptcy_chapter IN (7, 13)", view) == [True, False, None]


def test_words_in_a_value_that_is_a_list() -> None:
    view = view_of(situation(channel="call"), situation(channel="sms"), values={"calls": ("call", "voicemail")})
    assert run("act_channel IN (:calls)", view, Scope(values={"calls": "texts"})) == [True, False]
    assert run("act_channel IN (:calls, 'sms')", view, Scope(values={"calls": "texts"})) == [True, True]


def test_words_in_an_empty_or_repealed_list_are_none() -> None:
    for listed in ((), None):
        view = view_of(NOTHING_GIVEN, values={"calls": listed})
        assert run("act_channel IN (:calls)", view, Scope(values={"calls": "texts"})) == [False]


def test_a_pattern_holds_any_letters_and_one_letter() -> None:
    view = view_of(*[situation(purpose=word) for word in ("sue", "sues", "SUE", "s.e")])
    assert run("act_purpose LIKE 'su_'", view) == [True, False, False, False]
    assert run("act_purpose LIKE 's%'", view) == [True, True, False, True]
    assert run("act_purpose LIKE 's.e'", view) == [False, False, False, True], "A full stop is only itself."


def test_is_null_is_never_unknown() -> None:
    view = view_of(moratorium(None), situation(given={"esign_consent": None}, purpose="sue"), NOTHING_GIVEN)
    assert run("moratorium_started IS NULL", view) == [True, True, True]
    assert run("act_purpose IS NULL", view) == [True, False, True]
    assert run("act_purpose IS NOT NULL", view) == [False, True, False]
    assert run("esign_consent IS NULL", view) == [True, True, True]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("act_purpose = 5", "act_purpose = 5 compares a word with a number."),
        ("act_purpose < 'a'", "compares a word with a word"),
        ("court_permission > TRUE", "compares a yes or no with a yes or no"),
        ("moratorium_started = at", "moratorium_started is a day and at an instant."),
        ("act_amount = at", "act_amount is an amount and at an instant."),
        ("media_opt_out = 'sms'", "compares a set of words with a word"),
        ("media_opt_out IN ('sms')", "media_opt_out is a set of words and cannot be looked for in a list."),
        ("court_permission IN (TRUE)", "cannot be looked for in a list"),
        ("act_amount LIKE '1%'", "act_amount is an amount; only words are LIKE something."),
    ],
)
def test_what_cannot_be_compared_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(ExpressionRefused) as refused:
        read(text, Scope())
    assert sentence in str(refused.value)
