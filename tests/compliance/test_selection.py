"""Which packs are in force where nobody names them: by place and collector, and more rather than fewer in doubt."""

from typing import Any

import numpy as np

from goodstanding.compliance.lawbook.book import shipped
from goodstanding.compliance.selection import with_packs
from goodstanding.compliance.situation.reading import read
from goodstanding.factsheet.sheet import Words, members

NOW = "2026-05-05T14:00:00+00:00"


def in_force(consumer: dict[str, Any], **collector: Any) -> set[str]:
    given = {"consumer": {"id": "c1", **consumer}, "debts": [{"id": "d1", "type": "credit_card"}], "history": [],
             "preferences": {},
             "collector": {"type": "third_party", "covered_by_fdcpa": True, **collector}}  # fmt: skip
    act = {"kind": "contact", "channel": "call", "person": "consumer", "at": NOW, "debts": ["d1"]}
    brief = with_packs(read([{"id": "q", "given": given, "when": {"action": act}}], asked_at=NOW), shipped())
    packs = brief.acts.column("packs")
    assert isinstance(packs, Words)
    return set(members(packs.words[0]))


def test_a_state_adds_its_own_law_to_the_country_s() -> None:
    ohio = in_force({"state": "OH", "country": "US", "zip": "43215"})
    massachusetts = in_force({"state": "MA", "country": "US", "zip": "02108"})
    assert "us.regf" in ohio & massachusetts
    assert "us.ma" in massachusetts - ohio


def test_another_country_has_its_own_law_only() -> None:
    london = in_force({"state": "ENG", "country": "GB"})
    assert "uk" in london
    assert not {name for name in london if name.startswith("us.")}


def test_a_creditor_is_not_bound_as_a_third_party_is() -> None:
    assert "us.regf" not in in_force({"state": "OH", "country": "US"}, type="original_creditor", covered_by_fdcpa=False)


def test_an_unknown_state_or_country_is_not_taken_for_none() -> None:
    assert "us.place" in in_force({"state": None, "country": "US"})
    assert "us.place" not in in_force({"state": "OH", "country": "US"})
    assert in_force({"state": None, "country": None}) == set()


def test_a_proposed_law_is_never_in_force() -> None:
    assert not {pack.id for pack in shipped().packs if not pack.enabled} & in_force({"state": "OH", "country": "US"})


def test_a_batch_gets_for_each_act_what_it_would_get_alone() -> None:
    places: list[dict[str, Any]] = [
        {"state": "OH", "country": "US"}, {"state": "ENG", "country": "GB"}, {"state": None, "country": "US"},
        {"state": "NY", "country": "US", "city": "New York City"}, {"state": None, "country": None},
    ]  # fmt: skip
    told = [
        {"id": str(number), "given": {"consumer": {"id": "c1", **one}, "debts": [], "history": [], "preferences": {},
                                      "collector": {"type": "third_party", "covered_by_fdcpa": True}},
         "when": {"action": {"kind": "contact", "channel": "call", "at": NOW, "debts": []}}}
        for number, one in enumerate([*places, *places])
    ]  # fmt: skip
    packs = with_packs(read(told, asked_at=NOW), shipped()).acts.column("packs")
    assert isinstance(packs, Words)
    found = [set(members(packs.words[code])) for code in np.asarray(packs.codes)]
    assert found == [in_force(one) for one in [*places, *places]]
