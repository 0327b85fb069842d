"""Square as it is declared: its options, its secrets, and who makes its adapter."""

from pathlib import Path

from goodstanding.payments.gateway.adapters.setting import (
    believed_secrets,
    common_options,
    fault_of,
    shown_secret,
    ways_of,
)
from goodstanding.payments.gateway.adapters.square.gateway import CAN, NAME, Account, SquareGateway
from goodstanding.payments.gateway.adapters.square.reader import SquareReader
from goodstanding.payments.gateway.declaration import Declaration, Secret
from goodstanding.payments.gateway.port import GatewaySetting
from goodstanding.wire.option import Option

LOCATION, ADDRESS, TOKEN, POSTS = "location", "posts_address", "access_token", "signature_key"


def make(setting: GatewaySetting, _data_folder: Path) -> SquareGateway:
    """Return the adapter of a setting."""
    return SquareGateway(Account(ways_of(setting), shown_secret(setting, TOKEN), str(setting.options[LOCATION])))


def make_reader(setting: GatewaySetting, _data_folder: Path) -> SquareReader:
    """Return the reader of its posts."""
    return SquareReader(believed_secrets(setting, POSTS), address=str(setting.options[ADDRESS]))


SQUARE = Declaration(
    provider=NAME,
    meaning="Square: payment links, and cards on file that were saved at Square's own tills and forms.",
    make=make,
    make_reader=make_reader,
    can=CAN,
    options=(
        *common_options("https://connect.squareup.com"),
        Option(LOCATION, "The number of the location money is taken at.", required=True, example="L88917AVBK2S5"),
        Option(
            ADDRESS, "The address that was given to Square for posts, exactly.", required=True, kind="address",
            example="https://pay.example.com/hooks/payments/square",
        ),
    ),
    secrets=(
        Secret(TOKEN, "The access token of the application."),
        Secret(POSTS, "The signature key of the webhook subscription."),
    ),
    check=fault_of,
)  # fmt: skip
