"""Making the adapters that carry letters of a setting, and the options each takes."""

from pathlib import Path

from goodstanding.outreach.channels.letter.address import AddressRefused, country_name
from goodstanding.outreach.channels.letter.lob import provider as lob
from goodstanding.outreach.channels.letter.lob.provider import Account, LobLetters
from goodstanding.outreach.channels.letter.print_house import provider as print_house
from goodstanding.outreach.channels.letter.print_house.provider import PrintFolder, cores
from goodstanding.outreach.channels.letter.print_house.shelf import Shelf
from goodstanding.outreach.channels.letter.window import ENVELOPES, HOME, US_10
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.setting import Adapter, Setting
from goodstanding.wire.option import Option

FOLDER = "print_house"
BATCH = 500

PAGE_OPTIONS: tuple[Option, ...] = (
    Option(
        "envelope", "The envelope in whose window the address shows.", example=US_10.name, kind="choice",
        default=US_10.name, choices=tuple(ENVELOPES),
    ),
    Option("home", "The country letters are posted in; its name stands on none of them.", example="US", default=HOME),
)  # fmt: skip

FOLDER_OPTIONS: tuple[Option, ...] = (
    *PAGE_OPTIONS,
    Option("folder", "The folder the print house takes from, if not that of the data folder.", example="/srv/print"),
    Option(
        "two_sided", "Letters are printed on both sides of a sheet.", example="yes", kind="yes_or_no", default=False
    ),
    Option(
        "batch", "How many letters make a batch at most.", example="500", kind="number", default=BATCH, least=1,
        most=5000,
    ),
)  # fmt: skip


LOB_OPTIONS: tuple[Option, ...] = (
    *PAGE_OPTIONS,
    Option(
        "sender", "Who sends: the name and the postal address, their lines apart by semicolons.", required=True,
        example="Example Collections; 100 Example Street; Springfield, IL 62701", kind="lines",
    ),
    Option(
        "base_address", "Where Lob is asked.", example="https://api.lob.com", kind="address",
        default="https://api.lob.com",
    ),
    Option(
        "two_sided", "Letters are printed on both sides of a sheet.", example="yes", kind="yes_or_no", default=True
    ),
    Option("deadline_s", "Seconds one letter may take.", example="60", kind="number", default=60, least=1, most=600),
    Option(
        "settle_s", "How long after a hand-over Lob's list is sure to show a letter it took.", example="60",
        kind="number", default=60, most=3600,
    ),
)  # fmt: skip


def make_print_folder(setting: Setting, data_folder: Path) -> PrintFolder:
    """Make the adapter that lays batches into a folder; raises ChannelRefused for a folder that cannot be."""
    options = setting.options
    folder = Path(str(options.get("folder") or data_folder / FOLDER))
    if not folder.is_absolute():
        raise ChannelRefused(f"folder: {str(folder)[:80]!r} must begin with /, so that everybody means the same one.")
    return PrintFolder(
        Shelf(data_folder, folder),
        home=home_of(setting),
        two_sided=bool(options.get("two_sided")),
        batch=int(options.get("batch") or BATCH),
        workers=cores(),
    )


def make_lob(setting: Setting, _data_folder: Path) -> LobLetters:
    """Make the adapter that gives letters to Lob; raises ChannelRefused for a sender that Lob would not take."""
    options = setting.options
    try:
        return LobLetters(
            Account(
                key=setting.secret,
                sender=str(options["sender"]).splitlines(),
                base_address=str(options["base_address"]),
                two_sided=bool(options.get("two_sided")),
                deadline_s=int(options["deadline_s"]),
                settle_s=int(options["settle_s"]),
            )
        )
    except AddressRefused as fault:
        raise ChannelRefused(f"sender: {fault}") from fault


def home_of(setting: Setting) -> str:
    """Return the country letters are posted in; raises ChannelRefused where there is no such country."""
    home = str(setting.options.get("home") or HOME).upper()
    try:
        country_name(home)
    except AddressRefused as fault:
        raise ChannelRefused(f"home: there is no country {home[:10]!r}; write it as US or GB.") from fault
    return home


PRINT_FOLDER = Adapter(
    channel="letter",
    provider=print_house.NAME,
    meaning="A folder a print house takes batches from: one file to print and a list of what is in it.",
    make=make_print_folder,
    options=FOLDER_OPTIONS,
    is_here=True,
)

LOB = Adapter(
    channel="letter",
    provider=lob.NAME,
    meaning="Lob, or whoever talks as it does: each letter is printed and posted there.",
    make=make_lob,
    options=LOB_OPTIONS,
    secret="The API key; on further lines the secrets that sign its posts.",  # noqa: S106  Words about it, not one.
    is_secret_needed=True,
)
