"""Stripe as it is declared: its options, its secrets, and who makes its adapter."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from goodstanding.payments.gateway.adapters.setting import (
    believed_secrets,
    common_options,
    fault_of,
    shown_secret,
    ways_of,
)
from goodstanding.payments.gateway.adapters.stripe.gateway import CAN, METHODS, NAME, Account, StripeGateway
from goodstanding.payments.gateway.adapters.stripe.reader import StripeReader
from goodstanding.payments.gateway.declaration import Declaration, Secret
from goodstanding.payments.gateway.port import GatewaySetting
from goodstanding.wire.option import Option

KEY, POSTS = "key", "signing_secret"


def make(setting: GatewaySetting, _data_folder: Path) -> StripeGateway:
    """Return the adapter of a setting."""
    methods = tuple(str(one) for one in _listed(setting.options["methods"]))
    return StripeGateway(Account(ways_of(setting), shown_secret(setting, KEY), methods))


def make_reader(setting: GatewaySetting, _data_folder: Path) -> StripeReader:
    """Return the reader of its posts."""
    return StripeReader(believed_secrets(setting, POSTS), tolerance_s=int(str(setting.options["tolerance_s"])))


def check(options: Mapping[str, Any]) -> str:
    """Return what is wrong with options that are right one by one; empty where nothing is."""
    wrong = [one for one in _listed(options["methods"]) if one not in METHODS]
    if wrong or not _listed(options["methods"]):
        return f"methods: ways to pay are {', '.join(METHODS)}; {', '.join(wrong)[:80] or 'none'} is not among them."
    return fault_of(options)


def _listed(value: object) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else ()


STRIPE = Declaration(
    provider=NAME,
    meaning="Stripe: cards and bank debits on its own page, and again without the payer where one was saved.",
    make=make,
    make_reader=make_reader,
    can=CAN,
    options=(
        *common_options("https://api.stripe.com"),
        Option(
            "methods", "The ways to pay that are switched on at Stripe.", kind="words", default=("card",),
            example="card, us_bank_account",
        ),
        Option(
            "tolerance_s", "How old the signature of a post may be.", kind="number", default=300, least=30, most=3600
        ),
    ),
    secrets=(
        Secret(KEY, "The secret key of the account (sk_…), or a restricted one that may do what is said in the docs."),
        Secret(POSTS, "The signing secret of the endpoint for posts (whsec_…)."),
    ),
    check=check,
)  # fmt: skip
