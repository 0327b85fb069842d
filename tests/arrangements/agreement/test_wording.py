import re

import pytest

from goodstanding.arrangements.agreement.document import CONDITIONS, DEEDS
from goodstanding.arrangements.agreement.wording import LANGUAGES, text
from tests.arrangements.agreement.samples import everything, made, settlement


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_has_its_sentence(language: str) -> None:
    for agreement in (settlement(), everything(), *made()):
        lines = text(agreement, language=language)
        numbered = [line for line in lines if re.match(r"\d+\. ", line)]
        assert [int(line.split(".")[0]) for line in numbered] == list(range(1, len(agreement.clauses) + 1))
        assert len(lines) == 3 + len(agreement.instalments) + len(agreement.clauses)
        assert all(line.endswith(".") and "{" not in line for line in lines)


def test_the_samples_hold_every_condition_and_deed_there_is() -> None:
    clauses = [*everything().clauses, *settlement().clauses]
    conditions = {part.kind for one in clauses for part in (one.when, *one.when.parts)}
    conditions |= {leaf.kind for one in clauses for part in one.when.parts for leaf in part.parts}
    assert conditions == set(CONDITIONS)
    assert {deed.kind for one in clauses for deed in one.then} == set(DEEDS)


def test_both_languages_name_the_same_figures_and_days() -> None:
    for agreement in (settlement(), everything(), *made()):
        english, spanish = (text(agreement, language=language) for language in LANGUAGES)
        for one, other in zip(english, spanish, strict=True):
            assert sorted(re.findall(r"[\d,]+\.\d\d", one)) == sorted(re.findall(r"[\d,]+\.\d\d", other))
            assert sorted(re.findall(r"\b\d+\b", one)) == sorted(re.findall(r"\b\d+\b", other))


def test_different_clauses_are_said_differently() -> None:
    for language in LANGUAGES:
        lines = [re.sub(r"^\d+\. ", "", line) for line in text(everything(), language=language)]
        assert len(set(lines)) == len(lines)


def test_it_says_what_it_does() -> None:
    english = text(settlement())
    assert english[6] == (
        "2. If at least USD 600.00 was received by August 6, 2026 and was not taken back for 3 days, and (1) does not"
        " stand: the rest of what is owed is given up; also the debt is settled and nothing more is asked for on it;"
        " also we write to say so (text: paid-in-full)."
    )
    assert text(settlement(), language="es")[2] == (
        "Empieza el 15 de junio de 2026, y los pagos cuentan desde ese día."
    )
    assert text(settlement(), language="fr") == english
