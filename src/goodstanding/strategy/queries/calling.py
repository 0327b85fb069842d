"""What the law and the books say of calls at the moment of dialling: the same two questions a hand-over asks."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from goodstanding.outreach.sending.house import Waiting, Weighed
from goodstanding.strategy.pending import Held, PendingAct, weigh
from goodstanding.strategy.queries.acts import known_now
from goodstanding.strategy.queries.asking import ask_again


def weigh_calls(messages: Sequence[Waiting], at: datetime) -> Mapping[int, Weighed]:
    """Return, by number, the lines of each call that can still be told of, or why it may not be made now."""
    if not messages:
        return {}
    acts = [_act(one) for one in messages]
    now = known_now(acts, day=at.astimezone(UTC).date())
    found = {act.act_id: weigh(act, now, at=at) for act in acts}
    open_acts = [act for act in acts if not isinstance(found[act.act_id], Held)]
    refused = ask_again(open_acts, at)
    return {number: _weighed(one, refused.get(number, "")) for number, one in found.items()}


def _weighed(one: object, refused: str) -> Weighed:
    if isinstance(one, Held):
        return Weighed(held=one.reason)
    assert isinstance(one, tuple), "What is not held has its lines."
    return Weighed(held=Held("law", refused).reason) if refused else Weighed(lines=one)


def _act(one: Waiting) -> PendingAct:
    return PendingAct(
        act_id=one.message_id, night_id=0, kind="contact", channel=one.channel, person_id=one.person_id,
        client_id=one.client_id, contact_point_id=one.contact_point_id, strategy=one.strategy, edition=one.edition,
        treatment="", step=one.step, template=one.template, tone=one.tone, language=one.language, approval="",
        offers="", team="", value_minor=0, planned_at=one.planned_at, not_before=one.not_before,
        not_after=one.not_after, hour_at=None, asked=False, lines=one.lines,
    )  # fmt: skip
