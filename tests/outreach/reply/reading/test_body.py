"""The own words of a reply, whatever mail program wrote around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodstanding.outreach.reply.reading.body import own_words, plain

GMAIL = "I paid.\n\nOn Mon, Nov 3, 2026 at 3:15 PM Larch Utilities <help@example.org> wrote:\n> You owe us.\n> Stop"
GMAIL_BROKEN = "I paid.\n\nOn Mon, Nov 3, 2026 at 3:15 PM Larch Utilities <\nhelp@example.org> wrote:\n\n> Stop"
OUTLOOK = "I paid.\n\n-----Original Message-----\nFrom: Larch\nSent: Monday\nTo: Juniper\nSubject: Stop\n\nPlease stop."
OUTLOOK_NEW = "I paid.\n\n________________________________\nFrom: Larch <help@example.org>\nSent: Monday\n\nStop"
APPLE = "I paid.\n\nSent from my iPhone\n\n> On 3 Nov 2026, at 15:15, Larch <help@example.org> wrote:\n> \n> Stop"
SPANISH = "Ya pagué.\n\nEl lun, 3 nov 2026 a las 15:15, Larch (<help@example.org>) escribió:\n\n> Alto"
SPANISH_OUTLOOK = "Ya pagué.\n\nDe: Larch <help@example.org>\nEnviado el: lunes\nPara: Juniper\nAsunto: Alto\n\nAlto"
SIGNED = "I paid.\n-- \nJuniper Testcase\nAttorney at nothing"
BETWEEN = "On Mon, Nov 3, 2026, Larch <help@example.org> wrote:\n> Did you pay?\nI paid.\n> When?\nIn May."


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (GMAIL, "I paid."), (GMAIL_BROKEN, "I paid."), (OUTLOOK, "I paid."), (OUTLOOK_NEW, "I paid."),
        (APPLE, "I paid."), (SPANISH, "Ya pagué."), (SPANISH_OUTLOOK, "Ya pagué."), (SIGNED, "I paid."),
        (BETWEEN, "I paid. In May."),
        ("I paid.\nEnviado desde mi iPhone", "I paid."),
        ("On Monday I wrote: I paid.", "On Monday I wrote: I paid."),
        ("From: here on, call my lawyer.", "From: here on, call my lawyer."),
    ],
)  # fmt: skip
def test_only_what_they_wrote_now_counts(text: str, own: str) -> None:
    assert " ".join(own_words(text).split()) == own


@given(st.text())
def test_every_place_stays_where_it_was(text: str) -> None:
    own = own_words(text)
    assert len(own) == len(text) == len(plain(text))
    assert all(one in {other, " "} for one, other in zip(own, text, strict=True))


def test_accents_and_marks_of_print_make_no_difference() -> None:
    assert plain("¡Ya NO me “llamen” más!") == '¡ya no me "llamen" mas!'
