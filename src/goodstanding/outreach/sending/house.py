"""What sending needs from chapters it may not know: the law asked again, the books read again, fields of agreements.

The doors put the house together (`strategy.queries.house.house.the_house`) and hand it to the worker, to a preview, and
to whoever sends by hand. So a preview goes exactly the way a message goes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from goodstanding.outreach.channels.provider import Part
from goodstanding.outreach.port.delivery import DeliveryLine


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message as it is asked about before it leaves, and as it is rendered."""

    message_id: int
    key: str
    origin: str
    channel: str
    person_id: int
    client_id: int
    contact_point_id: int | None
    lines: tuple[DeliveryLine, ...]
    template: str
    language: str
    tone: str
    purpose: str
    fields: Mapping[str, Any]
    strategy: str
    edition: int
    step: str
    is_optional: bool
    answers_id: int | None
    planned_at: datetime
    not_before: datetime
    not_after: datetime
    attempt: int
    by: str
    made_at: datetime | None = None
    """When it was asked for; None in a preview, whose message is not made."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the law and the books say of a message at an instant.

    `held` is empty where it may go, else "cause: sentence" (the causes of strategy.pending); `again_at` is the next
    instant at which it may, where there is one before it is too late. `lines` are those left to tell of, with the
    amounts of the moment.
    """

    lines: tuple[DeliveryLine, ...] = ()
    held: str = ""
    again_at: datetime | None = None
    rule: str = ""


Weigh = Callable[[Sequence[Waiting], datetime], Mapping[int, Weighed]]
"""Asks about messages as things stand at an instant; by message."""
Fields = Callable[[Sequence[Waiting], datetime], Mapping[int, Mapping[str, Any]]]
"""Returns merge fields that other chapters know (promise, plan, dispute, notice), by message."""
Printed = Sequence[Part] | str
"""Documents of a message, or the sentence that says why they cannot be printed."""
Print = Callable[[Sequence[Waiting], datetime], Mapping[int, Printed]]
"""Returns documents that another chapter prints in place of the template's own letter, such as a validation notice, by
message; nothing where there is none."""


def no_fields(_messages: Sequence[Waiting], _at: datetime) -> Mapping[int, Mapping[str, Any]]:
    """Know nothing more."""
    return {}


def no_print(_messages: Sequence[Waiting], _at: datetime) -> Mapping[int, Printed]:
    """Print nothing in place of the template."""
    return {}


@dataclass(frozen=True, slots=True)
class House:
    """What sending is handed from above."""

    weigh: Weigh
    fields: Fields = field(default=no_fields)
    print: Print = field(default=no_print)
