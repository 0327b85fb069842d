"""A story as words, numbers and lists, the way JSON has them; for programs, and for whoever keeps one."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from goodstanding.compliance.verdict import Verdict
from goodstanding.strategy.decide.tracing.trace import Trace
from goodstanding.strategy.explain.story import Deed, Origin, Story, Try


def as_told(story: Story) -> dict[str, Any]:
    """Return everything a story tells."""
    told: dict[str, Any] = plain(
        {
            "account": story.account_id,
            "reference": story.reference,
            "date": story.day,
            "sentence": story.sentence,
            "night": _origin(story.origin),
            "obligations": [_trace(one, story.lines) for one in story.traces],
            "deeds": [_deed(one) for one in story.deeds],
            "exceptions": story.exceptions,
            "pressure": story.pressure,
            "next": {
                "due_date": story.ahead.day if story.ahead else None,
                "step": story.ahead.step if story.ahead else "",
                "lawful_at": story.next_lawful_at,
            },
        }
    )
    return told


def plain(value: Any) -> Any:
    """Return a value with days and instants as text, and mappings and sequences as JSON has them."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


def _origin(origin: Origin) -> dict[str, Any]:
    return {**asdict(origin), "is_sealed": origin.is_sealed}


def _trace(one: Trace, lines: Mapping[int, str]) -> dict[str, Any]:
    called = lines.get(one.item_id, "") if one.item_id is not None else ""
    return {**asdict(one), "item": called}


def _deed(deed: Deed) -> dict[str, Any]:
    told = {
        name: getattr(deed, name) for name in Deed.__dataclass_fields__ if name not in {"tries", "slot", "hand_over"}
    }
    return {
        **told,
        "tries": [_try(one) for one in deed.tries],
        "slot": asdict(deed.slot) if deed.slot else None,
        "lacks_place": deed.lacks_place,
        "hand_over": asdict(deed.hand_over) if deed.hand_over else None,
    }


def _try(one: Try) -> dict[str, Any]:
    told = {"channel": one.channel, "became": one.became, "reason": one.reason, "rule": one.rule, "at": one.at}
    return {**told, "verdict": None if one.verdict is None else _verdict(one.verdict)}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    answers = [
        {
            "rule": one.rule_id,
            "citation": one.citation,
            "state": one.state,
            "because": one.because,
            "facts": dict(one.facts),
            "values": dict(one.values),
        }
        for one in verdict.answers
    ]
    return {
        "outcome": verdict.outcome,
        "rule": verdict.rule_id,
        "because": verdict.in_a_sentence,
        "next_at": verdict.next_at,
        "lawbook": verdict.edition,
        "answers": answers,
    }
