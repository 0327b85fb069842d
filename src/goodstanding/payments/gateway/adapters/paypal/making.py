"""PayPal as it is declared: its options, its secrets, and who makes its adapter."""

from pathlib import Path

from goodstanding.payments.gateway.adapters.paypal.exchange import PayPalExchange
from goodstanding.payments.gateway.adapters.paypal.gateway import CAN, LABEL, NAME, Account, PayPalGateway
from goodstanding.payments.gateway.adapters.paypal.reader import PayPalReader
from goodstanding.payments.gateway.adapters.setting import common_options, fault_of, shown_secret, ways_of
from goodstanding.payments.gateway.declaration import Declaration, Secret
from goodstanding.payments.gateway.port import GatewaySetting
from goodstanding.wire.line import Line
from goodstanding.wire.option import Option

CLIENT, WEBHOOK, KEY = "client", "webhook", "client_secret"
REPORTED_S = 4 * 3600
"""How long PayPal's reports may lag, with an hour to spare."""


def make(setting: GatewaySetting, _data_folder: Path) -> PayPalGateway:
    """Return the adapter of a setting."""
    return PayPalGateway(Account(ways_of(setting), str(setting.options[CLIENT]), shown_secret(setting, KEY)))


def make_reader(setting: GatewaySetting, _data_folder: Path) -> PayPalReader:
    """Return the reader of its posts, which asks PayPal about each."""
    ways = ways_of(setting)
    line = Line(ways.base_address, deadline_s=ways.deadline_s)
    client, secret = str(setting.options[CLIENT]), shown_secret(setting, KEY)
    exchange = PayPalExchange(line, label=LABEL, client=client, secret=secret)
    return PayPalReader(exchange, webhook=str(setting.options[WEBHOOK]))


PAYPAL = Declaration(
    provider=NAME,
    meaning="PayPal: wallets on its own page, and again without the payer where one was put into the vault.",
    make=make,
    make_reader=make_reader,
    can=CAN,
    options=(
        *common_options("https://api-m.paypal.com", settle_s=REPORTED_S),
        Option(CLIENT, "The client ID of the app.", required=True, example="AbCd1234"),
        Option(WEBHOOK, "The number of the webhook at PayPal.", required=True, example="1JE4291016473214C"),
    ),
    secrets=(Secret(KEY, "The secret of the app."),),
    check=fault_of,
)
