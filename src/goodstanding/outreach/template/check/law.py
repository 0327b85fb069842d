"""What the law wants in a text: finished words are put before the lawbook, as the first message and as a later one."""

from typing import Any, NamedTuple

from goodstanding.compliance.disclosure import check_text
from goodstanding.compliance.lawbook.book import Lawbook
from goodstanding.outreach.template.language.finding import Finding
from goodstanding.outreach.template.text import EVERYWHERE

STRICTEST_KNOWN = "US"
"""A text for everywhere is checked by the law of the one country whose lawbook knows words of texts."""


class Asked(NamedTuple):
    """Which law is asked, of which place, as of when (ISO 8601, UTC)."""

    lawbook: Lawbook
    at: str


def findings(
    words: str,
    asked: Asked,
    *,
    jurisdiction: str,
    channel: str,
    stage: str,
    purpose: str = "",
    is_barred: bool = False,
) -> list[Finding]:
    """Return what the law misses in finished words, or does not want there; nothing where no rule looks at texts."""
    country, _, region = (STRICTEST_KNOWN if jurisdiction == EVERYWHERE else jurisdiction).partition("-")
    # What is left on a machine is never anything else than a message of limited content.
    message = "limited_content" if channel == "voicemail" else ""
    found = check_text(
        words, _given(country, region, is_barred=is_barred), channel=channel, stage=stage, message=message,
        purpose=purpose, lawbook=asked.lawbook, asked_at=asked.at,
    )  # fmt: skip
    of_barred = " where the debt is time-barred" if is_barred else ""
    which = f" as the {'first' if stage == 'initial' else 'later'} message{of_barred}" if not message else of_barred
    return [
        Finding(0, 0, f"{answer.because} {_wrong(answer.wrong)}({answer.citation}{which})", channel=channel)
        for answer in found.answers
        if answer.state in ("refused", "unknown")
    ]


def _wrong(names: tuple[str, ...]) -> str:
    return f"What is wrong: {', '.join(names)}. " if names else ""


def _given(country: str, region: str, *, is_barred: bool) -> dict[str, Any]:
    return {
        "consumer": {"id": "reader", "country": country, "state": region or None, "timezone": "UTC"},
        "collector": {"type": "third_party", "covered_by_fdcpa": True},
        "debts": [{"id": "debt", "time_barred": is_barred}],
        "history": [],
        "preferences": {},
    }
