"""What `goodstanding messages` prints: a list, one message with its life, and both as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from rich.table import Table

from goodstanding.outreach.message.life import MEANINGS
from goodstanding.outreach.sending.queries import MessageLine, MessagePage


def table(found: Sequence[MessageLine]) -> Table:
    """Return a list for people."""
    shown = Table(box=None, padding=(0, 2))
    for heading in ("message", "state", "by", "to", "template", "since", "why"):
        shown.add_column(heading, justify="right" if heading == "message" else "left")
    for line in found:
        state = line.state.replace("_", " ")
        shown.add_row(
            str(line.message_id), state, line.channel, line.person, line.template, _minute(line.state_at), line.reason
        )
    return shown


def told(line: MessageLine) -> Mapping[str, object]:
    """Return a line of the list as JSON shows it."""
    return {name: _plain(value) for name, value in line._asdict().items()}


def whole(found: MessagePage) -> Mapping[str, object]:
    """Return one message as JSON shows it."""
    rest = found._asdict()
    rest.pop("line")
    plain = {name: _plain(value) for name, value in rest.items() if name not in {"events", "copies"}}
    return {
        **told(found.line),
        **plain,
        "events": [{name: _plain(value) for name, value in one._asdict().items()} for one in found.events],
        "copies": [one._asdict() for one in found.copies],
    }


def lines(found: MessagePage) -> Iterator[str]:
    """Yield one message for people, a line each."""
    line = found.line
    meaning = MEANINGS.get(line.state, "")  # type: ignore[call-overload]  # A state is one of the words there are.
    yield f"Message {line.message_id} to {line.person} by {line.channel}: {line.state.replace('_', ' ')}. {meaning}"
    if line.reason:
        yield f"Why: {line.reason}"
    yield f"It may go from {_minute(found.not_before)} to {_minute(line.not_after)}; key {line.key}."
    if found.again_of_id:
        yield f"It goes in place of message {found.again_of_id}."
    for number in found.again_ids:
        yield f"Message {number} went in its place."
    yield "What was learned of it:"
    for event in found.events:
        attempt = f" (try {event.attempt})" if event.attempt else ""
        reason = f" {event.reason}" if event.reason else ""
        yield f"  {_minute(event.happened_at)}  {event.word.replace('_', ' ')}{attempt}, from {event.source}.{reason}"
    if found.copies:
        yield "What was kept:"
    for copy in found.copies:
        yield f"  {copy.part} ({copy.media_type}, {copy.size:,} bytes, sha256 {copy.sha256})"
    if found.text:
        yield f"Subject: {line.subject}"
        yield found.text


def _minute(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC"


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
