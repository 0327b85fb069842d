"""What the page says of a promise, and when it offers another."""

from dataclasses import replace
from datetime import date

import pytest

from goodstanding.money.amount import Amount
from goodstanding.workbench.account.promise import EMPTY, PromiseForm, PromiseLine, PromisePanel

LINE = PromiseLine(
    1, Amount(100, "USD"), Amount(0, "USD"), date(2026, 5, 1), date(2026, 5, 10), "open", "Call", "Call note 12.", ""
)
PANEL = PromisePanel((), EMPTY, "USD", date(2026, 5, 1), (("call", "Call"),), may_record=True, may_withdraw=True)


@pytest.mark.parametrize(
    ("state", "tone", "is_withdrawable"),
    [("open", "", True), ("kept", "good", True), ("broken", "harm", True), ("withdrawn", "", False)],
)
def test_a_state_has_its_colour(state: str, tone: str, is_withdrawable: bool) -> None:
    line = replace(LINE, state=state)
    assert (line.tone, line.is_withdrawable) == (tone, is_withdrawable)


def test_what_came_in_is_said_where_it_is_a_part() -> None:
    assert [replace(LINE, paid=Amount(minor, "USD")).shows_paid for minor in (-5, 0, 1, 99, 100)] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_another_promise_is_offered_while_none_is_open() -> None:
    assert PANEL.offers_form
    assert replace(PANEL, lines=(replace(LINE, state="broken"),)).offers_form
    assert not replace(PANEL, lines=(LINE,)).offers_form
    assert not replace(PANEL, may_record=False).offers_form


def test_one_that_was_refused_comes_back() -> None:
    assert replace(PANEL, lines=(LINE,), form=PromiseForm(wrong="No.")).offers_form
