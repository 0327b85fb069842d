"""A notice with the figures of the model form, about people who do not exist, and ways to spoil it."""

from datetime import date
from typing import Any

from goodstanding.disputes.notice.content import (
    Collector,
    Consumer,
    Disclosure,
    Notice,
    Obligation,
    Options,
    Party,
    Period,
    Since,
    Then,
)
from goodstanding.disputes.notice.itemisation import ItemisationDate
from goodstanding.money.amount import Amount

SENT, END = date(2026, 7, 22), date(2026, 8, 28)
LAW = Disclosure("The law limits how long you can be sued on a debt.", "Invented Act, section 1")


def usd(text: str) -> Amount:
    return Amount.of(text, "USD")


NOTICE = Notice(
    medium="mail",
    collector=Collector(
        Party("Harbor Lane Recovery", ("P.O. Box 555", "Springfield, CA 90000")),
        phone="(800) 555-0123 from 8am to 8pm Pacific time, Monday to Saturday",
        website="www.example.com",
    ),
    consumer=Consumer(Party("Paula Placeholder", ("1 Sample Street", "Apartment 2", "Exampleton, MD 20000"))),
    obligation=Obligation("card", is_financial=True, creditor_now="First Imaginary Bank", brand="Main Street Store"),
    then=Then(ItemisationDate("last statement", date(2017, 1, 2)), "Bank of Before", "123-456-789", usd("2234.56")),
    since=Since(usd("75.00"), usd("25.00"), usd("50.00")),
    amount_now=usd("2284.56"),
    period=Period(SENT, END, END),
    options=Options(
        reference="584-345",
        disputes_at="www.example.com/dispute",
        requests_at="www.example.com/request",
        payment_options=True,
        prompt_enclosed=True,
        spanish_offer=True,
        prompt_spanish=True,
    ),
)

FILE: dict[str, Any] = {
    "medium": "mail",
    "collector": {
        "name": "Harbor Lane Recovery",
        "address": ["P.O. Box 555", "Springfield, CA 90000"],
        "phone": "(800) 555-0123 from 8am to 8pm Pacific time, Monday to Saturday",
        "website": "www.example.com",
    },
    "consumer": {"name": "Paula Placeholder", "address": ["1 Sample Street", "Apartment 2", "Exampleton, MD 20000"]},
    "debt": {
        "type": "card",
        "is_financial": True,
        "creditor_now": "First Imaginary Bank",
        "brand": "Main Street Store",
    },
    "itemisation": {
        "reference": "last statement",
        "date": "2017-01-02",
        "creditor": "Bank of Before",
        "account_number": "123-456-789",
        "amount": "2234.56",
        "interest": "75.00",
        "fees": "25.00",
        "paid": "50.00",
    },
    "amount_now": "2284.56",
    "period": {
        "provided_date": "2026-07-22",
        "minimum_end_date": {"receipt_days": 5, "period_days": 30},
        "end_date": "2026-08-28",
    },
    "options": {
        "reference": "584-345",
        "disputes_at": "www.example.com/dispute",
        "requests_at": "www.example.com/request",
        "payment_options": True,
        "prompt_enclosed": True,
        "spanish_offer": True,
        "prompt_spanish": True,
    },
}
"""The same notice as a file says it."""
