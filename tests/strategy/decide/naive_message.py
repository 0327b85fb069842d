"""Messages once more in plain Python, from obligations that naive.py judged."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from goodstanding.factsheet.sheet import BETWEEN
from goodstanding.strategy.document.document import Document, Step
from tests.strategy.decide.naive import CHANCES, Found, held

Row = dict[str, Any]
Group = tuple[int, int, str, int]


def group_of(one: Found) -> Group:
    assert one.step is not None
    row = one.obligation.row
    together = one.step.act in ("contact", "task")
    sort = "" if one.step.act == "contact" else one.step.act
    return row["person_id"], row["client_id"], sort, 0 if together else row["account_id"]


def rank(one: Found) -> tuple[bool, int, int, int, int]:
    assert one.step is not None
    past = one.obligation.row["days_past_due"]
    return (one.step.rung != 0, -one.step.rung, -(past if past is not None else -99_999), *one.obligation.key)


def tongue_of(row: Row) -> str:
    return row["preferred_language"] or row["language"] or "en"


def ways_of(step: Step, row: Row, templates: frozenset[str]) -> list[str] | None:
    """The channels in order; None where no text is published."""
    if step.act != "contact":
        return ["task"] if step.act == "task" else []
    order = sorted(step.channels, key=lambda channel: channel != row["preferred_channel"])
    order = [channel for channel in order if channel != "task"]
    kept = []
    for channel in order:
        texts = {f"{step.template}/{channel}/{tongue_of(row)}", f"{step.template}/{channel}/*"}
        if channel == "call" or texts & templates:
            kept.append(channel)
    if not kept and (order or not step.channels):
        return None
    return [*kept, "task"] if "task" in step.channels else kept


def worth_of(document: Document, row: Row, *, balance: int, ways: Sequence[str]) -> int:
    told = CHANCES[document.capacity.chance_ppm](row) or 0
    cost = document.capacity.cost_minor.get(ways[0], 0) if ways else 0
    return balance * min(max(told, 0), 1_000_000) // 1_000_000 - cost


def is_listed(one: Found) -> bool:
    row = one.obligation.row
    past = row["days_past_due"]
    calm = not (row["is_disputed"] or row["on_hold"] or row["promise_open"] or row.get("is_time_barred"))
    return calm and row["balance_minor"] > 0 and past is not None and past > 0


def composed(found: Sequence[Found], templates: frozenset[str]) -> tuple[list[Row], list[Row], list[int]]:
    """The messages, their lines, and the accounts whose text is missing."""
    groups: dict[Group, list[Found]] = defaultdict(list)
    for one in found:
        if one.step is not None:
            groups[group_of(one)].append(one)
    leads = {group: min(members, key=rank) for group, members in groups.items()}
    kinds = {group: lead.step.act for group, lead in leads.items() if lead.step is not None}
    messages: list[Row] = []
    lines: list[Row] = []
    lost: list[int] = []
    for group in sorted(groups, key=lambda one: (one[0], one[1], kinds[one], one[3])):
        lead = leads[group]
        assert lead.step is not None
        ways = ways_of(lead.step, lead.obligation.row, templates)
        if ways is None:
            lost.append(lead.obligation.row["account_id"])
            continue
        about = lines_of(group, groups[group], found, lead, number=len(messages))
        messages.append(message_of(group, lead, number=len(messages), ways=ways, about=about))
        lines += about
    return messages, lines, lost


def lines_of(group: Group, members: Sequence[Found], found: Sequence[Found], lead: Found, *, number: int) -> list[Row]:
    chosen = [(one, True) for one in members]
    if group[2] == "":
        same = [one for one in found if (one.obligation.row["person_id"], one.obligation.row["client_id"]) == group[:2]]
        due = {one.obligation.key for one in members}
        chosen += [(one, False) for one in same if one.obligation.key not in due and is_listed(one)]
    rows = []
    for one, is_due in sorted(chosen, key=lambda pair: pair[0].obligation.key):
        strategy = (one if is_due else lead).obligation.document
        assert strategy is not None
        rows.append({
            "message": number, "account_id": one.obligation.row["account_id"], "item_id": one.obligation.item_id,
            "strategy": strategy.strategy, "treatment": one.treatment if is_due else "",
            "step": one.step.name if is_due and one.step else "", "currency": one.obligation.row["currency"],
            "balance_minor": one.obligation.row["balance_minor"],
        })  # fmt: skip
    return rows


def message_of(group: Group, lead: Found, *, number: int, ways: Sequence[str], about: Sequence[Row]) -> Row:
    document, row, step = lead.obligation.document, lead.obligation.row, lead.step
    assert document is not None
    assert step is not None
    balance = sum(one["balance_minor"] for one in about if one["currency"] == row["currency"])
    return {
        "message": number, "person_id": group[0], "client_id": group[1], "kind": step.act,
        "strategy": document.strategy, "edition": document.edition, "segment": lead.segment,
        "treatment": lead.treatment, "arm": lead.arm, "step": step.name, "rung": step.rung, "template": step.template,
        "tone": step.tone, "language": tongue_of(row), "channels": BETWEEN.join(ways), "approval": step.approval,
        "currency": row["currency"], "balance_minor": balance,
        "value_minor": worth_of(document, row, balance=balance, ways=ways),
        "opens_second": document.opens.hour * 3600, "closes_second": document.closes.hour * 3600,
        "team": next((team.name for team in document.capacity.teams if held(team.covers, row)), ""),
    }  # fmt: skip
