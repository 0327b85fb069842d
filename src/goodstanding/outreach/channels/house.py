"""Who we say we are, in every message: the options of the channel "house", and what holds until somebody says so.

For rendering, which needs a word for each. Until the house says who it is, its words are those of nobody in
particular, and nothing leaves this machine in its name.
"""

from collections.abc import Mapping
from typing import Any

from goodstanding.wire.option import Option

HOUSE = "house"
UNDO_SECONDS = 60

OPTIONS: tuple[Option, ...] = (
    Option("name", "What the house is called.", required=True, example="Example Collections"),
    Option(
        "address",
        "Its postal address, its lines apart by semicolons.",
        required=True,
        example="100 Example Street; Springfield, IL 62701",
        kind="lines",
    ),
    Option("phone", "The number people call.", required=True, example="+12175550100", kind="phone"),
    Option("email", "The address people write to.", required=True, example="help@example.com", kind="email"),
    Option("website", "Where people find us.", example="https://collections.example.com", kind="address", default=""),
    Option(
        "contact",
        "Somebody by name whom callers can ask for; a voicemail names them.",
        example="Ana Sample",
        default="",
    ),
    Option(
        "pay_page",
        "Where people can pay or answer; messages lead there.",
        example="https://pay.example.com",
        kind="address",
        default="",
    ),
    Option("hours", "When somebody answers.", example="Monday to Friday, 9 am to 5 pm", default=""),
    Option(
        "undo_seconds",
        "How long a message sent by hand can be taken back.",
        example="60",
        kind="number",
        default=UNDO_SECONDS,
        most=3600,
    ),
)

NOBODY: Mapping[str, Any] = {
    "name": "Example Collections",
    "address": "100 Example Street\nSpringfield, IL 62701",
    "phone": "+12175550100",
    "email": "help@collections.example.com",
    "website": "https://collections.example.com",
    "contact": "Ana Sample",
    "pay_page": "",
    "hours": "Monday to Friday, 9 am to 5 pm",
    "undo_seconds": UNDO_SECONDS,
}
"""What stands in a preview and in the demo until the house has said who it is."""


def words(options: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Return a word for everything, from what the house said or, where it said nothing at all, of nobody."""
    return dict(NOBODY) if options is None else {option.name: options.get(option.name, "") for option in OPTIONS}
