"""Moves every number and every date of a rule by one step, and sees whether one of the rule's own cases notices.

A value no case notices is a value no case protects: a typing mistake in it would go through.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from goodstanding.compliance.lawbook.reading import read_rule
from goodstanding.compliance.lawbook.rule import Rule
from goodstanding.compliance.lawbook.value import DatedValue, Entry
from goodstanding.compliance.situation.own_cases import OwnCase, failures

MINUTE = 60
STEPS = {"time of day": MINUTE, "percent": 100}
"""How far one step goes, where it is not one: a minute of the clock, a hundredth of a percent."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A rule with one number or date moved."""

    what: str
    values: Mapping[str, DatedValue]

    def instead(self, rule_id: str, values: Mapping[str, DatedValue]) -> Mapping[str, DatedValue]:
        """Return the moved values in place of the rule's own."""
        del rule_id, values
        return self.values


def mutants(values: Mapping[str, DatedValue]) -> Iterator[Mutant]:
    """Return every way of moving one number, or one first day, of a rule by one step, up and down."""
    for name, value in values.items():
        for place, entry in enumerate(value.entries):
            if isinstance(entry.value, int) and not isinstance(entry.value, bool):
                step = STEPS.get(value.unit, 1)
                for moved in (entry.value - step, entry.value + step):
                    changed = replace(entry, value=moved)
                    yield Mutant(
                        f"{name} of {entry.written} to {moved}", {**values, name: _with(value, place, changed)}
                    )
    for day in sorted({entry.first_day for value in values.values() for entry in value.entries}):
        for step in (-1, 1):
            yield Mutant(
                f"the first day {day} by {step}", {name: _moved(value, day, step) for name, value in values.items()}
            )


def _with(value: DatedValue, place: int, entry: Entry) -> DatedValue:
    return replace(value, entries=(*value.entries[:place], entry, *value.entries[place + 1 :]))


def _moved(value: DatedValue, day: int, step: int) -> DatedValue:
    entries = (replace(e, first_day=day + step) if e.first_day == day else e for e in value.entries)
    return replace(value, entries=tuple(entries))


def survivors(rule: Rule, cases: list[OwnCase], *, asked_at: str) -> list[str]:
    """Return the mutants of a rule that none of its cases notices."""
    alive = []
    for mutant in mutants(rule.values):
        changed = read_rule(rule.folder, pack=rule.pack, changed=mutant.instead)
        if not failures(changed, cases, asked_at=asked_at):
            alive.append(f"{rule.id}: {mutant.what}")
    return alive
