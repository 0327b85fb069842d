"""By which channels a step may reach a person, in the order they are to be tried.

For the decision. What a person prefers comes before what the document says; a channel whose template is not published
in the person's language is left out; a task of the house comes last and replaces no channel.
"""

from collections.abc import Set as AbstractSet

from goodstanding.strategy.document.document import TASK_CHANNEL, Step

SPOKEN = frozenset({"call"})
"""Channels by which a person of the house speaks; they need no text."""
DEFAULT_LANGUAGE = "en"


def order_of(step: Step, *, preferred: str, language: str, templates: AbstractSet[str]) -> tuple[str, ...]:
    """Return the channels of a contact in order; empty where no text is published for any of them."""
    wished = [step.channels[step.channels.index(preferred)]] if preferred in step.channels else []
    every = list(dict.fromkeys([*wished, *step.channels]))
    real = [one for one in every if one != TASK_CHANNEL]
    kept = [one for one in real if has_text(step.template, channel=one, language=language, templates=templates)]
    if real and not kept:
        return ()
    return (*kept, TASK_CHANNEL) if TASK_CHANNEL in every else tuple(kept)


def has_text(template: str, *, channel: str, language: str, templates: AbstractSet[str]) -> bool:
    """Say whether there is a published text for a channel and a language, or the channel needs none."""
    if channel in SPOKEN:
        return True
    return bool({f"{template}/{channel}/{language}", f"{template}/{channel}/*"} & templates)
