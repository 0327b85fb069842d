"""The channels of a step, in the order in which they were to be tried, and what became of each."""

import json
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from goodstanding.strategy.decide.channel import has_text, order_of
from goodstanding.strategy.document.document import TASK_CHANNEL, Step
from goodstanding.strategy.explain.story import Try
from goodstanding.strategy.legal_words import CHANNEL_KINDS

POINTS = {"email": "email_points", "phone": "phone_points", "address": "address_points"}
"""The column of the sheet that counts the usable contact points of a kind."""
NO_POINT = "There is no contact point for it that may be used."
PREFERRED = "The person prefers it, so it came first."


def reachable(row: Mapping[str, Any], channels: Sequence[str]) -> frozenset[str]:
    """Return the channels that have a contact point, by a row of the sheet; those that need none are among them."""
    return frozenset(
        channel
        for channel in channels
        if channel not in CHANNEL_KINDS or (row.get(POINTS.get(CHANNEL_KINDS[channel], "")) or 0) > 0
    )


def order(step: Step, row: Mapping[str, Any], *, language: str, templates: AbstractSet[str]) -> tuple[str, ...]:
    """Return the channels of a step in the order of the proposal, for the person of a row."""
    return order_of(step, preferred=row.get("preferred_channel") or "", language=language, templates=templates)


def tries(
    channels: Sequence[str], *, tried: str, stands: str, points: AbstractSet[str], is_permitted: bool
) -> tuple[Try, ...]:
    """Return what became of each channel.

    tried         what was refused, as the night keeps it: a JSON list of channel, rule and reason.
    stands        the channel that was taken; empty where none was.
    points        the channels with a contact point.
    is_permitted  whether the law permitted one, also where something else held the message back.
    """
    refused = {one["channel"]: one for one in (json.loads(tried) if tried else [])}
    found: list[Try] = []
    taken = stands
    for channel in channels:
        if channel in refused:
            one = refused[channel]
            found.append(Try(channel, "refused", one["reason"], one["rule"]))
        elif taken and channel != taken:
            found.append(Try(channel, *_without(channel, taken, [one.channel for one in found], points)))
        elif channel == taken or (is_permitted and channel in points and channel != TASK_CHANNEL):
            taken = channel
            found.append(Try(channel, "stands", _stood(channel)))
        else:
            found.append(Try(channel, *_without(channel, taken, [], points)))
    return tuple(found)


def _without(channel: str, taken: str, before: Sequence[str], points: AbstractSet[str]) -> tuple[Any, str]:
    """Return why a channel was not asked about."""
    if channel == TASK_CHANNEL:
        return "not asked", "A task is only put on a worklist where no channel has a contact point."
    if channel not in points:
        return "no contact point", NO_POINT
    if taken in before:
        return "not asked", f"{taken.capitalize()} came before it and was taken."
    return "not asked", "Nobody asked about it."


def _stood(channel: str) -> str:
    if channel == TASK_CHANNEL:
        return "No channel has a contact point that may be used, so somebody of the house finds one."
    return "The law permits it."


def unpublished(step: Step, channels: Sequence[str], *, language: str, templates: AbstractSet[str]) -> tuple[Try, ...]:
    """Return the channels of a step that were left out because there is no text for them."""
    return tuple(
        Try(channel, "no text", f"The template {step.template} is not published for it in the language {language}.")
        for channel in step.channels
        if channel not in channels
        and channel != TASK_CHANNEL
        and not has_text(step.template, channel=channel, language=language, templates=templates)
    )
