"""What is known of a batch of acts, now and as it was known earlier."""

import numpy as np

from goodstanding.factsheet.brief import ACTS, CONSENTS, EVENTS, WINDOWS, Brief
from goodstanding.factsheet.sheet import Sheet, whole, words


def brief() -> Brief:
    """Three events; the second was learned late, the third is about two debts."""
    events = Sheet(3, EVENTS, {
        "subject": whole([0, 0, 0]), "at": whole([10, 20, 30]), "known_at": whole([None, 50, 30]),
        "channel": words(["call", "letter", "sms"]),
    })  # fmt: skip
    consents = Sheet(2, CONSENTS, {"subject": whole([0, 0]), "at": whole([5, 5]), "known_at": whole([None, 41])})
    return Brief(
        Sheet(1, ACTS),
        events=events,
        consents=consents,
        windows=Sheet(1, WINDOWS, {"subject": whole([0]), "at": whole([40])}),
        event_of_debt=np.array([0, 1, 2, 2]),
        debt_of_event=np.array([7, 7, 7, 8]),
        account_of_event=np.array([7, 7, 7, 7]),
    )


def test_a_brief_is_as_long_as_its_acts() -> None:
    assert len(brief()) == 1


def test_what_was_learned_later_was_not_known_then() -> None:
    known = brief().as_known(40)
    assert known.events.whole("at").tolist() == [10, 30]
    assert known.consents.length == 1
    assert known.windows.length == 1, "Known from the second it was said."
    assert known.event_of_debt.tolist() == [0, 1, 1], "Pairs of an event and a debt follow the events that stay."
    assert known.debt_of_event.tolist() == [7, 7, 8]


def test_on_the_second_and_the_second_before() -> None:
    assert brief().as_known(49).events.length == 2
    assert brief().as_known(50).events.length == 3
    assert brief().as_known(39).windows.length == 0
    assert brief().as_known(9).events.length == 0


def test_the_brief_itself_stays_as_it_was() -> None:
    whole_brief = brief()
    whole_brief.as_known(0)
    assert whole_brief.events.length == 3
    assert whole_brief.event_of_debt.tolist() == [0, 1, 2, 2]
