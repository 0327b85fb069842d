"""Whether a consent of the wanted kind stands for an act."""

from typing import Any

import pytest

from goodstanding.compliance.expression.reading import Scope
from goodstanding.compliance.history.reading import named_fact
from goodstanding.compliance.shapes.computed import plain
from tests.compliance.sample import situation, view_of

GIVEN = {"at": "2026-05-01T10:00:00-04:00", "given_to": "collector", "scope": "sms"}
NUMBER = "+1-614-555-0101"


def agreed(*several: dict[str, Any]) -> list[object]:
    run, sort = named_fact({"agreed": "given_to = 'collector' AND scope = 'sms'"}, Scope(), "here")
    view = view_of(*several)
    return plain(run(view), sort, view.length)


def told(*consents: dict[str, Any], **when: Any) -> dict[str, Any]:
    return situation(given={"consents": list(consents), "debts": [{"id": "d1"}, {"id": "d2"}]}, **when)


@pytest.mark.parametrize(
    ("more", "when", "expected"),
    [
        ({}, {}, True),
        ({}, {"at": "2026-05-01T10:00:00-04:00"}, True),
        ({}, {"at": "2026-05-01T09:59:59-04:00"}, False),
        ({"scope": "email"}, {}, False),
        ({"given_to": "creditor"}, {}, False),
        ({"revoked_at": "2026-05-05T12:00:00-04:00"}, {}, False),
        ({"revoked_at": "2026-05-05T12:00:01-04:00"}, {}, True),
        ({"until": "2026-05-05"}, {}, True),
        ({"until": "2026-05-04"}, {}, False),
        ({"to": NUMBER}, {"to": NUMBER}, True),
        ({"to": NUMBER}, {"to": "+1-614-555-0102"}, False),
        ({"to": NUMBER}, {}, True),
        ({}, {"to": NUMBER}, True),
        ({"person": "sibling"}, {"person": "sibling"}, True),
        ({"person": "sibling"}, {"person": "friend"}, False),
        ({"debts": ["d1"]}, {"debts": ["d1"]}, True),
        ({"debts": ["d2"]}, {"debts": ["d1"]}, False),
        ({"debts": ["d1"]}, {"debts": ["d1", "d2"]}, False),
        ({"debts": ["d1", "d2"]}, {"debts": ["d1", "d2"]}, True),
    ],
)
def test_what_a_consent_covers(more: dict[str, Any], when: dict[str, Any], *, expected: bool) -> None:
    assert agreed(told({**GIVEN, **more}, **when)) == [expected]


def test_nobody_agreed_to_anything() -> None:
    assert agreed(told(), told()) == [False, False]


def test_people_are_not_mixed() -> None:
    assert agreed(told(GIVEN), told(), told(GIVEN)) == [True, False, True]


def instants(kind: str, *several: dict[str, Any]) -> list[object]:
    run, sort = named_fact({kind: "given_to = 'collector'"}, Scope(), "here")
    view = view_of(*several)
    return plain(run(view), sort, view.length)


def test_the_newest_standing_consent_gives_its_instant() -> None:
    older, newer = {**GIVEN, "at": "2026-04-01T00:00:00+00:00"}, {**GIVEN, "at": "2026-05-01T00:00:00+00:00"}
    taken_back = {**newer, "revoked_at": "2026-05-02T00:00:00+00:00"}
    found = instants("agreed_on", told(older, newer), told(older, taken_back), told())
    assert found == [1777593600, 1775001600, None]


def test_a_consent_taken_back_gives_the_instant_of_that() -> None:
    before = {**GIVEN, "revoked_at": "2026-05-05T12:00:00-04:00"}
    after = {**GIVEN, "revoked_at": "2026-05-05T12:00:01-04:00"}
    assert instants("withdrawn_on", told(before), told(after), told(GIVEN)) == [1777996800, None, None]
