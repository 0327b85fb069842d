"""What holds for the people asked about on the day of an act: circumstances, who speaks for them, and moratoria.

As parties.circumstance and parties.representation have it: of facts about one beginning the one learned last counts.
Of several moratoria that concern the debts of a message the one that takes a debt in counts, the newest of these, as
arrangements.hardship.queries.moratoria tells it of one debt.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from goodstanding.arrangements.hardship.moratorium import LEGAL_NAMES
from goodstanding.calendars import wall_clock
from goodstanding.factsheet.sheet import NOTHING, Cells, Truth, Words, known_truths
from goodstanding.strategy.night.brief.columns import (  # fmt: skip
    Flags,
    Rows,
    Whole,
    flags,
    is_among,
    last_of,
    mapped,
    rows_by,
    taken,
    whole,
    words,
    words_taken,
)


@dataclass(frozen=True, slots=True)
class Held:
    """Facts that begin and may end, by person; `begins` and `ends` are inclusive days, NOTHING for no end."""

    by_person: Rows
    kind: Words
    begins: Whole
    ends: Whole
    reachable: Flags

    def holding(self, people: Whole, days: Whole, kind: str) -> tuple[Whole, Whole]:
        """Return the facts of a kind that hold on each person's day, and whose they are; in order of both."""
        owner, rows = self.by_person.all(people)
        begins, ends, day = self.begins[rows], self.ends[rows], days[owner]
        holds = (begins <= day) & ((ends == NOTHING) | (day <= ends)) & is_among(self.kind, (kind,))[rows]
        return owner[holds], rows[holds]

    def since(self, people: Whole, days: Whole, kind: str) -> Whole:
        """Return since when a kind of fact holds for each person, or NOTHING; of several the latest."""
        owner, rows = self.holding(people, days, kind)
        found = np.full(len(people), NOTHING)
        np.maximum.at(found, owner, self.begins[rows])
        return found


def circumstances_of(table: pa.Table, people: Rows, *, known_at: int) -> Held:
    """Return the circumstances of some people as known at an instant (microseconds)."""
    table, whose = _known(table, people, "circumstance_id", known_at)
    kind, begins = words(table, "kind"), whole(table, "effective_date")
    rows = last_of(whose, np.asarray(kind.codes, np.int64), begins, whole(table, "learned_at"))
    rows = rows[~flags(table, "never_held")[rows]]
    return Held(
        rows_by(whose[rows]), words_taken(kind, rows), begins[rows], whole(table, "ended_date")[rows],
        np.zeros(len(rows), bool),
    )  # fmt: skip


def representations_of(table: pa.Table, people: Rows, *, known_at: int) -> Held:
    """Return who speaks for some people as known at an instant; those of one person in order of their beginning."""
    table, whose = _known(table, people, "representation_id", known_at)
    role, begins, who = words(table, "role"), whole(table, "effective_date"), whole(table, "representative_id")
    rows = last_of(whose, np.asarray(role.codes, np.int64), who, begins, whole(table, "learned_at"))
    rows = rows[np.lexsort((who[rows], begins[rows]))]
    return Held(
        rows_by(whose[rows]), words_taken(role, rows), begins[rows], whole(table, "ended_date")[rows],
        flags(table, "reachable")[rows],
    )  # fmt: skip


def _known(table: pa.Table, people: Rows, number: str, known_at: int) -> tuple[pa.Table, Whole]:
    """Return the rows about some people that were known at an instant, in order of their recording."""
    whose = people.first(whole(table, "person_id"))
    kept = np.flatnonzero((whose >= 0) & (whole(table, "learned_at") <= known_at))
    kept = kept[np.argsort(whole(table, number)[kept], kind="stable")]
    return table.take(pa.array(kept)), whose[kept]


