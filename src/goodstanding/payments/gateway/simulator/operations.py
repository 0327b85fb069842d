"""The simulator as it is declared: set with no options it works in this program, with an address it is asked there."""

from pathlib import Path

from django.utils import timezone

from goodstanding.database.data_folder import KEYS
from goodstanding.database.secret import read_or_make
from goodstanding.payments.gateway.declaration import Declaration, Secret
from goodstanding.payments.gateway.port import Gateway, GatewaySetting, Reader
from goodstanding.payments.gateway.simulator.engine import Engine
from goodstanding.payments.gateway.simulator.over_web import WebSimulator
from goodstanding.payments.gateway.simulator.posts import SECRET, SOURCE, SimulatorReader
from goodstanding.payments.gateway.simulator.provider import CAN, SimulatorGateway
from goodstanding.wire.option import Option

FILE, KEY_FILE = "payments/simulator.jsonl", "simulator_posts"
ADDRESS = "base_address"


def make(setting: GatewaySetting, data_folder: Path) -> Gateway:
    """Return the simulator of a setting."""
    address = setting.options.get(ADDRESS)
    if address:
        return WebSimulator(str(address))
    return SimulatorGateway(engine_in(data_folder))


def make_reader(setting: GatewaySetting, data_folder: Path) -> Reader:
    """Return the reader of its posts; the one that works here signs with a secret of its own making."""
    if SECRET in setting.secrets:
        return SimulatorReader(setting)
    return SimulatorReader(GatewaySetting(SOURCE, {}, {SECRET: own_secret(data_folder)}))


def engine_in(data_folder: Path) -> Engine:
    """Return the simulator that works in this program."""
    return Engine(data_folder / FILE, now=timezone.now)


def own_secret(data_folder: Path) -> str:
    """Return the secret with which the simulator of this program signs."""
    return read_or_make(data_folder / KEYS, KEY_FILE)


SIMULATOR = Declaration(
    provider=SOURCE,
    meaning="A provider for trying out: no real money moves.",
    make=make,
    make_reader=make_reader,
    can=CAN,
    options=(
        Option(ADDRESS, "Where a simulator of its own process answers; absent: in this program.",
               example="http://127.0.0.1:8090", kind="address"),
    ),
    secrets=(Secret(SECRET, "With what the simulator of another process signs its posts.", required=False),),
    is_real=False,
    is_here=True,
)  # fmt: skip
