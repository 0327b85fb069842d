"""A policy of an invented house, written into a folder: no calls on Sundays, and at most two contacts a week."""

from collections.abc import Mapping
from pathlib import Path

PACK = """
id: "house.larch"
title: "Larch Collections' own policy"
level: 5
jurisdiction: "Larch Collections"
selects: "TRUE"
"""
RULE = """
id: "house.larch.two_calls"
title: "Two calls a week"
asks: "may"
citation: "Larch policy 4.2"
rule: "Larch 4.2"
shape: "count"
acts: "act_kind = 'contact' AND act_channel = 'call'"
effect: "policy"
facts:
  calls: {count: "direction = 'outbound' AND channel = 'call'", within_days: ":window_days"}
counts: {count: "direction = 'outbound' AND channel = 'call'", within_days: ":window_days"}
most: ":calls_max"
touched: "calls > 0"
values:
  in_force:
    unit: "yes or no"
    dated: [{from: "2026-01-01", value: true, source: "Board", checked_on: "2026-01-02", confidence: "policy"}]
  calls_max:
    unit: "calls"
    dated: [{from: "2026-01-01", value: 2, source: "Larch policy 4.2", checked_on: "2026-01-02", confidence: "policy"}]
  window_days:
    unit: "days"
    dated: [{from: "2026-01-01", value: 7, source: "Larch policy 4.2", checked_on: "2026-01-02", confidence: "policy"}]
says: {refused: "The house calls at most {calls_max} times in {window_days} days."}
"""
CASES = """
base:
  when: {at: "2026-05-05T10:00:00-04:00"}
  given:
    history:
      - {at: "2026-05-04T10:00:00-04:00", direction: "outbound", channel: "call", outcome: "no_answer"}
      - {at: "2026-04-29T10:00:00-04:00", direction: "outbound", channel: "call", outcome: "no_answer"}
cases:
  - {id: "a third call", then: {allowed: false, effect: "policy"}}
  - {id: "the next day", when: {at: "2026-05-06T10:00:00-04:00"}, then: {allowed: true}}
"""


def written(folder: Path, *, calls_max: int = 2, changed: Mapping[str, str] | None = None) -> Path:
    """Write the policy into a folder; `changed` replaces whole files by their name (pack, rule, cases)."""
    other = changed or {}
    (folder / "two_calls").mkdir(parents=True, exist_ok=True)
    (folder / "pack.yaml").write_text(other.get("pack", PACK))
    rule = other.get("rule", RULE).replace("value: 2,", f"value: {calls_max},")
    (folder / "two_calls" / "rule.yaml").write_text(rule)
    (folder / "two_calls" / "cases.yaml").write_text(other.get("cases", CASES))
    (folder / "two_calls" / "source.md").write_text("Larch policy 4.2: we call a person at most twice a week.\n")
    return folder
