"""Measures validation notices: judged in one batch, then printed one after the other, on one core and on every core."""

import hashlib
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from goodstanding.cli.main import say
from goodstanding.compliance.lawbook.book import shipped
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
from goodstanding.disputes.notice.judgement import judgements, with_period_ends
from goodstanding.disputes.notice.printing.press import Press
from goodstanding.disputes.notice.printing.wording import Language
from goodstanding.money.amount import Amount
from goodstanding.receivables.portfolio import DebtType

PROVIDED = date(2026, 7, 1)
FIRST = ("Paula", "Quentin", "Rosa", "Samuel", "Tilda", "Ulrich", "Vera")
LAST = ("Placeholder", "Sample", "Fictional", "Invented", "Imaginary")
TYPES: tuple[DebtType, ...] = ("card", "medical", "utility", "personal loan", "rent", "telecom", "student loan")
COLLECTOR = Collector(
    Party("Harbor Lane Recovery", ("P.O. Box 555", "Springfield, CA 90000")),
    phone="(800) 555-0123 from 8am to 8pm Pacific time, Monday to Saturday",
    website="www.example.com",
)
REVERSE = (Disclosure("The law limits how long you can be sued on a debt.", "Invented Act, section 1"),)


class Printed(NamedTuple):
    """What one worker did: how long each notice took and how much processor time all, in seconds; each one's hash."""

    seconds: tuple[float, ...]
    processor_seconds: float
    digests: tuple[str, ...]


def run(_folder: Path | None, *, rows: int) -> dict[str, Any]:
    """Invent notices, no two alike; judge them, and print them in one process and in one for each core."""
    book = shipped()
    notices, begun = [invented(number) for number in range(rows)], time.perf_counter()
    notices = with_period_ends(notices, lawbook=book, today=PROVIDED)
    judged = judgements(notices, lawbook=book, today=PROVIDED)
    judging = time.perf_counter() - begun
    assert all(one.is_sound for one in judged), "Invented notices are lawful."
    cores = len(os.sched_getaffinity(0))
    one, every = printed(notices, workers=1), printed(notices, workers=cores)
    return {
        "seconds": one["seconds"],
        "rows_per_second": one["rows_per_second"],
        "judging_ms_each": round(judging / rows * 1000, 3),
        "rules_asked": judged[0].rules_asked,
        "one_process": one,
        "every_core": every,
    }


def printed(notices: Sequence[Notice], *, workers: int) -> dict[str, Any]:
    """Print all notices, dealt out to so many processes with a press each."""
    say(f"Printing {len(notices):,} notices, processes: {workers} …")
    # This process never prints itself: the compiler's threads would not survive a fork.
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:
        found = list(pool.map(printed_by_one, [notices[place::workers] for place in range(workers)]))
    times = [seconds for one in found for seconds in one.seconds]
    slowest = max(sum(one.seconds) for one in found)
    middle, high = np.percentile(times, [50, 95])
    return {
        "processes": workers,
        "seconds": round(slowest, 2),
        "ms_each": round(slowest / len(notices) * 1000, 2),
        "processor_ms_each": round(sum(one.processor_seconds for one in found) / len(notices) * 1000, 2),
        "rows_per_second": round(len(notices) / slowest),
        "median_ms": round(float(middle) * 1000, 2),
        "p95_ms": round(float(high) * 1000, 2),
        "different": len({digest for one in found for digest in one.digests}),
    }


def printed_by_one(notices: Sequence[Notice]) -> Printed:
    """Print notices on one press, warmed up with the first; every second time counts, checks of the fields included."""
    press, seconds, digests = Press(), [], []
    press.print(notices[0], language="en")
    processor = time.process_time()
    for place, notice in enumerate(notices):
        begun = time.perf_counter()
        done = press.print(notice, language=language_of(place))
        seconds.append(time.perf_counter() - begun)
        digests.append(hashlib.sha256(done).hexdigest())
    return Printed(tuple(seconds), time.process_time() - processor, tuple(digests))


def language_of(place: int) -> Language:
    """Every tenth is Spanish."""
    return "es" if place % 10 == 9 else "en"  # noqa: PLR2004  # The tenth of ten.


def invented(number: int) -> Notice:
    """Return a notice about nobody, unlike that of any other number."""
    usd = [Amount(cents, "USD") for cents in (50_000 + 137 * number, 31 * (number % 90), 500, 1_000 + number % 700)]
    then, interest, fees, paid = usd
    name = f"{FIRST[number % 7]} {LAST[number % 5]}"
    electronic = number % 4 == 0
    sent = PROVIDED + timedelta(days=number % 28)
    return Notice(
        medium="electronic" if electronic else "mail",
        collector=COLLECTOR,
        consumer=Consumer(
            Party(name, (f"{number + 1} Sample Street", f"Exampleton, MD {20000 + number % 999}")), tuple(name.split())
        ),
        obligation=Obligation(TYPES[number % 7], is_financial=True, creditor_now="First Imaginary Bank"),
        then=Then(
            ItemisationDate("last statement", date(2025, 1, 1) + timedelta(days=number % 365)),
            "Bank of Before", f"{number:09}", then,
        ),
        since=Since(interest, fees, paid),
        amount_now=then + interest + fees - paid,
        period=Period(sent, None, sent + timedelta(days=60)),
        itemised_on="separate page" if number % 9 == 0 else "front",
        reverse=REVERSE if number % 6 == 0 else (),
        options=Options(
            reference=f"REF-{number}",
            disputes_at="www.example.com/dispute" if electronic else "",
            requests_at="www.example.com/request" if electronic else "",
            payment_options=True, prompt_enclosed=True, spanish_offer=True, prompt_spanish=True,
        ),
    )  # fmt: skip
