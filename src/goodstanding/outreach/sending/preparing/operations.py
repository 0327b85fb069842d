"""Weighing claimed messages and making those that may go; what may not is put down or put back."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from goodstanding.access.permission import Actor
from goodstanding.outreach.channels.provider import Consignment
from goodstanding.outreach.channels.queries import not_carried_for
from goodstanding.outreach.message.learned import Learned
from goodstanding.outreach.models.message import Message
from goodstanding.outreach.queries import published_templates, why_unpublished
from goodstanding.outreach.sending.house import House, Waiting, Weighed
from goodstanding.outreach.sending.operations import claiming
from goodstanding.outreach.sending.operations.answering import TOO_LATE, kept_back, put_down_kept
from goodstanding.outreach.sending.queries import waiting_of
from goodstanding.refusal import Refusal

Prepared = Consignment | str
"""A finished message, or the sentence that says why it cannot be made."""
Prepare = Callable[[Sequence[Waiting], Mapping[int, Weighed], House, datetime], Mapping[int, Prepared]]
T = TypeVar("T")

log = logging.getLogger(__name__)
_FAULT = "It could not be {what}, and the program does not know why; its log has the fault."


@dataclass(slots=True)
class Ready:
    """What came of getting messages ready: those that go, how many wait for later, and the states of the others."""

    going: list[Consignment] = field(default_factory=list)
    later: int = 0
    kept: list[str] = field(default_factory=list)


def get_ready(rows: Sequence[Message], *, house: House, prepare: Prepare, by: Actor, at: datetime) -> Ready:
    """Ask about messages once more and make those that may go; a part of sending, which holds their people."""
    late = [row for row in rows if at >= row.not_after]
    early = {row.pk: row.not_before for row in rows if at < row.not_before < row.not_after}
    asked = [waiting_of(row) for row in rows if at < row.not_after and row.pk not in early]
    kept = [_kept(waiting_of(row), "withheld", TOO_LATE, at) for row in late]
    answers = each(asked, lambda some: house.weigh(some, at), what="asked about")
    answers |= _withdrawn(asked, at=at) | _not_carried(asked, at=at)
    later, going = _sorted(asked, answers, kept, at=at)
    claiming.put_back(early)
    claiming.put_back(
        {number: told.again_at or at for number, told in later.items()},
        reasons={number: told.held for number, told in later.items()},
    )
    made = each(list(going.values()), lambda some: prepare(some, _weighed(answers), house, at), what="made")
    finished = [told for told in made.values() if isinstance(told, Consignment)]
    kept += [_kept(going[number], "failed", told, at) for number, told in made.items() if isinstance(told, str)]
    claiming.replace_lines({one.message_id: _weighed(answers)[one.message_id].lines for one in finished})
    found = put_down_kept(kept, by=by, at=at) if kept else []
    return Ready(finished, len(early) + len(later), [one.told.word for one in found if one.moved])


def _sorted(
    asked: Sequence[Waiting], answers: Mapping[int, Weighed | str], kept: list[Learned], *, at: datetime
) -> tuple[dict[int, Weighed], dict[int, Waiting]]:
    """Return what may go at a later instant and what may go now; add what is held back to `kept`."""
    later: dict[int, Weighed] = {}
    going: dict[int, Waiting] = {}
    for one in asked:
        told = answers[one.message_id]
        if isinstance(told, str):
            kept.append(_kept(one, "failed", told, at))
        elif not told.held:
            going[one.message_id] = one
        elif told.again_at is not None and at < told.again_at < one.not_after:
            later[one.message_id] = told
        else:
            kept.append(_kept(one, "withheld", told.held, at))
    return later, going


def _not_carried(asked: Sequence[Waiting], *, at: datetime) -> dict[int, Weighed | str]:
    """Hold what the provider does not carry for the client it is sent for, whatever was set before."""
    told = not_carried_for(((one.channel, one.client_id) for one in asked), at=at)
    return {
        one.message_id: Weighed(held=f"channel: {told[one.channel, one.client_id]}")
        for one in asked
        if (one.channel, one.client_id) in told
    }


def _withdrawn(asked: Sequence[Waiting], *, at: datetime) -> dict[int, Weighed | str]:
    """Hold what a template says no more that was published when the message was made."""
    usable = published_templates(at) if asked else frozenset()
    told = {
        one.message_id: why_unpublished(one.template, channel=one.channel, language=one.language, usable=usable)
        for one in asked
    }
    return {number: Weighed(held=f"template: {sentence}") for number, sentence in told.items() if sentence}


def each(
    some: Sequence[Waiting], do: Callable[[Sequence[Waiting]], Mapping[int, T]], *, what: str
) -> dict[int, T | str]:
    """Do something with all messages at once, or one by one where that fails, with a sentence for those that fail."""
    if not some:
        return {}
    try:
        found = do(some)
    except Refusal as refusal:
        if len(some) == 1:
            return {some[0].message_id: str(refusal)}
        return _one_by_one(some, do, what=what)
    except Exception:
        if len(some) > 1:
            return _one_by_one(some, do, what=what)
        log.exception("Message %s could not be %s.", some[0].message_id, what)
        return {some[0].message_id: _FAULT.format(what=what)}
    return {one.message_id: found.get(one.message_id, _FAULT.format(what=what)) for one in some}


def _one_by_one(
    some: Sequence[Waiting], do: Callable[[Sequence[Waiting]], Mapping[int, T]], *, what: str
) -> dict[int, T | str]:
    return {number: told for one in some for number, told in each([one], do, what=what).items()}


def _weighed(answers: Mapping[int, Weighed | str]) -> dict[int, Weighed]:
    return {number: told for number, told in answers.items() if isinstance(told, Weighed)}


def _kept(one: Waiting, word: str, reason: str, at: datetime) -> Learned:
    return kept_back(one.message_id, one.attempt, word=word, reason=reason, at=at)
