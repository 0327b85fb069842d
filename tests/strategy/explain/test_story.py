from datetime import UTC, datetime

import pytest

from goodstanding.strategy.explain.story import Deed, Origin, Slot

KNOWN = datetime(2026, 3, 17, 6, tzinfo=UTC)


def deed(**told: object) -> Deed:
    """A reminder by e-mail, planned."""
    plain: dict[str, object] = {
        "state": "planned", "kind": "contact", "strategy": "plain", "edition": 1, "segment": "all",
        "treatment": "ladder", "arm": "", "step": "friendly", "own_step": "friendly", "channel": "email",
        "template": "friendly-reminder",
    }  # fmt: skip
    return Deed(**(plain | told))  # type: ignore[arg-type]  # fields of the test's own.


@pytest.mark.parametrize(
    ("told", "lacks"),
    [
        ({"channel": "call", "team": "desk"}, True),
        ({"channel": "call", "team": "desk", "slot": Slot(KNOWN, 1)}, False),
        ({"channel": "call"}, False),
        ({"team": "desk"}, False),
        ({"channel": "call", "team": "desk", "state": "law"}, False),
    ],
)
def test_only_a_call_of_a_team_can_lack_a_place(told: dict[str, object], lacks: bool) -> None:
    assert deed(**told).lacks_place is lacks


def test_a_story_of_a_night_rests_on_its_sealed_sheet() -> None:
    assert Origin(KNOWN, (), night=3).is_sealed
    assert not Origin(KNOWN, ()).is_sealed
