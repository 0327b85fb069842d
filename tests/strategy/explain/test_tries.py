import json

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.document.document import Step, Trigger
from goodstanding.strategy.explain.story import Try
from goodstanding.strategy.explain.tries import order, reachable, tries, unpublished

STEP = Step("firm", Trigger("past_due", 30), channels=("email", "sms", "letter", "task"), template="firm")
EVERY = frozenset({"email", "sms", "letter", "call", "task"})
REFUSED = json.dumps([{"channel": "email", "rule": "us.email", "reason": "Not to this address."}])


def became(*found: Try) -> list[tuple[str, str]]:
    return [(one.channel, one.became) for one in found]


def test_what_was_refused_comes_before_what_was_taken() -> None:
    found = tries(STEP.channels, tried=REFUSED, stands="sms", points=EVERY, is_permitted=True)
    assert became(*found) == [("email", "refused"), ("sms", "stands"), ("letter", "not asked"), ("task", "not asked")]
    assert (found[0].rule, found[0].reason) == ("us.email", "Not to this address.")
    assert found[2].reason == "Sms came before it and was taken."


def test_a_channel_without_a_contact_point_is_passed_over() -> None:
    found = tries(STEP.channels, tried="", stands="letter", points=frozenset({"letter", "task"}), is_permitted=True)
    assert became(*found)[:3] == [("email", "no contact point"), ("sms", "no contact point"), ("letter", "stands")]


def test_a_task_is_taken_where_nobody_can_be_reached() -> None:
    found = tries(STEP.channels, tried="", stands="task", points=frozenset({"task"}), is_permitted=True)
    assert became(*found)[-1] == ("task", "stands")
    assert "finds one" in found[-1].reason


def test_where_the_law_refused_everything_nothing_stands() -> None:
    listed = json.dumps([{"channel": name, "rule": "r", "reason": "No."} for name in ("email", "sms", "letter")])
    found = tries(STEP.channels, tried=listed, stands="", points=EVERY, is_permitted=False)
    assert [one.became for one in found] == ["refused"] * 3 + ["not asked"]


def test_what_pressure_held_back_was_permitted_by_the_next_channel() -> None:
    found = tries(STEP.channels, tried=REFUSED, stands="", points=EVERY, is_permitted=True)
    assert became(*found)[:3] == [("email", "refused"), ("sms", "stands"), ("letter", "not asked")]


def test_contact_points_are_told_by_the_sheet() -> None:
    row = {"email_points": 0, "phone_points": 2, "address_points": None}
    assert reachable(row, ("email", "sms", "call", "letter", "task")) == {"sms", "call", "task"}


def test_the_person_s_channel_comes_first() -> None:
    templates = frozenset({"firm/email/en", "firm/sms/*"})
    assert order(STEP, {"preferred_channel": "sms"}, language="en", templates=templates) == ("sms", "email", "task")
    assert BETWEEN not in "".join(STEP.channels)


def test_a_channel_without_a_text_says_which_is_missing() -> None:
    (one,) = unpublished(STEP, ("email", "sms", "task"), language="es", templates=frozenset({"firm/email/es"}))
    assert (one.channel, one.became) == ("letter", "no text")
    assert one.reason == "The template firm is not published for it in the language es."
