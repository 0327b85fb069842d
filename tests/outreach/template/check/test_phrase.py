"""Forbidden phrases, in both languages, and what is not one though it looks like it."""

import pytest

from goodstanding.outreach.template.check.phrase import faults


@pytest.mark.parametrize(
    ("language", "text", "words", "weight"),
    [
        ("en", "You could be arrested.", "arrested", "refusal"),
        ("en", "We will sue.", "We will sue", "refusal"),
        ("en", "This is your last chance.", "last chance", "refusal"),
        ("en", "URGENT", "URGENT", "refusal"),
        ("en", "Please PAY TODAY.", "PAY TODAY", "refusal"),
        ("en", "Please REPLY TODAY.", "REPLY TODAY", "refusal"),
        ("en", "Pay now!!", "!!", "refusal"),
        ("en", "Please remit it.", "remit", "warning"),
        ("es", "Podrán embargarle.", "embargarle", "refusal"),
        ("es", "Es su última oportunidad.", "última oportunidad", "refusal"),
        ("es", "Usted DEBE PAGAR.", "DEBE PAGAR", "refusal"),
        ("es", "Debe pagar pronto.", "Debe pagar", "warning"),
    ],
)
def test_what_is_not_said(language: str, text: str, words: str, weight: str) -> None:
    found = [(one.words, one.weight) for one in faults(text, language=language)]
    assert (words, weight) in found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Reply STOP to end texts, or HELP for help."),
        ("en", "We will not sue you for it."),
        ("en", "The USD 5.00 of your IRA were paid."),
        ("en", "Remittance and warranty are other words."),
        ("es", "Responda ALTO para no recibir SMS."),
        ("es", "No le demandaremos por ella."),
        ("fr", "Urgent"),
    ],
)
def test_what_may_be_said(language: str, text: str) -> None:
    assert not list(faults(text, language=language))


def test_every_fault_says_why() -> None:
    (fault,) = faults("Act now.", language="en")
    assert fault.reason == "it makes a false hurry"
