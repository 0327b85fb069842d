"""Ten invoices in dollars and one in euros, worked by hand; everything is looked at as of 30 June 2026.

| invoice | debtor | issued | due | amount | what became of it | on 30 June |
|---|---|---|---|---|---|---|
| 1 | Ash | 31 May | 30 Jun | 100.00 | | 0 days past due |
| 2 | Ash | 30 May | 29 Jun | 20.00 | | 1 |
| 3 | Ash | 1 May | 31 May | 30.00 | 25.00 paid 10 Jun, bounced 20 Jun | 30 |
| 4 | Ash | 30 Apr | 30 May | 40.00 | disputed 30 Jun | 31 |
| 5 | Birch | 2 Mar | 1 Apr | 50.00 | disputed 1 May, settled 30 Jun | 90 |
| 6 | Birch | 1 Mar | 31 Mar | 60.00 | disputed 1 Jul | 91 |
| 7 | Birch | 31 Jan | 2 Mar | 70.00 | | 120 |
| 8 | Birch | 30 Jan | 1 Mar | 80.00 | 30.00 paid 15 Apr | 121 |
| 9 | Ash | 1 Jun | 1 Jul | 90.00 | paid 30 Jun | paid |
| 10 | Ash | 1 Jul | 31 Jul | 110.00 | | not there yet |

Besides, Birch was charged a fee of 5.00 on 29 June that belongs to no invoice, and paid 7.00 on 15 June without saying
for what. Cedar owes EUR 12.34, due on 15 July, and disputes the whole debt.
"""

from datetime import date

from tests.insight.books import writing

CLIENT = "Lantern Lane Supply"
AS_OF = date(2026, 6, 30)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


INVOICES = [
    ("1", "Ash", day(5, 31), day(6, 30), 10_000),
    ("2", "Ash", day(5, 30), day(6, 29), 2_000),
    ("3", "Ash", day(5, 1), day(5, 31), 3_000),
    ("4", "Ash", day(4, 30), day(5, 30), 4_000),
    ("5", "Birch", day(3, 2), day(4, 1), 5_000),
    ("6", "Birch", day(3, 1), day(3, 31), 6_000),
    ("7", "Birch", day(1, 31), day(3, 2), 7_000),
    ("8", "Birch", day(1, 30), day(3, 1), 8_000),
    ("9", "Ash", day(6, 1), day(7, 1), 9_000),
    ("10", "Ash", day(7, 1), day(7, 31), 11_000),
]


def load() -> int:
    """Write the book and return its client's number."""
    with writing(CLIENT) as pen:
        ash = pen.debt("Ash", portfolio="Shops", region="north")
        birch = pen.debt("Birch", portfolio="Workshops", region="=south")
        cedar = pen.debt("Cedar", portfolio="Shops", currency="EUR")
        debts = {"Ash": ash, "Birch": birch}
        items = {
            number: pen.item(debts[debtor], number, minor=minor, issued=issued, due=due)
            for number, debtor, issued, due, minor in INVOICES
        }
        pen.item(cedar, "C1", minor=1_234, issued=day(6, 15), due=day(7, 15))
        bounced = pen.receipt(ash, minor=2_500, day=day(6, 10), item=items["3"])
        pen.reverse(bounced, day=day(6, 20))
        pen.receipt(birch, minor=3_000, day=day(4, 15), item=items["8"])
        pen.receipt(ash, minor=9_000, day=AS_OF, item=items["9"])
        pen.receipt(birch, minor=700, day=day(6, 15))
        pen.fee(birch, minor=500, day=day(6, 29))
        pen.dispute(items["4"], opened=AS_OF)
        pen.dispute(items["5"], opened=day(5, 1), closed=AS_OF)
        pen.dispute(items["6"], opened=day(7, 1))
        pen.dispute(cedar, opened=day(6, 20))
        return pen.client.pk
