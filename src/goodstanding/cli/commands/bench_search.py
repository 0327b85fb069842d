"""Measures searching and opening accounts: a fixed mix of what people type, and pages as a browser asks for them.

Every search is timed three times: the question to the database alone; the whole page, signed in, through all
middleware; and the page over HTTP from the server that `goodstanding up` starts.
"""

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from django.db import connection
from django.test import Client

from goodstanding.access.operations import let_in
from goodstanding.access.permission import OPERATOR
from goodstanding.access.role import Role
from goodstanding.cli.commands.bench_books import SEED
from goodstanding.cli.commands.bench_filling import filled
from goodstanding.cli.commands.bench_served import Ask, served
from goodstanding.cli.main import say
from goodstanding.refusal import Refusal
from goodstanding.workbench.queries.search import find_accounts

SEARCHES_OF_A_KIND = 60
PAGES = 300
WARMING = 5
OK = 200
EMAIL = "bench@example.com"


class PageFailed(Refusal):
    """A page that was to be measured did not come."""


def run(_folder: Path, *, rows: int) -> dict[str, Any]:
    """Fill the books, and time searches and account pages; fewer of them in small books, which are for trying out."""
    filling = filled(rows)
    browser = signed_in()
    people = drawn(min(SEARCHES_OF_A_KIND, max(WARMING, rows // 100)))
    mix = {kind: [ask(person) for person in people] for kind, ask in KINDS.items()}
    texts = [text for each in mix.values() for text in each]
    accounts = [f"/accounts/{person['account']}/" for person in drawn(min(PAGES, max(WARMING, rows // 10)))]
    say("Timing searches …")
    searches = {kind: timed(lambda text: find_accounts(text, actor=OPERATOR), each) for kind, each in mix.items()}
    everything = [seconds for times in searches.values() for seconds in times]
    say("Timing pages …")
    here = pages(lambda address, values: visit(browser, address, values), texts=texts, accounts=accounts)
    with served(cookie=browser.cookies.output(attrs=[], header="", sep=";").strip()) as ask:
        over_http = pages(ask, texts=texts, accounts=accounts)
    return {
        "seconds": round(sum(everything), 2),
        "rows_per_second": None,
        "filling_seconds": round(filling, 1),
        "search_ms": spread(everything),
        **here,
        "over_http": over_http,
        "search_ms_by_kind": {kind: spread(times) for kind, times in searches.items()},
    }


def pages(ask: Ask, *, texts: Sequence[str], accounts: Sequence[str]) -> dict[str, Any]:
    """Time the page of every search and of every account."""
    searched = timed(lambda text: ask("/accounts/", {"q": text}), texts)
    opened = timed(lambda address: ask(address, {}), accounts)
    return {"search_page_ms": spread(searched), "account_page_ms": spread(opened)}


Person = dict[str, Any]


def drawn(count: int) -> list[Person]:
    """Debtors of the books, the same ones every time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(account_id), max(account_id) FROM receivables_debt")
        least, most = cursor.fetchone()
        thrown = Random(SEED)  # noqa: S311  # A sample, no secret.
        numbers = [thrown.randint(least, most) for _ in range(count * 2)]
        cursor.execute(
            "SELECT debt.account_id, debt.reference, person.given_name, person.family_name, phone.search_value, "
            "       email.search_value "
            "FROM unnest(%s::bigint[]) WITH ORDINALITY AS one (account_id, place) "
            "JOIN receivables_debt AS debt USING (account_id) "
            "JOIN parties_person AS person ON person.id = debt.debtor_id "
            "JOIN parties_contactpoint AS phone ON phone.person_id = person.id AND phone.kind = 'phone' "
            "JOIN parties_contactpoint AS email ON email.person_id = person.id AND email.kind = 'email' "
            "ORDER BY place LIMIT %s",
            [numbers, count],
        )
        names = ("account", "reference", "given", "family", "phone", "email")
        return [dict(zip(names, row, strict=True)) for row in cursor]


def misspelt(name: str) -> str:
    """The name with two letters in its middle swapped."""
    middle = len(name) // 2
    return name[: middle - 1] + name[middle] + name[middle - 1] + name[middle + 1 :]


KINDS: dict[str, Callable[[Person], str]] = {
    "reference": lambda person: str(person["reference"]),
    "part of a name": lambda person: str(person["family"])[:6],
    "full name": lambda person: f"{person['given']} {person['family']}",
    "phone digits": lambda person: str(person["phone"])[1:],
    "part of an e-mail address": lambda person: str(person["email"]).partition("@")[0] + "@",
    "misspelt name": lambda person: f"{person['given']} {misspelt(str(person['family']))}",
    "no hit": lambda person: f"zzqx{person['account']}",
}


def signed_in() -> Client:
    """A browser in which an administrator has signed in by the page that everybody uses."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM access_user")
        number = cursor.fetchone()[0]
    email = EMAIL.replace("@", f"{number}@")
    found = let_in(email, "Bench", roles=[Role.ADMINISTRATOR], by=OPERATOR, at=datetime.now(UTC))
    browser = Client(SERVER_NAME="localhost")
    browser.post("/accounts/login/", {"login": email, "password": found.password})
    visit(browser, "/accounts/", {})
    return browser


def visit(browser: Client, address: str, values: dict[str, str]) -> None:
    """Ask for a page; one that does not come is refused, because its time would mean nothing."""
    answer = browser.get(address, values)
    if answer.status_code != OK:
        raise PageFailed(f"The page {address} answered {answer.status_code}.")


def timed(ask: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Seconds of each question, after a few that warm up."""
    for text in texts[:WARMING]:
        ask(text)
    found = []
    for text in texts:
        begun = time.perf_counter()
        ask(text)
        found.append(time.perf_counter() - begun)
    return found


def spread(times: Iterable[float]) -> dict[str, float]:
    """Median, 95th percentile and slowest, in milliseconds; a percentile is the time that so many stay within."""
    ordered = sorted(times)
    return {
        "n": len(ordered),
        "p50": milliseconds(ordered[(len(ordered) - 1) // 2]),
        "p95": milliseconds(ordered[-(-len(ordered) * 95 // 100) - 1]),
        "max": milliseconds(ordered[-1]),
    }


def milliseconds(seconds: float) -> float:
    """Milliseconds with one decimal."""
    return round(seconds * 1000, 1)
