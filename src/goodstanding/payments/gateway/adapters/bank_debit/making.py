"""Bank debit as it is declared: its options, its secrets, and who makes its adapter."""

from pathlib import Path

from goodstanding.payments.gateway.adapters.bank_debit.gateway import CAN, NAME, Account, BankDebitGateway
from goodstanding.payments.gateway.adapters.bank_debit.reader import BankDebitReader
from goodstanding.payments.gateway.adapters.setting import (
    believed_secrets,
    common_options,
    fault_of,
    shown_secret,
    ways_of,
)
from goodstanding.payments.gateway.declaration import Declaration, Secret
from goodstanding.payments.gateway.port import GatewaySetting

TOKEN, POSTS = "access_token", "webhook_secret"


def make(setting: GatewaySetting, _data_folder: Path) -> BankDebitGateway:
    """Return the adapter of a setting."""
    return BankDebitGateway(Account(ways_of(setting), shown_secret(setting, TOKEN)))


def make_reader(setting: GatewaySetting, _data_folder: Path) -> BankDebitReader:
    """Return the reader of its posts."""
    return BankDebitReader(believed_secrets(setting, POSTS))


BANK_DEBIT = Declaration(
    provider=NAME,
    meaning="Bank debits (ACH, SEPA, Bacs) by GoCardless, or by whoever talks as it does.",
    make=make,
    make_reader=make_reader,
    can=CAN,
    options=common_options("https://api.gocardless.com"),
    secrets=(
        Secret(TOKEN, "The access token, with leave to read and to write."),
        Secret(POSTS, "The secret of the webhook endpoint."),
    ),
    check=fault_of,
)
