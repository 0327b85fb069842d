"""Letters as they are handed over, for tests of what carries them."""

from goodstanding.outreach.channels.letter.letter_code import code_of_attempt
from goodstanding.outreach.channels.letter.press import press
from goodstanding.outreach.channels.provider import Consignment
from tests.outreach.channels.letter.picture import letter

MADE = "6b023080"
LINES = ("Paula Placeholder", "1 Sample Street", "Exampleton, MD 21201")


def consigned(number: int, *, pages: int = 1, is_pressed: bool = False, lines: tuple[str, ...] = LINES) -> Consignment:
    """Return letter number so and so, unlike every other."""
    key = f"act:{number}/{MADE}-1"
    body = f"This is letter {number}.\n\n" + "\n#pagebreak()\nMore.\n" * (pages - 1)
    source = letter(body, code=code_of_attempt(number, key), address_lines=lines, title=f"Your account {number}")
    return Consignment(
        key=key, message_id=number, attempt=1, channel="letter", to="\n".join(lines), to_name=lines[0],
        page="" if is_pressed else source, pdf=press(source) if is_pressed else b"",
    )  # fmt: skip
