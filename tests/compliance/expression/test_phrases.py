"""Looking into a text: without regard to capitals, underlines and what stands around a word."""

import pytest

from goodstanding.compliance.expression.reading import Scope, read
from goodstanding.compliance.expression.typed import ExpressionRefused
from tests.compliance.sample import run, situation, view_of

LISTS = Scope(values={"words": "texts"})


def asked(function: str, *texts: str, words: tuple[str, ...]) -> list[object]:
    view = view_of(*[situation(opt_out_text=text) for text in texts], values={"words": words})
    return run(f"{function}(act_opt_out_text, :words)", view, LISTS)


def test_means_is_the_whole_text() -> None:
    assert asked("means", " Stop! ", "stop now", "STOP.", words=("stop",)) == [True, False, True]


def test_speaks_of_is_a_part_of_it() -> None:
    assert asked("speaks_of", "Please stop now", "Reply_STOP", "go on", words=("stop",)) == [True, True, False]


def test_a_set_speaks_of_what_one_of_its_words_does() -> None:
    view = view_of(situation(says=["this_is_an_attempt", "other"]), situation(says=[]), values={"words": ("attempt",)})
    assert run("speaks_of(act_says, :words)", view, LISTS) == [True, False]


def test_in_order_wants_every_phrase_one_after_the_other() -> None:
    words = ("first", "second|two")
    texts = ("First, then second.", "second, then first", "first two", "first first", "two")
    assert asked("in_order", *texts, words=words) == [True, False, True, False, False]


def test_a_text_that_is_not_there_says_nothing() -> None:
    view = view_of(situation(), values={"words": ("stop",)})
    for function in ("means", "speaks_of", "in_order"):
        assert run(f"{function}(act_opt_out_text, :words)", view, LISTS) == [False]


@pytest.mark.parametrize("text", ["means(at, :words)", "speaks_of(at, :words)", "in_order(act_says, :words)"])
def test_only_texts_are_looked_into(text: str) -> None:
    with pytest.raises(ExpressionRefused, match="here stands a word"):
        read(text, LISTS)
