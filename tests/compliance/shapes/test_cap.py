"""A cap: exactly as much is allowed, a cent more is not, and what is not known is not."""

import pytest

from goodstanding.compliance.lawbook.value import LawbookRefused
from tests.compliance.sample import outcomes, rule, situation, value

CAP = {"shape": "cap", "proposed": "act_amount", "most": ":most", "values": {"most": value("30.00", unit="USD")}}


def test_at_the_limit_and_a_cent_more() -> None:
    cases = [situation(amount=amount) for amount in ("29.99", "30.00", "30.01")]
    assert outcomes(rule(**CAP), *cases, situation()) == ["permitted", "permitted", "refused", "unknown"]


def test_a_share_of_another_amount() -> None:
    share = {"most": "debt_share", "facts": {"debt_share": "5 * 100"}}
    assert outcomes(rule(**{**CAP, **share}), situation(amount="5.00"), situation(amount="5.01")) == [
        "permitted",
        "refused",
    ]


@pytest.mark.parametrize("key", ["proposed", "most"])
def test_a_blank_left_open_is_refused(key: str) -> None:
    with pytest.raises(LawbookRefused, match=f"lacks {key}"):
        rule(**{name: one for name, one in CAP.items() if name != key})


def test_an_amount_is_not_measured_by_days() -> None:
    with pytest.raises(LawbookRefused, match="is an amount and"):
        rule(**{**CAP, "most": "this_day()"})
