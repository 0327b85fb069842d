"""The register of templates: what ships, what is refused, and whose last word about a template counts."""

import pytest

from goodstanding.outreach.template.catalogue import CatalogueRefused, Said, named, published, read, shipped
from goodstanding.outreach.template.vocabulary import vocabulary

ENTRY = """
  - name: reminder
    use: Reminds.
    channels: [email, letter]
    languages: [en, es]
    purposes: [payment_reminder]
    edition: 1
    published: true
"""
HEAD = "catalogue: 1\ntemplates:"
NAMES = {
    "pre-due-reminder", "due-today", "friendly-reminder", "reminder", "firm-reminder", "final-notice",
    "validation-notice", "account-notice", "callback-invitation", "settlement-offer", "broken-promise",
    "settlement-confirmation",
    "hardship-support", "limited-voicemail", "promise-confirmation", "plan-confirmation", "instalment-reminder",
    "promise-reminder", "debit-notice",
    "missed-instalment", "invoice", "receipt", "paid-in-full", "dispute-received", "dispute-answered",
    "opt-out-confirmation",
    "help-answer", "start-confirmation",
}  # fmt: skip


def test_everything_that_ships_is_there_in_both_languages_and_published() -> None:
    assert set(shipped()) == NAMES
    assert all(template.languages == ("en", "es") for template in shipped().values())
    everything = published(shipped(), said=())
    assert {"reminder/email/en", "reminder/email/es", "reminder/email/*"} <= everything
    assert len(everything) == 3 * sum(len(template.channels) for template in shipped().values())


def test_what_a_template_brings_is_a_field_that_may_be_missing() -> None:
    for template in shipped().values():
        assert all(vocabulary().fields[name].may_be_missing for name in template.brings), template.name
    assert read(HEAD + ENTRY + "    brings: [promise.amount]\n")["reminder"].brings == ("promise.amount",)


def test_nothing_that_tells_of_a_debt_is_left_on_a_machine() -> None:
    assert [name for name, template in shipped().items() if "voicemail" in template.channels] == ["limited-voicemail"]


def test_a_validation_notice_goes_where_it_can_be_kept() -> None:
    assert shipped()["validation-notice"].channels == ("letter", "email")


def test_the_last_word_about_a_channel_and_language_counts() -> None:
    catalogue = read(HEAD + ENTRY)
    spanish = Said("reminder", "email", "es", "withdrawn")
    assert published(catalogue, said=[spanish]) == {
        "reminder/email/en", "reminder/email/*", "reminder/letter/en", "reminder/letter/es", "reminder/letter/*",
    }  # fmt: skip
    whole = Said("reminder", "*", "*", "withdrawn")
    assert published(catalogue, said=[spanish, whole]) == frozenset()
    back = Said("reminder", "email", "*", "published")
    assert published(catalogue, said=[whole, back]) == {"reminder/email/en", "reminder/email/es", "reminder/email/*"}
    assert published(catalogue, said=[back, whole]) == frozenset()
    assert published(catalogue, said=[Said("another", "*", "*", "withdrawn")]) == published(catalogue, said=())


def test_what_ships_unpublished_is_published_by_a_word() -> None:
    catalogue = read(HEAD + ENTRY.replace("true", "false"))
    assert published(catalogue, said=()) == frozenset()
    assert published(catalogue, said=[Said("reminder", "letter", "en", "published")]) == {
        "reminder/letter/en",
        "reminder/letter/*",
    }


def test_a_template_is_found_by_name_channel_and_language() -> None:
    assert named("reminder", channel="sms", language="es").name == "reminder"
    assert named("reminder").edition == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("remindr",), "Did you mean 'reminder'"),
        (("xyzzy",), "There is no template 'xyzzy'.$"),
        (("limited-voicemail", "email"), "goes by voicemail, not by 'email'"),
        (("reminder", "*", "fr"), "is written in en and es, not in 'fr'"),
    ],
)
def test_what_does_not_exist_is_refused(words: tuple[str, ...], sentence: str) -> None:
    name, channel, language = (*words, "*", "*")[:3]
    with pytest.raises(CatalogueRefused, match=sentence):
        named(name, channel=channel, language=language)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- a list", "says which it is"),
        ("catalogue: 1\ntemplates: 5", "lists its templates"),
        (HEAD + ENTRY + ENTRY, "stands twice"),
        (HEAD + ENTRY.replace("    edition: 1\n", ""), "exactly these keys"),
        (HEAD + ENTRY.replace("letter", "pigeon"), "channels of the template 'reminder'"),
        (HEAD + ENTRY.replace("[en, es]", "[]"), "languages of the template 'reminder'"),
        (HEAD + ENTRY.replace("[en, es]", "[en, en]"), "each once"),
        (HEAD + ENTRY.replace("[en, es]", "en"), "are listed"),
        (HEAD + ENTRY + "    brings: promise.amount\n", "are listed"),
        (HEAD + ENTRY + "    carries: []\n", "exactly these keys"),
        (HEAD + ENTRY.replace("edition: 1", "edition: 0"), "edition from 1 on"),
        (HEAD + ENTRY.replace("true", "perhaps"), "is published or is not"),
        (HEAD + "\n  - [", "is not YAML"),
    ],
)
def test_a_catalogue_that_does_not_read_is_refused(text: str, sentence: str) -> None:
    with pytest.raises(CatalogueRefused, match=sentence):
        read(text)
