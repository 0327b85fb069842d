"""The debts of the acts asked about, as the law looks at them on the day of the act."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from goodstanding.compliance.situation.plain import EPOCH
from goodstanding.factsheet.brief import DEBTS
from goodstanding.factsheet.sheet import NOTHING, Cells, Sheet, Truth, Words, known_truths
from goodstanding.strategy.legal_words import debt_type_of
from goodstanding.strategy.night.brief.columns import (
    Rows,
    Whole,
    is_among,
    mapped,
    named,
    rows_by,
    whole,
    words,
    words_taken,
)  # fmt: skip

OWED_HEADS = ("receivable", "unapplied")
PAID, OPEN = ("paid", "open")


@dataclass(frozen=True, slots=True)
class Debts:
    """The debts of some messages, and which message is about which; money by day, disputes by their days."""

    number: Whole
    name: Words
    debt_type: Words
    currency: Words
    judgment_date: Whole
    last_payment: Whole
    payments: Words
    first_due: Whole
    by_number: Rows
    by_message: Rows
    of_message: Whole
    money_of: Whole
    money: Whole
    money_day: Whole
    disputes: Rows
    opened: Whole
    closed: Whole

    def balances(self, day: int) -> Whole:
        """Return what is owed on each debt at the end of a day, in minor units."""
        found = np.zeros(len(self.number), np.int64)
        begun = self.money_day <= day
        np.add.at(found, self.money_of[begun], self.money[begun])
        return found

    def disputed(self, debts: Whole, days: Whole) -> Truth:
        """Say which debts are contested on a day each."""
        owner, rows = self.disputes.all(debts)
        stands = (self.opened[rows] <= days[owner]) & (
            (self.closed[rows] == NOTHING) | (self.closed[rows] > days[owner])
        )
        found = np.zeros(len(debts), bool)
        found[owner[stands]] = True
        return known_truths(found)


def debts_of(reading: Mapping[str, pa.Table], lines: pa.Table, messages: Rows) -> Debts:
    """Return the debts that some messages are about; a message is about a debt once, however many items it lists."""
    about = messages.first(whole(lines, "message"))
    account = whole(lines, "account_id")[about >= 0]
    pairs = np.unique(np.stack([about[about >= 0], account]), axis=1)
    number = np.unique(pairs[1])
    by_number = rows_by(number)
    table = reading["debt"]
    rows = rows_by(whole(table, "account_id")).first(number)
    assert (rows >= 0).all(), "A message is about debts that were read."
    table = table.take(pa.array(rows))
    paid = whole(table, "last_payment_date")
    item_of, due = by_number.first(whole(reading["item"], "account_id")), whole(reading["item"], "due_date")
    money_of, money, money_day = _money(reading["posting"], by_number)
    dispute_of = by_number.first(whole(reading["dispute"], "account_id"))
    known = np.flatnonzero(dispute_of >= 0)
    return Debts(
        number, named(number), mapped(words(table, "debt_type"), debt_type_of), words(table, "currency"),
        whole(table, "judgment_date"), paid, _dates(paid), _earliest(item_of, due, len(number)), by_number,
        rows_by(pairs[0]), by_number.first(pairs[1]), money_of, money, money_day, rows_by(dispute_of[known]),
        whole(reading["dispute"], "opened_date")[known], whole(reading["dispute"], "closed_date")[known],
    )  # fmt: skip


def _money(table: pa.Table, by_number: Rows) -> tuple[Whole, Whole, Whole]:
    owed = by_number.first(whole(table, "account_id"))
    kept = np.flatnonzero((owed >= 0) & is_among(words(table, "head"), OWED_HEADS))
    return owed[kept], whole(table, "amount_minor")[kept], whole(table, "effective_date")[kept]


def _earliest(owner: Whole, days: Whole, many: int) -> Whole:
    never = np.iinfo(np.int64).max
    found = np.full(many, never)
    known = (owner >= 0) & (days != NOTHING)
    np.minimum.at(found, owner[known], days[known])
    return np.where(found == never, NOTHING, found)


def _dates(days: Whole) -> Words:
    """Return days as sets of one word, empty where there is no day."""
    present, codes = np.unique(days, return_inverse=True)
    told = ("" if day == NOTHING else str(_date(day)) for day in present.tolist())
    return Words(codes.astype(np.int32), tuple(told))


def _date(day: int) -> date:
    return EPOCH + timedelta(days=day)


def rows_of(debts: Debts, messages: Whole) -> tuple[Whole, Whole]:
    """Return the debts of each act's message, and which act each belongs to; debts of an act in order of number."""
    owner, rows = debts.by_message.all(messages)
    return owner, debts.of_message[rows]


def sheet_of(debts: Debts, act: Whole, debt: Whole, *, days: Whole) -> Sheet:
    """Return the debts' sheet; `days` is the day of each row's act. A message's debts have one creditor."""
    many = len(act)
    balance = np.zeros(many, np.int64)
    for day in np.unique(days):
        here = days == day
        balance[here] = debts.balances(int(day))[debt[here]]
    first = np.searchsorted(act, act, side="left") if many else act
    judged = debts.judgment_date[debt]
    due, unknown = debts.first_due[debt], np.zeros(many, bool)
    cells: dict[str, Cells] = {
        "act": act, "debt": np.arange(many), "account": np.arange(many), "creditor": first,
        "debt_id": words_taken(debts.name, debt), "debt_type": words_taken(debts.debt_type, debt),
        "debt_currency": words_taken(debts.currency, debt), "debt_disputed": debts.disputed(debt, days),
        "debt_judgment": known_truths((judged != NOTHING) & (judged <= days)), "debt_balance": balance,
        "debt_status": Words(np.where(balance <= 0, 0, 1).astype(np.int32), (PAID, OPEN)),
        "debt_accrued": due, "debt_due": due, "debt_last_payment": debts.last_payment[debt],
        "debt_payments": words_taken(debts.payments, debt), "debt_time_barred": Truth(unknown, unknown),
    }  # fmt: skip
    return Sheet(many, DEBTS, cells)
