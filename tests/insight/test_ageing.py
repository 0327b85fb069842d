from goodstanding.insight.ageing import Cell, Unapplied, gather
from goodstanding.money.amount import Amount

LABELS = ("current", "1-30", ">30")


def cell(currency: str, bucket: int, minor: int, *, group: str = "", n: int = 1, disputed: bool = False) -> Cell:
    return Cell(currency, group, bucket, bucket > 0, disputed, n, minor)


def test_a_block_sums_its_cells() -> None:
    cells = [cell("USD", 0, 100), cell("USD", 1, 50, n=2, disputed=True), cell("USD", 1, 7)]
    (block,) = gather(["USD"], cells=cells, unapplied=[Unapplied("USD", "", 20)], labels=LABELS)
    assert [(line.bucket, line.n, line.amount.minor) for line in block.lines] == [
        ("current", 1, 100),
        ("1-30", 3, 57),
        (">30", 0, 0),
    ]
    assert (block.open_n, block.open_balance) == (4, Amount(157, "USD"))
    assert (block.current_n, block.current) == (1, Amount(100, "USD"))
    assert (block.past_due_n, block.past_due) == (3, Amount(57, "USD"))
    assert (block.disputed.disputed_n, block.open_disputed) == (2, Amount(50, "USD"))
    assert block.balance == Amount(137, "USD")
    assert block.groups == ()


def test_currencies_stay_apart() -> None:
    blocks = gather(["EUR", "USD"], cells=[cell("USD", 0, 5), cell("EUR", 2, 9)], unapplied=[], labels=LABELS)
    assert [(block.currency, block.open_balance.minor) for block in blocks] == [("EUR", 9), ("USD", 5)]


def test_a_currency_without_anything_open_is_told_so() -> None:
    (block,) = gather(["JPY"], cells=[], unapplied=[], labels=LABELS)
    assert (block.open_n, block.open_balance) == (0, Amount.zero("JPY"))
    assert block.past_due_share is None


def test_groups_are_parts_of_the_whole() -> None:
    cells = [cell("USD", 0, 100, group="North"), cell("USD", 1, 30, group="South")]
    money = [Unapplied("USD", "South", 4), Unapplied("USD", "West", 3)]
    (block,) = gather(["USD"], cells=cells, unapplied=money, labels=LABELS)
    assert [part.group for part in block.groups] == ["North", "South", "West"]
    assert sum(part.open_n for part in block.groups) == block.open_n
    assert [part.balance.minor for part in block.groups] == [100, 26, -3]
    assert block.balance.minor == 123


def test_past_due_may_differ_from_the_buckets() -> None:
    # Counted from the invoice date, an item can be 20 days old and not yet due.
    young = Cell("USD", group="", bucket=1, is_past_due=False, is_disputed=False, n=1, minor=400)
    (block,) = gather(["USD"], cells=[young], unapplied=[], labels=LABELS)
    assert (block.lines[1].n, block.past_due_n, block.current.minor) == (1, 0, 400)
