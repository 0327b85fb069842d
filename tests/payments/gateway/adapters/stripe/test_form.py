"""How an ask is written for Stripe."""

from urllib.parse import parse_qs, urlsplit

from goodstanding.payments.gateway.adapters.stripe.form import EXPANDED, flat, page_path, payment_path


def test_nested_names_are_written_in_brackets() -> None:
    given = {"mode": "payment", "line_items": [{"price_data": {"unit_amount": 5}}], "metadata": {"key": "a&b"}}
    assert flat(given) == [
        ("mode", "payment"), ("line_items[0][price_data][unit_amount]", "5"), ("metadata[key]", "a&b")
    ]  # fmt: skip


def test_a_path_asks_for_all_that_is_wanted_and_leads_nowhere_else() -> None:
    path = urlsplit(payment_path("pi_1/../x?y"))
    assert path.path == "/v1/payment_intents/pi_1%2F..%2Fx%3Fy"
    assert parse_qs(path.query)["expand[]"] == list(EXPANDED)
    below = parse_qs(urlsplit(page_path("cs_1")).query)["expand[]"]
    assert below == [f"payment_intent.{one}" for one in EXPANDED]
