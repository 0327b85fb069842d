"""However a map states its currency, an amount has the decimals of that currency."""

from pathlib import Path

import pytest

from tests.ingestion.trial import weighed

MAP = """
map: 1
dates: "%Y-%m-%d"
currency: {}
records:
  - debt: {{reference: {{column: Account}}, portfolio: Cards, debtor: nobody}}
  - receipt: {{amount: {{column: Sum}}, received_date: {{column: Day}}}}
"""


@pytest.mark.parametrize(
    ("currency", "code", "minor"),
    [
        ("JPY", "JPY", 10),
        ("{constant: usd, case: upper}", "USD", 1_000),
        ("{constant: Dollar, lookup: {Dollar: USD}}", "USD", 1_000),
        ("{column: Nothing, default: KWD}", "KWD", 10_000),
    ],
)
def test_ten_is_ten_of_it(tmp_path: Path, currency: str, code: str, minor: int) -> None:
    trial = weighed(tmp_path, "Account,Sum,Nothing,Day\n1,10,,2026-01-31\n", by=MAP.format(currency))
    assert trial.rows("SELECT currency, amount_minor FROM receipt") == [(code, minor)]
    assert trial.rejections() == []
