"""Syllables of words that texts of templates use."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from goodstanding.outreach.template.check.syllable import english, spanish

ENGLISH = """
paid 1, payment 2, account 2, overdue 3, table 2, received 2, owes 1, the 1, people 2, money 2, interest 3,
collected 3, creditor 3, questions 2, business 3, balance 2, information 4, reminder 3, you 1, being 2, paying 2,
owed 1, needed 2, services 3, charges 2, hours 1, mistake 2, notice 2, due 1, agreed 2, settle 2, settled 2,
company 3, agency 3, invoice 2, invoices 3, available 4, period 3, January 4, February 4, please 1, dates 1, times 1
"""
SPANISH = """
pago 2, deuda 2, todavía 4, cuenta 2, aún 2, quien 1, línea 3, ley 1, usted 2, recibimos 4, cobrador 3, nuestra 2,
ayudarle 4, guía 2, agua 2, averiguar 4, había 3, muy 1, ciudad 2, poeta 3, leer 2, oír 2, envíe 3, yo 1, hoy 1,
dirección 3, importe 3, siguiente 3, antigüedad 4, acreedor 4, adeuda 3, prohíbe 3, ahora 3, automóvil 4, mayor 2,
información 4, gracias 2, país 2, y 1, o 1
"""


def counted(told: str) -> list[tuple[str, int]]:
    pairs = (one.split() for one in told.replace("\n", " ").split(","))
    return [(word, int(count)) for word, count in pairs]


@pytest.mark.parametrize(("word", "count"), counted(ENGLISH))
def test_english(word: str, count: int) -> None:
    assert english(word) == count


@pytest.mark.parametrize(("word", "count"), counted(SPANISH))
def test_spanish(word: str, count: int) -> None:
    assert spanish(word) == count


@given(some.text(max_size=40))
def test_every_word_has_at_least_one_and_no_more_than_letters(word: str) -> None:
    for count in (english(word), spanish(word)):
        assert 1 <= count <= max(2 * len(word), 1)
