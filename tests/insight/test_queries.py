"""The questions, asked of a book worked by hand and of one made at random and counted again in Python."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Sum

from goodstanding.calendars.period import Period, month, parse
from goodstanding.insight import queries
from goodstanding.insight.ageing import Ageing
from goodstanding.insight.grouping import Grouping
from goodstanding.insight.horizon import DayRefused
from goodstanding.insight.metric import written
from goodstanding.insight.queries import ClientUnknown, client_named, find_client
from goodstanding.ledger.models import Posting
from goodstanding.receivables.ageing import Buckets
from goodstanding.receivables.models import Client, Item
from tests.insight import small_book
from tests.insight.books import RECORDED_AT, Side, writing
from tests.insight.small_book import AS_OF, day

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 7, 10, 8, 0, tzinfo=UTC)


@pytest.fixture
def client_id(db: None) -> int:
    return small_book.load()


def lines(block: Ageing) -> list[tuple[str, int, int]]:
    return [(line.bucket, line.n, line.amount.minor) for line in block.lines]


def dollars(client_id: int, as_of: date = AS_OF) -> Ageing:
    return queries.ageing(client_id=client_id, as_of=as_of).blocks[1]


def test_the_buckets_of_the_book(client_id: int) -> None:
    block = dollars(client_id)
    assert lines(block) == [
        ("current", 1, 10_000),
        ("1-30", 3, 5_500),
        ("31-60", 1, 4_000),
        ("61-90", 1, 5_000),
        ("91-120", 2, 13_000),
        (">120", 1, 5_000),
    ]
    assert (block.open_n, block.open_balance.minor) == (9, 42_500)
    assert (block.past_due_n, block.past_due.minor) == (8, 32_500)
    assert (block.disputed.disputed_n, block.disputed.disputed_minor) == (1, 4_000)
    assert (block.unapplied.minor, block.balance.minor) == (700, 41_800)


def test_currencies_are_blocks_of_their_own(client_id: int) -> None:
    euros, dollar = queries.ageing(client_id=client_id, as_of=AS_OF).blocks
    assert (euros.currency, dollar.currency) == ("EUR", "USD")
    assert (euros.open_balance.minor, euros.disputed.disputed_minor) == (1_234, 1_234)


def test_an_invoice_counts_from_the_day_it_is_issued(client_id: int) -> None:
    assert dollars(client_id, day(7, 1)).open_balance.minor == 42_500 + 11_000
    assert dollars(client_id, AS_OF).open_balance.minor == 42_500


def test_an_invoice_is_paid_on_the_day_it_is_settled(client_id: int) -> None:
    assert dollars(client_id, day(6, 29)).open_balance.minor == 42_500 + 9_000


def test_a_bounced_receipt_counts_until_it_bounces(client_id: int) -> None:
    assert (
        dollars(client_id, day(6, 19)).open_balance.minor - dollars(client_id, day(6, 9)).open_balance.minor == -2_500
    )
    assert dollars(client_id, day(6, 20)).open_balance.minor == dollars(client_id, day(6, 9)).open_balance.minor


def test_disputes_count_from_opening_until_the_day_before_closing(client_id: int) -> None:
    assert dollars(client_id, day(6, 29)).disputed.disputed_minor == 5_000
    assert dollars(client_id, AS_OF).disputed.disputed_minor == 4_000
    assert dollars(client_id, day(7, 1)).disputed.disputed_minor == 4_000 + 6_000


def test_age_from_the_invoice_date_leaves_past_due_alone(client_id: int) -> None:
    block = queries.ageing(client_id=client_id, as_of=AS_OF, anchor="invoice date", buckets=Buckets((30, 60))).blocks[1]
    # The fee is a day old; invoice 1 was issued 30 days ago and invoice 2 a day earlier.
    assert lines(block) == [("current", 0, 0), ("1-30", 2, 10_500), ("31-60", 2, 5_000), (">60", 5, 27_000)]
    assert (block.past_due_n, block.past_due.minor) == (8, 32_500)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Grouping("portfolio"), {"Shops": 19_000, "Workshops": 23_500}),
        (Grouping("client"), {small_book.CLIENT: 42_500}),
        (Grouping("attribute", "region"), {"=south": 23_500, "north": 19_000}),
        (Grouping("attribute", "colour"), {"none": 42_500}),
    ],
)
def test_parts(client_id: int, by: Grouping, expected: dict[str, int]) -> None:
    block = queries.ageing(client_id=client_id, as_of=AS_OF, by=by).blocks[1]
    assert {part.group: part.open_balance.minor for part in block.groups} == expected
    assert sum(part.balance.minor for part in block.groups) == block.balance.minor


def test_portfolios_of_two_clients_are_told_apart(client_id: int) -> None:
    with writing("Other Lane") as pen:
        pen.item(pen.debt("Elm", portfolio="Shops"), "1", minor=100, issued=day(6, 1), due=day(7, 1))
    block = queries.ageing(client_id=None, as_of=AS_OF, by=Grouping("portfolio")).blocks[1]
    assert {part.group: part.open_balance.minor for part in block.groups} == {
        "Lantern Lane Supply: Shops": 19_000,
        "Lantern Lane Supply: Workshops": 23_500,
        "Other Lane: Shops": 100,
    }


def test_june(client_id: int) -> None:
    _, june = queries.figures(client_id=client_id, period=month(2026, 6))
    assert [each.minor for each in (june.begin, june.charged, june.collected, june.other, june.end)] == [
        42_000, 9_000, 9_700, 1_200, 42_500,
    ]  # fmt: skip
    assert (june.end_current.minor, june.end_past_due.minor, june.open_n) == (10_000, 32_500, 9)
    assert [written(each) for each in (june.dso, june.bpdso, june.add, june.cei, june.dso_3m)] == [
        "141.6667", "33.3333", "108.3333", "20.7317", "138.1250",
    ]  # fmt: skip
    # Nothing was charged in February, and 35.00 are left to explain by then.
    assert june.countback is None


def test_half_a_month_has_half_a_months_days(client_id: int) -> None:
    _, june = queries.figures(client_id=client_id, period=Period(day(6, 1), day(6, 15)))
    assert june.end.minor == 42_000 + 9_000 - 2_500
    assert written(june.dso) == "80.8333"


def test_the_summary_tells_what_was_issued(client_id: int) -> None:
    euros, dollar = queries.summary(client_id=client_id, as_of=AS_OF).blocks
    issued = dollar.issued
    assert (issued.on_books.items_n, issued.on_books.customers_n, issued.on_books.amount.minor) == (10, 2, 65_000)
    assert (issued.to_date.items_n, issued.to_date.customers_n, issued.to_date.amount.minor) == (9, 2, 54_000)
    assert (issued.in_period.items_n, issued.in_period.customers_n, issued.in_period.amount.minor) == (1, 1, 9_000)
    assert (issued.disputed.disputed_n, issued.disputed.disputed_minor) == (0, 0)
    assert (euros.issued.disputed.disputed_n, euros.issued.disputed.disputed_minor) == (1, 1_234)
    assert dollar.ageing == dollars(client_id)
    assert dollar.figures == queries.figures(client_id=client_id, period=month(2026, 6))[1]


def test_the_summary_over_a_year_so_far(client_id: int) -> None:
    report = queries.summary(client_id=client_id, as_of=AS_OF, period=parse("2026"))
    assert report.period == Period(day(1, 1), AS_OF)
    dollar = report.blocks[1]
    # Invoices 4 and 5 were disputed by 30 June, invoice 6 only the day after.
    assert (dollar.issued.disputed.disputed_n, dollar.issued.disputed.disputed_minor) == (2, 9_000)
    assert dollar.figures.charged == dollar.issued.in_period.amount


def test_what_was_not_known_yet_does_not_count(client_id: int) -> None:
    with writing(small_book.CLIENT, recorded_at=LATER) as pen:
        item = Item.objects.select_related("debt").get(reference="2")
        pen.receipt(item.debt, minor=2_000, day=day(6, 15), item=item)
        pen.dispute(item, opened=day(6, 1))
    then = queries.ageing(client_id=client_id, as_of=AS_OF, known_at=LATER - timedelta(seconds=1)).blocks[1]
    now = queries.ageing(client_id=client_id, as_of=AS_OF, known_at=LATER).blocks[1]
    assert (then.open_balance.minor, now.open_balance.minor) == (42_500, 40_500)
    assert (then.disputed.disputed_n, now.disputed.disputed_n) == (1, 1)
    assert now == dollars(client_id)
    before = queries.summary(client_id=client_id, as_of=AS_OF, known_at=RECORDED_AT - timedelta(seconds=1)).blocks[1]
    assert (before.issued.on_books.items_n, before.ageing.open_n, before.figures.charged.minor) == (0, 0, 0)


def test_a_charge_taken_back_was_never_a_sale(client_id: int) -> None:
    with writing(small_book.CLIENT) as pen:
        debt = Item.objects.select_related("debt").get(reference="1").debt
        pen.item(debt, "11", minor=5_555, issued=day(6, 2), due=day(7, 2))
        pen.reverse(pen.entries[-1], day=day(6, 2))
    june = queries.figures(client_id=client_id, period=month(2026, 6))[1]
    assert (june.charged.minor, june.end.minor, june.open_n) == (9_000, 42_500, 9)


def test_a_debt_handed_back_is_no_negative_sale(client_id: int) -> None:
    with writing(small_book.CLIENT) as pen:
        item = Item.objects.select_related("debt").get(reference="7")
        back = [Side("placed", 7_000, item.debt, item), Side("receivable", -7_000, item.debt, item)]
        pen.post("adjustment", day(6, 5), back)
    june = queries.figures(client_id=client_id, period=month(2026, 6))[1]
    assert (june.charged.minor, june.end.minor, june.other.minor) == (9_000, 35_500, 1_200 - 7_000)


def test_withdrawn_disputes_and_items_are_left_out(client_id: int) -> None:
    Item.objects.filter(reference="10").update(withdrawn_at=LATER)
    assert queries.summary(client_id=client_id, as_of=AS_OF).blocks[1].issued.on_books.items_n == 9
    known = queries.summary(client_id=client_id, as_of=AS_OF, known_at=LATER - timedelta(seconds=1))
    assert known.blocks[1].issued.on_books.items_n == 10


def test_months_go_back_and_the_last_one_is_cut(client_id: int) -> None:
    trend = queries.monthly(client_id=client_id, as_of=day(6, 15), months=3)[1]
    assert [str(each.period) for each in trend.months] == ["2026-04", "2026-05", "2026-06-01..2026-06-15"]
    assert trend.months[2] == queries.figures(client_id=client_id, period=Period(day(6, 1), day(6, 15)))[1]
    assert [each.end for each in trend.months[:2]] == [each.begin for each in trend.months[1:]]


def test_a_client_without_books_has_no_blocks(client_id: int) -> None:
    empty = Client.objects.create(name="Empty Lane", entry_id=0)
    assert queries.ageing(client_id=empty.pk, as_of=AS_OF).blocks == ()
    assert queries.summary(client_id=empty.pk, as_of=AS_OF).blocks == ()
    assert queries.monthly(client_id=empty.pk, as_of=AS_OF) == ()
    assert queries.daily(client_id=empty.pk, period=month(2026, 6)) == {}


def test_a_book_before_its_first_day_is_empty_and_not_absent(client_id: int) -> None:
    block = dollars(client_id, day(1, 1))
    assert (block.open_n, block.balance.minor) == (0, 0)
    told = queries.figures(client_id=client_id, period=month(2025, 12))[1]
    assert [written(each) for each in (told.dso, told.cei, told.countback)] == [None, None, "0.0000"]


def test_clients_are_found_by_name(client_id: int) -> None:
    assert client_named(small_book.CLIENT) == client_id
    assert find_client("lantern lane supply ") == (client_id, small_book.CLIENT)
    with pytest.raises(ClientUnknown, match="Did you mean Lantern Lane Supply"):
        client_named("Lantern Lane Suply")
    with pytest.raises(ClientUnknown, match=r"no client 'Zebra'\.$"):
        client_named("Zebra")


def test_names_that_differ_in_capitals_only_are_not_guessed(client_id: int) -> None:
    Client.objects.create(name="LANTERN LANE SUPPLY", entry_id=0)
    assert client_named(small_book.CLIENT) == client_id
    with pytest.raises(ClientUnknown):
        client_named("lantern lane supply")


def test_days_before_all_books_are_refused(client_id: int) -> None:
    assert queries.ageing(client_id=client_id, as_of=date(1900, 1, 1)).blocks[0].open_n == 0
    for ask in (
        lambda: queries.ageing(client_id=client_id, as_of=date(1899, 12, 31)),
        lambda: queries.monthly(client_id=client_id, as_of=date(1, 1, 1)),
        lambda: queries.figures(client_id=client_id, period=month(1, 1)),
        lambda: queries.daily(client_id=client_id, period=month(1, 1)),
        lambda: queries.summary(client_id=client_id, as_of=date(1, 1, 31)),
    ):
        with pytest.raises(DayRefused, match="do not go back"):
            ask()


def test_every_day_ties_to_the_ledger(client_id: int) -> None:
    heads = ["receivable", "unapplied"]
    for number in range(0, 200, 9):
        as_of = day(1, 1) + timedelta(days=number)
        told = {
            block.currency: block.balance.minor for block in queries.ageing(client_id=client_id, as_of=as_of).blocks
        }
        lines = Posting.objects.filter(head__in=heads, effective_date__lte=as_of)
        sums = dict(lines.values_list("book__currency").annotate(Sum("amount_minor")))
        assert told == {currency: sums.get(currency, 0) for currency in told}
