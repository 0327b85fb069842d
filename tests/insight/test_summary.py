from goodstanding.insight.disputed import Disputed
from goodstanding.insight.summary import Issued, IssuedOfBook
from goodstanding.money.amount import Amount


def test_counts_become_what_was_issued() -> None:
    told = IssuedOfBook.counted("USD", items_and_minors=[9, 900, 7, 700, 3, 300, 1, 120], customers=[5, 4, 2])
    assert told.on_books == Issued(9, customers_n=5, amount=Amount(900, "USD"))
    assert told.to_date == Issued(7, customers_n=4, amount=Amount(700, "USD"))
    assert told.in_period == Issued(3, customers_n=2, amount=Amount(300, "USD"))
    assert told.disputed == Disputed(disputed_n=1, disputed_minor=120, all_n=3, all_minor=300)


def test_a_book_without_items_issued_nothing() -> None:
    told = IssuedOfBook.nothing("KWD")
    assert told.on_books == told.to_date == told.in_period == Issued(0, customers_n=0, amount=Amount.zero("KWD"))
    assert told.disputed.share_by_amount is None
