"""The deeds of a night that an account has a part in: from the books of the night, or as they were worked out."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.explain.story import Deed, HandOver, Slot
from goodstanding.strategy.explain.tries import order, reachable, tries, unpublished
from goodstanding.strategy.models.hand_over import Approval, CallSlot, HandOverAnswered, HandOverAsked
from goodstanding.strategy.models.night import Act, ActLine, Withheld
from goodstanding.strategy.night.order import Answer
from goodstanding.strategy.queries.story.source import Source

Row = Mapping[str, Any]
OF_MESSAGE = (
    "kind", "strategy", "edition", "segment", "treatment", "arm", "step", "template", "tone", "language", "approval",
    "offers", "team",
)  # fmt: skip
OF_WITHHELD = ("kind", "strategy", "edition", "segment", "treatment", "arm", "step")


def deeds_of(account_id: int, *, source: Source, day: date) -> tuple[Deed, ...]:
    """Return what was planned or held back for an account, what it has a step of its own in first."""
    if source.answer is not None:
        found = list(_worked_out(account_id, source, source.answer))
    else:
        found = [*_planned(account_id, source, day), *_held_back(account_id, source, day)]
    return tuple(sorted(found, key=_rank))


def _rank(deed: Deed) -> tuple[bool, bool, bool, int]:
    """Return what comes first: what the account has a step of its own in, what is planned, what reaches the person."""
    return deed.own_step == "", deed.state != "planned", deed.kind == "task", deed.act_id or 0


def _planned(account_id: int, source: Source, day: date) -> Iterator[Deed]:
    lines = list(ActLine.objects.filter(debt_id=account_id, day=day).order_by("id"))
    for act in Act.objects.filter(pk__in={line.act_id for line in lines}).order_by("id"):
        told = {name: getattr(act, name) for name in OF_MESSAGE}
        yield _deed(
            {
                **told,
                "state": "planned",
                "channel": act.channel,
                "tried": act.tried,
                "rule": act.rule,
                "reason": "",
                "planned_at": act.planned_at,
                "not_after": act.not_after,
                "next_at": None,
            },
            account_id,
            source,
            own_step=next((line.step for line in lines if line.act_id == act.pk and line.step), ""),
            others=ActLine.objects.filter(act_id=act.pk)
            .exclude(debt_id=account_id)
            .values("debt_id")
            .distinct()
            .count(),
            act_id=act.pk,
            slot=_slot(act.pk),
            hand_over=_hand_over(act.pk),
            approval=Approval.objects.filter(act_id=act.pk).first(),
        )


def _held_back(account_id: int, source: Source, day: date) -> Iterator[Deed]:
    steps = _proposed_steps(account_id, source)
    for one in Withheld.objects.filter(debt_ids__contains=[account_id], day=day).order_by("id"):
        told = {name: getattr(one, name) for name in OF_WITHHELD}
        message = _message_of(one, source)
        yield _deed(
            {
                **{name: message.get(name, "") for name in OF_MESSAGE},
                **told,
                "state": one.cause,
                "channel": "",
                "tried": one.tried,
                "rule": one.rule,
                "reason": one.reason,
                "planned_at": None,
                "not_after": None,
                "next_at": one.next_at,
            },
            account_id,
            source,
            own_step=steps.get(message.get("message"), one.step),
            others=len(one.debt_ids) - 1,
        )


def _worked_out(account_id: int, source: Source, answer: Answer) -> Iterator[Deed]:
    steps = _proposed_steps(account_id, source)
    lines = answer.lines.to_pylist()
    for message, decided in zip(answer.messages.to_pylist(), answer.decided.to_pylist(), strict=True):
        number = message["message"]
        about = {line["account_id"] for line in lines if line["message"] == number}
        if account_id in about:
            told = {name: decided[name] if decided[name] is not None else "" for name in ("channel", "tried", "rule")}
            yield _deed(
                {**message, **decided, **told, "reason": decided["reason"] or ""},
                account_id,
                source,
                own_step=steps.get(number, ""),
                others=len(about) - 1,
            )


def _proposed_steps(account_id: int, source: Source) -> dict[object, str]:
    """Return, by the number of the message, the step an account has in it; empty where it is only listed."""
    found: dict[object, str] = {}
    for line in source.proposals.lines.to_pylist():
        if line["account_id"] == account_id:
            found[line["message"]] = found.get(line["message"]) or line["step"]
    return found


def _message_of(held: Withheld, source: Source) -> Row:
    """Return the proposal that was held back, as the sheet gives it again."""
    lines = source.proposals.lines.to_pylist()
    for message in source.proposals.messages.to_pylist():
        about = sorted({line["account_id"] for line in lines if line["message"] == message["message"]})
        same = (message["client_id"], message["kind"], message["step"]) == (held.client_id, held.kind, held.step)
        if same and about == held.debt_ids:
            return message  # type: ignore[no-any-return]  # a row of a table.
    return {}


def _deed(
    told: Row,
    account_id: int,
    source: Source,
    *,
    own_step: str,
    others: int,
    act_id: int | None = None,
    slot: Slot | None = None,
    hand_over: HandOver | None = None,
    approval: Approval | None = None,
) -> Deed:
    row = source.row(account_id)
    return Deed(
        **{name: told[name] for name in OF_MESSAGE},
        state=told["state"],
        channel=told["channel"] if told["state"] == "planned" else "",
        rule=told["rule"],
        reason=told["reason"],
        planned_at=told["planned_at"] if told["state"] == "planned" else None,
        not_after=told["not_after"],
        next_at=told["next_at"],
        zone=str(row.get("home_zone") or "UTC"),
        own_step=own_step,
        others=others,
        act_id=act_id,
        slot=slot,
        hand_over=hand_over,
        approved=approval.approved if approval else None,
        approved_why=approval.reason if approval else "",
        tries=_tries(told, row, source),
    )


def _tries(told: Row, row: Row, source: Source) -> Any:
    """Return the channels of a contact and what became of each; nothing where the strategy or the step is gone."""
    document = source.document(told["strategy"], told["edition"])
    treatment = document.treatments.get(told["treatment"]) if document is not None else None
    step = next((one for one in treatment.steps if one.name == told["step"]), None) if treatment else None
    if step is None or told["kind"] != "contact":
        return ()
    templates, language = source.order.templates, told["language"] or "en"
    channels = order(step, row, language=language, templates=templates)
    if told.get("channels"):
        channels = tuple(told["channels"].split(BETWEEN))
    return (
        *tries(
            channels,
            tried=told["tried"],
            stands=told["channel"] if told["state"] == "planned" else "",
            points=reachable(row, channels),
            is_permitted=told["state"] in {"planned", "pressure"},
        ),
        *unpublished(step, channels, language=language, templates=templates),
    )


def _slot(act_id: int) -> Slot | None:
    found = CallSlot.objects.filter(act_id=act_id).first()
    return None if found is None else Slot(found.hour_at, found.place)


def _hand_over(act_id: int) -> HandOver | None:
    answered = HandOverAnswered.objects.filter(act_id=act_id).first()
    if answered is not None:
        return HandOver(answered.answer, answered.reason, answered.reference, answered.answered_at)
    asked = HandOverAsked.objects.filter(act_id=act_id).first()
    return None if asked is None else HandOver("asked", at=asked.asked_at)