def columns_of(
    circumstances: Held, representations: Held, *, people: Whole, days: Whole, homes: Words
) -> dict[str, Cells]:
    """Return the columns of acts about some people (`people` and `days` a row each): what holds for them."""
    since = {
        kind: circumstances.since(people, days, kind) for kind in ("deceased", "minor", "bankrupt", "service member")
    }
    found: dict[str, Cells] = {
        "consumer_deceased": known_truths(since["deceased"] != NOTHING),
        "consumer_minor": known_truths(since["minor"] != NOTHING),
        "bankruptcy_known": known_truths(since["bankrupt"] != NOTHING),
        "servicemember_from": since["service member"],
    }
    return found | _bankruptcy(since["bankrupt"], homes) | _spoken_for(representations, people, days)


def _bankruptcy(since: Whole, homes: Words) -> dict[str, Cells]:
    bankrupt = since != NOTHING
    filed_at = np.full(len(since), NOTHING)
    codes = np.asarray(homes.codes)
    for code, zone in enumerate(homes.words):
        here = bankrupt & (codes == code)
        if here.any():
            filed_at[here] = wall_clock.start_of(since[here], zone)
    return {
        "bankruptcy_debtor": Words(np.where(bankrupt, 0, -1).astype(np.int32), ("consumer",)),
        "bankruptcy_filed_at": filed_at,
        "bankruptcy_stay": Truth(bankrupt, np.zeros(len(since), bool)),
    }


def _spoken_for(representations: Held, people: Whole, days: Whole) -> dict[str, Cells]:
    owner, rows = representations.holding(people, days, "attorney")
    whose, first = np.unique(owner, return_index=True)
    attorney, reachable, executor = (np.zeros(len(people), bool) for _ in range(3))
    attorney[whose] = True
    reachable[whose] = representations.reachable[rows[first]]
    executor[representations.holding(people, days, "executor")[0]] = True
    nowhere = np.zeros(len(people), bool)
    return {
        "attorney_known": known_truths(attorney),
        "attorney_on_these_debts": known_truths(attorney),
        "attorney_name_known": Truth(attorney, nowhere),
        "attorney_address_known": Truth(reachable, attorney & ~reachable),
        "attorney_readily_ascertainable": Truth(attorney, nowhere),
        "estate_representative_identified": known_truths(executor),
    }


MORATORIUM_DAYS = {
    "moratorium_started": "starts_date",
    "moratorium_ended": "ended_date",
    "moratorium_cancelled": "cancelled_date",
    "moratorium_treatment_ended": "treatment_ended_date",
}


@dataclass(frozen=True, slots=True)
class Moratoria:
    """What the reading says of the moratoria of people: a row a debt."""

    by_account: Rows
    table: pa.Table
    is_included: Flags
    starts: Whole
    number: Whole


def moratoria_of(table: pa.Table) -> Moratoria:
    """Return the moratoria of a reading."""
    return Moratoria(
        rows_by(whole(table, "account_id")), table, flags(table, "is_included"), whole(table, "starts_date"),
        whole(table, "moratorium_id"),
    )  # fmt: skip


def moratorium_columns(moratoria: Moratoria, *, acts: int, act: Whole, account: Whole) -> dict[str, Cells]:
    """Return the columns of acts; `act` and `account` say which act is about which debt."""
    row = _counting(moratoria, acts=acts, act=act, account=account)
    known = row >= 0
    included = np.zeros(acts, bool)
    included[known] = moratoria.is_included[row[known]]
    table = moratoria.table
    days: dict[str, Cells] = {name: taken(whole(table, column), row) for name, column in MORATORIUM_DAYS.items()}
    return days | {
        "moratorium_type": words_taken(mapped(words(table, "kind"), LEGAL_NAMES.get), row),
        "moratorium_debt_included": Truth(included, known & ~included),
    }


def _counting(moratoria: Moratoria, *, acts: int, act: Whole, account: Whole) -> Whole:
    """Return the row that counts for each act, or -1."""
    found = np.full(acts, -1, np.int64)
    row = moratoria.by_account.first(account)
    there = row >= 0
    act, row = act[there], row[there]
    # The last of an act in this order counts.
    order = np.lexsort((moratoria.number[row], moratoria.starts[row], moratoria.is_included[row]))
    found[act[order]] = row[order]
    return found
