"""Making the adapters of letters from a setting."""

from pathlib import Path

import pytest

from goodstanding.outreach.channels.letter.making import LOB, PRINT_FOLDER, make_lob, make_print_folder
from goodstanding.outreach.channels.option import read_options
from goodstanding.outreach.channels.provider import ChannelRefused
from goodstanding.outreach.channels.setting import Setting


def setting(**options: str) -> Setting:
    read = read_options(options, options=PRINT_FOLDER.options, what="letter by print_folder")
    return Setting("letter", "print_folder", read)


def test_without_options_batches_lie_in_the_data_folder(tmp_path: Path) -> None:
    made = make_print_folder(setting(), tmp_path)
    assert made.shelf.folder == tmp_path / "print_house"
    assert (made.batch, made.home, made.two_sided, made.name) == (500, "US", False, "print_folder")


def test_options_are_taken(tmp_path: Path) -> None:
    made = make_print_folder(setting(folder=str(tmp_path / "p"), home="gb", two_sided="yes", batch="20"), tmp_path)
    assert (made.shelf.folder, made.home, made.two_sided, made.batch) == (tmp_path / "p", "GB", True, 20)


@pytest.mark.parametrize(
    ("options", "why"),
    [({"folder": "print"}, "must begin with /"), ({"home": "XX"}, "there is no country 'XX'"),
     ({"envelope": "c4"}, "is one of us_10, din_b, uk_c5"), ({"batch": "0"}, "not a number from 1")],
)  # fmt: skip
def test_what_cannot_be_is_refused(tmp_path: Path, options: dict[str, str], why: str) -> None:
    with pytest.raises(ChannelRefused, match=why):
        make_print_folder(setting(**options), tmp_path)


def test_nothing_leaves_this_machine_by_a_folder() -> None:
    assert not PRINT_FOLDER.leaves_machine({})


def test_lob_is_made_and_a_sender_it_would_not_take_is_refused(tmp_path: Path) -> None:
    given = {"sender": "Example Collections; 100 Example Street; Springfield, IL 62701"}
    made = make_lob(Setting("letter", "lob", read_options(given, options=LOB.options, what="lob"), "key"), tmp_path)
    assert (made.name, made.sender["address_zip"], made.account.two_sided) == ("lob", "62701", True)
    wrong = read_options({"sender": "Example Collections; Springfield"}, options=LOB.options, what="lob")
    with pytest.raises(ChannelRefused, match="sender: Lob needs a name"):
        make_lob(Setting("letter", "lob", wrong, "key"), tmp_path)
    assert LOB.leaves_machine({"base_address": "https://api.lob.com"})
