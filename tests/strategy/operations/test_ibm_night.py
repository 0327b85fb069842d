"""The night of 2013-06-30 over the IBM receivables: every overdue invoice gets the step its age asks for, no other.

The file is read once more here, by the standard library alone, so that the ages come from nowhere but the file.
"""

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR, Actor
from goodstanding.ingestion.operations.bring_in import bring_in
from goodstanding.receivables.models import Item
from goodstanding.strategy.models.night import Act, ActLine, Withheld
from goodstanding.strategy.operations.night import NightFigures, run_night
from goodstanding.strategy.queries.explain import explain
from tests.strategy.published import publish_shipped
from tests.workbench.served import copied_database

FILE = Path(__file__).parents[4] / "shared" / "data" / "ibm_ar" / "WA_Fn-UseC_-Accounts-Receivable.csv"
MAP = Path(__file__).parents[3] / "docs" / "maps" / "ibm_ar.yaml"
DAY = date(2013, 6, 30)
AT = datetime(2026, 6, 30, 4, tzinfo=UTC)
LADDER = (
    (60, "decide"), (45, "final-notice"), (30, "firm"), (15, "reminder"), (8, "second"),
    (3, "overlooked"), (0, "due"),
)  # fmt: skip
SOON = 7
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not FILE.exists(), reason="The reference file of receivables is not beside the checkout."),
]
if not FILE.exists():
    sys.stdout.write("The night over the IBM receivables was not tried: the reference file is not there.\n")


def expected() -> dict[str, str]:
    """The step every invoice's age asks for, from the file alone: invoice → step."""
    found = {}
    with FILE.open(encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            issued, due, settled = (
                datetime.strptime(row[name], "%m/%d/%Y").replace(tzinfo=UTC).date()
                for name in ("InvoiceDate", "DueDate", "SettledDate")
            )
            if issued > DAY or settled <= DAY or row["Disputed"] == "Yes":
                continue
            late = (DAY - due).days
            step = next((name for days, name in LADDER if late >= days), "coming" if -SOON <= late < 0 else "")
            if step:
                found[row["invoiceNumber"]] = step
    return found


@pytest.fixture(scope="module")
def ran(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[NightFigures, Path]]:
    """The receivables in books of their own, and the night run over them; with the folder of its sheets."""
    folder = tmp_path_factory.mktemp("ibm")
    with django_db_blocker.unblock(), copied_database():
        bring_in(FILE, MAP, client_name="IBM sample", by=OPERATOR, at=AT)
        publish_shipped("small-business", by=OPERATOR, second=Actor("user:2", OPERATOR.roles), at=AT)
        yield run_night(day=DAY, by=OPERATOR, at=AT, folder=folder, workers=1), folder


def steps() -> dict[str, str]:
    """The step of every invoice that is due for one, whether it became an act or was held back."""
    invoices = dict(Item.objects.values_list("id", "reference"))
    lines = ActLine.objects.exclude(step="").values_list("item_id", "step")
    return {invoices[item]: step for item, step in lines if item is not None}


Ran = tuple[NightFigures, Path]


def test_every_invoice_gets_the_step_its_age_asks_for(ran: Ran) -> None:
    wanted = expected()
    assert ran[0].due == len(wanted) > 0
    overdue = {invoice: step for invoice, step in wanted.items() if step in ("overlooked", "second")}
    assert overdue.items() <= steps().items()
    assert steps().items() <= wanted.items()
    held = Counter(Withheld.objects.values_list("step", flat=True))
    assert Counter(steps().values()) + held == Counter(wanted.values())


def test_nobody_can_be_reached_so_a_person_is_asked_to_find_out_how(ran: Ran) -> None:
    assert ran[0].new_acts == Act.objects.count() > 0
    assert set(Act.objects.values_list("channel", flat=True)) == {"task"}
    assert set(Withheld.objects.values_list("cause", flat=True)) <= {"unreachable"}


def test_three_of_them_can_be_explained(ran: Ran) -> None:
    told = [
        explain(line.debt_id, day=DAY, by=OPERATOR, at=AT, folder=ran[1])
        for line in ActLine.objects.exclude(step="").order_by("id")[:3]
    ]
    assert len(told) == 3
    for story in told:
        assert story.sentence.startswith("On 30 June 2013 ")
        assert story.traces
        assert story.deeds


@pytest.mark.django_db
def test_the_books_that_are_copied_are_empty() -> None:
    """Also sees to it that there is a database to copy, when this page is run alone."""
    assert not Act.objects.exists()
