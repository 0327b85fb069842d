"""The tables a night passes from hand to hand: what is read of the books, what is proposed, what is decided.

Arrow schemas, so that every stage can be made and tested on its own. Instants are microseconds in UTC, dates are days,
money is minor units. Words of a set (time zones, steps taken) are joined by BETWEEN.
"""

import pyarrow as pa

INSTANT = pa.timestamp("us", tz="UTC")
WHOLE, WORD, DAY, YES = pa.int64(), pa.string(), pa.date32(), pa.bool_()


def _table(**columns: pa.DataType) -> pa.Schema:
    return pa.schema(list(columns.items()))


READING: dict[str, pa.Schema] = {
    "person": _table(person_id=WHOLE, kind=WORD, language=WORD, country=WORD),
    "debt": _table(
        account_id=WHOLE, person_id=WHOLE, client_id=WHOLE, portfolio_id=WHOLE, reference=WORD, currency=WORD,
        debt_type=WORD, original_creditor=WORD, jurisdiction=WORD, placed_date=DAY, last_statement_date=DAY,
        charge_off_date=DAY, last_payment_date=DAY, transaction_date=DAY, judgment_date=DAY, recorded_at=INSTANT,
        score=WORD,
    ),
    "item": _table(item_id=WHOLE, account_id=WHOLE, kind=WORD, issued_date=DAY, due_date=DAY, amount_minor=WHOLE),
    "posting": _table(
        account_id=WHOLE, item_id=WHOLE, head=WORD, component=WORD, amount_minor=WHOLE, effective_date=DAY,
        cause=WORD,
    ),
    "point": _table(
        point_id=WHOLE, person_id=WHOLE, kind=WORD, country=WORD, region=WORD, postal_code=WORD, locality=WORD,
        zones=WORD, status=WORD, status_at=INSTANT, label=WORD,
        check_on=DAY, check_since=DAY, check_database=WORD, check_answer=WORD,
    ),
    "consent": _table(
        person_id=WHOLE, point_id=WHOLE, channel=WORD, decision=WORD, effective_at=INSTANT, learned_at=INSTANT,
        consent_id=WHOLE,
    ),
    "preference": _table(
        person_id=WHOLE, kind=WORD, value=WORD, effective_at=INSTANT, ended_at=INSTANT, learned_at=INSTANT,
        preference_id=WHOLE,
    ),
    "circumstance": _table(
        person_id=WHOLE, kind=WORD, effective_date=DAY, ended_date=DAY, never_held=YES, learned_at=INSTANT,
        circumstance_id=WHOLE,
    ),
    "moratorium": _table(
        account_id=WHOLE, person_id=WHOLE, kind=WORD, starts_date=DAY, ended_date=DAY, cancelled_date=DAY,
        treatment_ended_date=DAY, is_included=YES, moratorium_id=WHOLE,
    ),
    "representation": _table(
        person_id=WHOLE, representative_id=WHOLE, role=WORD, effective_date=DAY, ended_date=DAY, learned_at=INSTANT,
        reachable=YES, representation_id=WHOLE,
    ),
    "dispute": _table(account_id=WHOLE, item_id=WHOLE, opened_date=DAY, closed_date=DAY),
    "hold": _table(account_id=WHOLE, reason=WORD, starts_date=DAY, ends_date=DAY),
    "promise": _table(
        promise_id=WHOLE, account_id=WHOLE, amount_minor=WHOLE, made_date=DAY, due_date=DAY, tolerance_minor=WHOLE,
        grace_days=WHOLE,
    ),
    "agreed": _table(
        kind=WORD, agreed_id=WHOLE, account_id=WHOLE, begins_date=DAY, grace_days=WHOLE, number=WHOLE, due_date=DAY,
        amount_minor=WHOLE, is_paused=YES,
    ),
    "offer": _table(account_id=WHOLE, expires_date=DAY),
    "interest_freeze": _table(account_id=WHOLE),
    "hardship": _table(person_id=WHOLE),
    "contact": _table(
        contact_id=WHOLE, person_id=WHOLE, point_id=WHOLE, reached=WORD, direction=WORD, channel=WORD, outcome=WORD,
        content=WORD, purpose=WORD, happened_at=INSTANT, learned_at=INSTANT,
    ),
    "contact_debt": _table(contact_id=WHOLE, account_id=WHOLE),
    "past_step": _table(
        account_id=WHOLE, item_id=WHOLE, strategy=WORD, treatment=WORD, step=WORD, last_date=DAY, times=WHOLE,
    ),
    "arm": _table(person_id=WHOLE, experiment=WORD, arm=WORD),
}  # fmt: skip
"""What is read of the books for a chunk, all as known at the order's instant.

`agreed` has one row for every instalment of a plan nobody ended and of an accepted settlement. `contact_debt` is read
only for people with something due. `cause` is told only of money of accounts from which some
went out again: the kind of its transaction, or questions.TAKEN_BACK where one line took the other back. `past_step` has
one row for every step an obligation (account and item; item_id null where the step was for the account) was handed over
for, or may have been, before the order's day.
"""

PEOPLE: dict[str, pa.Schema] = {
    "client": _table(client_id=WHOLE, name=WORD, collector_kind=WORD),
    "portfolio": _table(portfolio_id=WHOLE, name=WORD),
}
"""What is read once for the whole night."""

MESSAGE = _table(
    message=WHOLE, person_id=WHOLE, client_id=WHOLE, kind=WORD, strategy=WORD, edition=WHOLE, segment=WORD,
    treatment=WORD, arm=WORD, step=WORD, rung=WHOLE, template=WORD, tone=WORD, language=WORD, channels=WORD,
    approval=WORD, offers=WORD, currency=WORD, balance_minor=WHOLE, value_minor=WHOLE, opens_second=WHOLE,
    closes_second=WHOLE, team=WORD,
)  # fmt: skip
"""What somebody would be sent, before the gate is asked: numbered from 0 in order of person, client and kind.

`channels` are joined by BETWEEN in the order they are to be tried; `balance_minor` sums the lines of the lead's
currency; `value_minor` is expected recovery; `opens_second` and `closes_second` are seconds of the person's own day.
`team` calls, if it comes to a call.
"""

LINE = _table(
    message=WHOLE, account_id=WHOLE, item_id=WHOLE, strategy=WORD, treatment=WORD, step=WORD, currency=WORD,
    balance_minor=WHOLE,
)  # fmt: skip
"""An obligation a message is about; an empty step is only listed with the others. In order of message and account."""

DECIDED = _table(
    message=WHOLE, state=WORD, channel=WORD, point_id=WHOLE, planned_at=INSTANT, not_before=INSTANT, not_after=INSTANT,
    rule=WORD, reason=WORD, tried=WORD, next_at=INSTANT,
)  # fmt: skip
"""What became of each message, in the order of messages. `state` is planned, law, unreachable, pressure or exception.

`tried` is a JSON list of {"channel", "rule", "reason"}: the channels asked about before the one that stands.
"""

EXCEPTION = _table(person_id=WHOLE, account_id=WHOLE, client_id=WHOLE, portfolio_id=WHOLE, cause=WORD, reason=WORD)
"""What could not be decided: a short cause that stays the same from night to night, and a sentence."""

WARNING = _table(
    person_id=WHOLE, account_id=WHOLE, client_id=WHOLE, portfolio_id=WHOLE, cause=WORD, reason=WORD, priority=WHOLE,
)  # fmt: skip
"""What is about to go wrong, likewise."""

ASSIGNED = _table(person_id=WHOLE, experiment=WORD, arm=WORD, stratum=WORD)
"""Who was newly assigned to an arm of an experiment."""
