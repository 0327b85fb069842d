"""However a map states its currency, an amount has the decimals of that currency."""

import pytest

from goodstanding.ingestion.staging.records import stage_record
from tests.ingestion.staging.sheet import column, rejections, staging_of

MAP = """
map: 1
dates: "%Y-%m-%d"
currency: {}
records:
  - debt: {{reference: {{column: Account}}, portfolio: Cards, debtor: nobody}}
  - receipt: {{amount: {{column: Sum}}, received_date: {{column: Day}}}}
"""


@pytest.mark.parametrize(
    ("currency", "minor"),
    [
        ("USD", 1_000),
        ("JPY", 10),
        ("{constant: KWD}", 10_000),
        ("{constant: usd, case: upper}", 1_000),
        ("{constant: Dollar, lookup: {Dollar: USD}}", 1_000),
        ("{column: Money}", 1_000),
        ("{column: Nothing, default: KWD}", 10_000),
    ],
)
def test_ten_is_ten_of_it(currency: str, minor: int) -> None:
    staging = staging_of(MAP.format(currency), "Account | Sum | Money | Nothing | Day\n1 | 10 | USD | | 2026-01-31")
    table = stage_record(staging, staging.binding.map.of("receipt")[0], slot=2)
    assert column(staging.work, "amount", of=table) == [minor]
    assert rejections(staging.work) == []
