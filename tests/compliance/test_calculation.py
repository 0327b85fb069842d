"""What provisions compute: the most specific rule that has something to give for an act gives it."""

from pathlib import Path
from typing import Any

from goodstanding.compliance.calculation import calculate
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.compliance.lawbook.value import read_day
from tests.compliance.sample import brief_of, entry, pack, rule, situation, value


def due(days: int, **keys: Any) -> Any:
    gives = [{"name": "due", "from": "later_by_days(this_day(), :days)"}]
    values = {"days": value(days), **keys.pop("values", {})}
    return rule(asks="compute", shape="computed_date", gives=gives, values=values, **keys)


def given(*levels: tuple[int, Any], case: Any = None, known_on: int | None = None) -> dict[str, object]:
    packs = tuple(pack(one, level=level) for level, one in levels)
    found = calculate(brief_of(case or situation()), Lawbook(packs, "", Path("/nowhere"), {}), known_on=known_on)
    return dict(found[0].value) if 0 in found else {}


def test_the_most_local_rule_gives() -> None:
    assert given((1, due(1)), (3, due(3))) == {"due": "2026-05-08"}
    assert given((3, due(3)), (1, due(1))) == {"due": "2026-05-08"}


def test_among_rules_of_one_level_the_most_prominent_gives() -> None:
    assert given((1, due(1, prominence=60)), (1, due(2, prominence=40))) == {"due": "2026-05-06"}


def test_a_rule_that_has_nothing_to_give_leaves_it_to_others() -> None:
    nothing = rule(asks="compute", shape="computed_date", gives=[{"name": "due", "text": "x", "when": "FALSE"}])
    assert given((1, due(1)), (4, nothing)) == {"due": "2026-05-06"}


def test_a_rule_gives_only_while_it_is_law_and_for_its_acts_and_collectors() -> None:
    early = situation(at="2021-11-29T12:00:00-05:00")
    assert given((1, due(1)), case=early) == {}
    repealed = {"in_force": value(now=True, unit="yes or no", more=[entry("2026-01-01", None)])}
    assert given((1, due(1, values=repealed))) == {}
    assert given((1, due(1, acts="act_channel = 'sms'"))) == {}
    assert given((1, due(1, binds="court_permission"))) == {}
    assert given((1, due(1, binds="esign_consent"))) == {"due": "2026-05-06"}, "Unknown binds."


def test_a_rule_that_only_permits_computes_nothing() -> None:
    assert given((1, rule())) == {}


def test_as_the_law_was_announced_on_a_day() -> None:
    announced = entry("2026-05-01", 9, announced="2026-03-01")
    one = due(1, values={"days": value(1, more=[announced])})
    assert given((1, one), known_on=read_day("2026-02-28", "here")) == {"due": "2026-05-06"}
    assert given((1, one), known_on=read_day("2026-03-01", "here")) == {"due": "2026-05-14"}
