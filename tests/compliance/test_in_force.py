"""Which packs and which values hold for which act."""

from goodstanding.compliance.in_force import epochs, pack_rows
from goodstanding.compliance.lawbook.value import read_day
from tests.compliance.sample import brief_of, entry, pack, rule, situation, value


def test_a_pack_holds_for_the_acts_that_name_it() -> None:
    cases = [situation(given={"packs": names}) for names in (["a", "b"], [], ["a.b"], ["b"])]
    brief = brief_of(*cases)
    assert pack_rows(pack(rule(), name="a"), brief).tolist() == [0]
    assert pack_rows(pack(rule(), name="b"), brief).tolist() == [0, 3]
    assert pack_rows(pack(rule(), name="c"), brief).tolist() == []


def test_an_acts_day_is_that_of_its_person() -> None:
    late = "2026-05-06T01:00:00-04:00"
    west = situation(given={"consumer": {"timezone": "America/Los_Angeles"}}, at=late)
    assert brief_of(situation(at=late), west).days().tolist() == [read_day(f"2026-05-0{day}", "here") for day in (6, 5)]


def test_acts_are_grouped_by_the_values_of_their_day() -> None:
    one = rule(values={"most": value(7, since="2026-01-01", more=[entry("2026-02-01", 5)])})
    days = ("2021-11-29", "2021-11-30", "2026-01-01", "2026-01-31", "2026-02-01")
    brief = brief_of(*[situation(at=f"{day}T12:00:00-05:00") for day in days])
    found = [
        (rows.tolist() if rows is not None else None, dict(values) if known else {}, known)
        for rows, values, known in epochs(one, brief, None, known_on=None)
    ]
    assert found == [
        ([0], {}, False),
        ([1], {"in_force": True, "most": None}, True),
        ([2, 3], {"in_force": True, "most": 7}, True),
        ([4], {"in_force": True, "most": 5}, True),
    ]


def test_acts_of_one_day_stay_together() -> None:
    ((rows, _, known),) = epochs(rule(), brief_of(situation(), situation()), None, known_on=None)
    assert (rows, known) == (None, True)
