"""A provider that does nothing, and a registry that holds it."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from goodstanding.outreach.channels.provider import BatchProvider, Consignment, Found, Outcome, Provider
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.wire.option import Option


class Pigeon:
    """Takes everything and forgets it."""

    def __init__(self, setting: Setting, folder: Path) -> None:
        self.name = setting.provider
        self.setting = setting
        self.folder = folder

    def send(self, consignment: Consignment) -> Outcome:
        return Outcome("accepted", reference=consignment.key)

    def look_up(self, consignment: Consignment, *, asked_at: datetime) -> Found:
        return Found("accepted", reference=f"{consignment.key} {asked_at:%H:%M}")

    def close(self) -> None:
        """Nothing is held open."""


def make_pigeon(setting: Setting, folder: Path) -> Provider | BatchProvider:
    return Pigeon(setting, folder)


PIGEON = Adapter(
    "email",
    "pigeon",
    "A bird.",
    make_pigeon,
    options=(
        Option("base_address", "Where the loft is.", required=True, example="https://loft.example.com", kind="address"),
        Option("birds", "How many.", kind="number", default=2, least=1, most=9),
        Option("fast", "Whether they hurry.", kind="yes_or_no"),
    ),
    secret="The whistle.",
    is_secret_needed=True,
)
LOCAL = Adapter("email", "drawer", "A drawer.", make_pigeon, is_here=True)
ADAPTERS: Mapping[tuple[str, str], Adapter] = {(one.channel, one.provider): one for one in (PIGEON, LOCAL)}
HERE = {"base_address": "http://127.0.0.1:4010/"}
OUTSIDE = {"base_address": "https://loft.example.com"}
SAID = {
    "name": "Example Collections", "address": "1 Example Street; Springfield, IL 62701", "phone": "+1 217 555 0100",
    "email": "Help@Example.com",
}  # fmt: skip
