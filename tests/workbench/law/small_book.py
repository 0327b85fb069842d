"""A lawbook of one pack with two rules, small enough to know by heart, and with titles and notes that mean harm."""

from pathlib import Path
from textwrap import dedent

from goodstanding.compliance.lawbook.book import Lawbook, read_lawbook

HOSTILE = "<script>alert('law')</script>"

PACK = f"""
    id: "xx.test"
    title: "Testland: Calls Act {HOSTILE}"
    level: 3
    jurisdiction: "Testland"
    selects: "consumer_country = 'XX'"
    note: "Made for tests. {HOSTILE}"
"""
CALLS = f"""
    id: "xx.test.calls"
    title: "So many calls {HOSTILE}"
    asks: "may"
    citation: "Calls Act 4(1) {HOSTILE}"
    rule: "4(1)"
    shape: "barred"
    acts: "act_kind = 'contact' AND act_channel IN (:calls)"
    binds: "collector_covered_by_fdcpa"
    effect: "presumed_violation"
    facts:
      made: {{count: "direction = 'outbound'", by: ["person"], within_days: ":window_days"}}
    when: "made >= :calls_max"
    unless:
      - {{when: "act_purpose IN (:kind_purposes)", rule: "4(2)", effect: "exception", says: "It is kind. {HOSTILE}"}}
    refused_as:
      - {{when: "act_purpose = 'sale'", rule: "4(3)", effect: "prohibited", says: "Nothing is sold."}}
    says: {{refused: "{{made}} calls are enough. {HOSTILE}"}}
    values:
      in_force:
        unit: "yes or no"
        dated:
          - {{from: "2022-01-01", value: true, source: "Calls Act 1", checked_on: "2026-01-02", confidence: "seen"}}
          - {{from: "2030-01-01", value: null, source: "Repeal Act", checked_on: "2026-01-02", confidence: "seen"}}
      calls_max:
        unit: "calls"
        dated:
          - {{from: "2022-01-01", value: 7, source: "Calls Act 4", checked_on: "2026-01-02", confidence: "seen"}}
          - {{from: "2024-06-01", value: 5, source: "Order 9", checked_on: "2026-01-02", confidence: "recalled"}}
          - {{from: "2028-01-01", value: 1, source: "Order 12", checked_on: "2026-01-02", confidence: "secondary",
             announced: "2026-01-05", note: "Not yet gazetted."}}
          - {{from: "2023-01-01", value: 9, source: "Order 2", checked_on: "2026-01-02", confidence: "seen",
             withdrawn: "2022-12-01"}}
      window_days:
        unit: "days"
        dated: [{{from: "2022-01-01", value: 1, source: "Calls Act 4", checked_on: "2026-01-02", confidence: "seen"}}]
      calls:
        unit: "words"
        dated:
          - {{from: "2022-01-01", value: ["call", "push_call"], source: "Calls Act 2", checked_on: "2026-01-02",
             confidence: "seen"}}
      kind_purposes:
        unit: "words"
        dated:
          - {{from: "2022-01-01", value: ["wish_well", "thank"], source: "Calls Act 4(2)", checked_on: "2026-01-02",
             confidence: "seen"}}
"""
LETTERS = """
    id: "xx.test.letters"
    title: "Letters in winter"
    asks: "may"
    citation: "Letters Order 2"
    rule: "2"
    shape: "barred"
    acts: "act_kind = 'contact' AND act_channel = 'letter'"
    when: "FALSE"
    values:
      in_force:
        unit: "yes or no"
        dated: [{from: "2022-01-01", value: true, source: "Order", checked_on: "2026-01-02", confidence: "policy"}]
"""
CASES = """
    cases:
      - {id: "the first call <i>", when: {at: "2026-05-05T10:00:00-04:00"}, then: {allowed: true}}
      - {id: "a letter", when: {channel: "letter", at: "2026-05-05T10:00:00-04:00"}, then: {silent: true}}
"""
SOURCE = f"""
    # Where it stands {HOSTILE}

    The Act says **so many**, and
    `calls` are counted. {HOSTILE}

    - one
    - two {HOSTILE}
"""
COVERAGE = f"""
    coverage:
      - {{place: "Testland", topic: "Calls {HOSTILE}", state: "complete", verified_on: "2026-01-02", gaps: []}}
      - {{place: "Farland", topic: "Letters", state: "none", gaps: ["everything", "all else"]}}
"""


def write_book(folder: Path) -> Lawbook:
    """Write the small lawbook into a folder and return it."""
    pack = folder / "testland" / "calls_act"
    for name, text in {
        "pack.yaml": PACK, "calls/rule.yaml": CALLS, "calls/cases.yaml": CASES, "calls/source.md": SOURCE,
        "letters/rule.yaml": LETTERS,
    }.items():  # fmt: skip
        path = pack / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text))
    (folder / "coverage.yaml").write_text(dedent(COVERAGE))
    return read_lawbook(folder)
