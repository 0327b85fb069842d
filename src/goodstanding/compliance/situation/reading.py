"""Reads neutral situations (see docs/lawbook.md) into the brief the gate decides on.

A situation says who the person in debt is and what is known of them (`given`) and what is proposed (`when`). What is
missing is "none"; what is given as null is unknown; a key that nobody declared is reported, so that no fact is dropped
in silence.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from goodstanding.compliance.situation import person as people
from goodstanding.compliance.situation.form import refuse_malformed
from goodstanding.compliance.situation.history import consents, events, windows
from goodstanding.compliance.situation.other_names import usual
from goodstanding.compliance.situation.plain import MISSING, cells_of, leaves, look_up
from goodstanding.factsheet.brief import ACTS, CONSENTS, DEBTS, EVENTS, WINDOWS, Brief
from goodstanding.factsheet.column import Column
from goodstanding.factsheet.sheet import Cells, Sheet, whole

Situation = Mapping[str, Any]
READ_OTHERWISE = (
    "given.consumer.id", "given.consumer.timezone", "given.consumer.contacts", "given.debts", "given.history",
    "given.consents", "given.preferences.inconvenient_times", "given.preferences.convenient_times",
    "given.preferences.inconvenient_places", "given.preferences.third_party", "given.packs",
    "given.attorney.represents_on", "given.email.chain", "given.rates", "given.contacts_note", "given.left_for",
    "when.action.dispute_prompts",
    "when.action.debts", "when.action.consumer_direction",
)  # fmt: skip


def read(situations: Sequence[Situation], *, asked_at: str) -> Brief:
    """Return the brief of several situations, each with one act; `asked_at` dates acts that say no time.

    Raises SituationUnreadable for a situation that is not in its form.
    """
    for one in situations:
        refuse_malformed(one)
    situations = [usual(one) for one in situations]
    given = [people.ready(one["given"], one["when"]["action"], asked_at=asked_at) for one in situations]
    acts = Sheet(len(given), ACTS, columns(ACTS, given))
    acts.cells |= people.columns_of(given)
    rows = [(act, debt) for act, one in enumerate(given) for debt in _debts_of_act(one)]
    numbers = _numbers(given)
    debts = Sheet(
        len(rows), DEBTS, columns(DEBTS, [debt for _, debt in rows], zones=[given[act]["zone"] for act, _ in rows])
    )
    debts.cells |= {
        "act": whole(act for act, _ in rows),
        "debt": whole(numbers[act, str(debt["id"])] for act, debt in rows),
        "account": whole(numbers[act, _account(given[act], str(debt["id"]))] for act, debt in rows),
        "creditor": whole(numbers[act, _of_creditor(given[act], str(debt["id"]))] for act, debt in rows),
        "debt_last_payment": people.last_payments(debt for _, debt in rows),
        "debt_directed": whole(people.directed(given[act]["action"], debt) for act, debt in rows),
        "debt_time_barred": people.time_barred(debt for _, debt in rows),
    }
    return _with_history(given, numbers, Brief(acts, debts, debt_act=whole(act for act, _ in rows)))


def _with_history(given: Sequence[Situation], numbers: Mapping[tuple[int, str], int], brief: Brief) -> Brief:
    happened = [row for act, one in enumerate(given) for row in events(one, subject=act)]
    zones = [given[row["subject"]]["zone"] for row in happened]
    brief.events = Sheet(len(happened), EVENTS, columns(EVENTS, happened, zones=zones))
    pairs = [
        (
            place,
            numbers[row["subject"], debt],
            numbers[row["subject"], _account(given[row["subject"]], debt)],
            numbers[row["subject"], _of_creditor(given[row["subject"]], debt)],
        )
        for place, row in enumerate(happened)
        for debt in row["counted_debts"]
        if (row["subject"], debt) in numbers
    ]
    brief.event_of_debt, brief.debt_of_event, brief.account_of_event, brief.creditor_of_event = (
        whole(pair[place] for pair in pairs) for place in range(4)
    )
    agreed = [row for act, one in enumerate(given) for row in consents(one, subject=act, numbers=numbers)]
    brief.consents = Sheet(
        len(agreed), CONSENTS, columns(CONSENTS, agreed, zones=[given[r["subject"]]["zone"] for r in agreed])
    )
    named = [row for act, one in enumerate(given) for row in windows(one, subject=act)]
    brief.windows = Sheet(
        len(named), WINDOWS, columns(WINDOWS, named, zones=[given[r["subject"]]["zone"] for r in named])
    )
    return brief


def columns(
    declared: Mapping[str, Column], rows: Sequence[Situation], *, zones: Sequence[str] = ()
) -> dict[str, Cells]:
    """Return every declared column that some row speaks of; the rest keep their default."""
    where = zones or [str(row.get("zone", "UTC")) for row in rows]
    found: dict[str, Cells] = {}
    said = _said(rows)
    for column in declared.values():
        path = column.path or column.name
        if _beginning(path) not in said:
            continue
        values = [look_up(row, path) for row in rows]
        if any(value is not MISSING for value in values):
            found[column.name] = cells_of(column, values, where)
    return found


def _said(rows: Sequence[Situation]) -> set[str]:
    """Return the places some row speaks of, two steps deep; most columns of most rows are nowhere among them."""
    said: set[str] = set()
    for row in rows:
        for key, below in row.items():
            said.add(key)
            if isinstance(below, dict):
                said.update(f"{key}.{step}" for step in below)
    return said


def _beginning(path: str) -> str:
    return ".".join(path.split(".")[:2])


def ignored(situation: Situation) -> list[str]:
    """Return the facts of a situation that no column holds, by their place."""
    known = {f"given.{column.path}" for column in ACTS.values() if column.path}
    known |= {f"when.{column.path}" for column in ACTS.values() if column.path}
    situation = usual(situation)
    said = [path for part in ("given", "when") for path in leaves(situation[part], part)]
    return [path for path in said if path not in known and not path.startswith(READ_OTHERWISE)]


def _debts_of_act(given: Situation) -> list[Mapping[str, Any]]:
    action = given["action"]
    wanted = action.get("debts") or ([action["debt"]] if "debt" in action else [debt["id"] for debt in given["debts"]])
    by_id = {str(debt["id"]): debt for debt in given["debts"]}
    return [by_id.get(str(one), {"id": str(one)}) for one in wanted]


def _numbers(given: Sequence[Situation]) -> dict[tuple[int, str], int]:
    """Number every debt of the batch, so that a debt's number also says whose it is."""
    named = [
        (act, name)
        for act, one in enumerate(given)
        for name in dict.fromkeys(
            [str(debt["id"]) for debt in one["debts"]] + [str(d["id"]) for d in _debts_of_act(one)]
        )
    ]
    return {key: number for number, key in enumerate(named)}


def _of_creditor(given: Situation, debt: str) -> str:
    """Return the first debt of the same creditor; a creditor that is not named has this debt alone."""
    named = {str(one["id"]): one.get("creditor") for one in given["debts"]}
    return next((one for one, creditor in named.items() if creditor and creditor == named.get(debt)), debt)


def _account(given: Situation, debt: str) -> str:
    """Return the first debt bought under the same account number; only student loans are taken together."""
    by_id = {str(one["id"]): one for one in given["debts"]}
    mine = by_id.get(debt, {})
    if mine.get("type") != "student_loan" or not mine.get("account_at_acquisition"):
        return debt
    return next(
        str(one["id"])
        for one in given["debts"]
        if one.get("type") == "student_loan" and one.get("account_at_acquisition") == mine["account_at_acquisition"]
    )
