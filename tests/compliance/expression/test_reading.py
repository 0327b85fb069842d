"""A rule's words are read, or refused by name with a suggestion."""

import pytest

from goodstanding.compliance.expression.reading import Scope, read, read_condition
from goodstanding.compliance.expression.typed import ExpressionRefused
from tests.compliance.sample import run, situation, view_of

VALUES = Scope(values={"most": "number", "words": "texts", "word": "text", "first": "date", "law": "truth"})


def refusal(text: str, scope: Scope | None = None) -> str:
    with pytest.raises(ExpressionRefused) as refused:
        read(text, scope or Scope())
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("act_chanel = 'call'", "No column or fact is called 'act_chanel'; did you mean 'act_channel'?"),
        ("wholly_unheard_of = 1", "No column or fact is called 'wholly_unheard_of'."),
        ("day_since(at) > 1", "No function is called 'day_since'; did you mean 'days_since'?"),
        ("xyzzy(at)", "No function is called 'xyzzy'."),
        ("act_purpose = :mosst", "The rule has no value called 'mosst'."),
        ("act_purpose =", "cannot be read"),
        ("", "cannot be read"),
        ("replies replies replies", "cannot be read"),
        ("act_amount / 2", "is nothing a rule may say"),
        ("SELECT 1", "is nothing a rule may say"),
        ("CASE WHEN replies THEN 1 END", "is nothing a rule may say"),
        ("act_amount + 'one'", "is a word; here stands a number"),
        ("1.5", "is no whole number"),
        ("replies AND act_purpose", "act_purpose is a word; here stands a yes or no"),
        ("NOT act_amount", "act_amount is an amount; here stands a yes or no"),
        ("act_purpose IS TRUE", "act_purpose is a word; here stands a yes or no"),
        ("days_since()", "days_since() was not given what it needs."),
        ("days_since(at, at)", "days_since() was not given what it needs."),
        ("NULL", "is nothing a rule may say"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    assert sentence in refusal(text, VALUES)


def test_columns_belong_to_their_grain() -> None:
    assert "No column or fact is called 'outcome'" in refusal("outcome = 'conversation'")
    read("outcome = 'conversation'", Scope("event"))
    assert "No column or fact is called 'act_channel'" in refusal("act_channel = 'call'", Scope("event"))
    read("given_to = 'collector'", Scope("consent"))
    read("debt_disputed AND act_channel = 'call'", Scope("debt"))


def test_a_condition_is_a_yes_or_no() -> None:
    assert read_condition("replies", Scope()).sort == "truth"
    with pytest.raises(ExpressionRefused, match="act_amount is an amount; here stands a yes or no"):
        read_condition("act_amount", Scope())


def test_values_stand_for_what_the_law_is_that_day() -> None:
    view = view_of(situation(amount="2.50"), values={"most": 250, "word": "call", "first": 3, "law": True})
    assert run("act_amount = :most", view, VALUES) == [True]
    assert run("act_channel = :word", view, VALUES) == [True]
    assert run(":first", view, VALUES) == ["1970-01-04"]
    assert run(":law", view, VALUES) == [True]


def test_a_value_that_is_repealed_is_unknown_or_no_word() -> None:
    view = view_of(values=dict.fromkeys(("most", "word", "words", "first"), None))
    assert run("act_amount = :most", view, VALUES) == [None]
    assert run(":most", view, VALUES) == [None]
    assert run(":word IS NULL", view, VALUES) == [True]
    assert run("has_any(media_opt_out, :words)", view, VALUES) == [False]


def test_sums_and_products_know_when_they_do_not_know() -> None:
    view = view_of(situation(amount="1.00"), situation())
    assert run("act_amount + 5 = 105", view) == [True, None]
    assert run("act_amount - 5", view) == ["0.95", None]
    assert run("act_amount * 3", view) == ["3.00", None]
    assert run("3 * act_amount", view) == ["3.00", None]
    assert run("2 + 3 * 4 = 14 AND (2 + 3) * 4 = 20", view) == [True, True]


def test_a_minus_before_a_number() -> None:
    assert run("act_amount > -1", view_of(situation(amount="0.00"))) == [True]
    assert run("-act_amount", view_of(situation(amount="2.00"), situation())) == ["-2.00", None]


def test_what_an_expression_reads_is_known() -> None:
    found = read("act_channel IN (:words) AND coalesce(act_direction <> 'inbound', TRUE)", VALUES)
    assert {"act_channel", "act_direction"} <= found.reads
    assert ":words" in found.reads, "A value in a list is read too."
    assert found.written == "act_channel IN (:words) AND coalesce(act_direction <> 'inbound', TRUE)"


def test_facts_hide_columns_of_the_same_name() -> None:
    scope = Scope(facts={"calls": "number"})
    assert read("calls > 3", scope).reads == frozenset({"calls"})
    assert "did you mean 'calls'" in refusal("cals > 3", scope)


def test_is_true_and_is_false_are_never_unknown() -> None:
    view = view_of(*[situation(given={"esign_consent": said}) for said in (True, False, None)])
    assert run("esign_consent", view) == [True, False, None]
    assert run("esign_consent IS TRUE", view) == [True, False, False]
    assert run("esign_consent IS FALSE", view) == [False, True, False]
    assert run("esign_consent IS NOT TRUE", view) == [False, True, True]
