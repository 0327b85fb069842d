from dataclasses import replace

import pytest

from goodstanding.disputes.notice.content import Notice, Options
from goodstanding.disputes.notice.printing.sheet import Sheet, sheet
from goodstanding.disputes.notice.printing.speech import plain
from goodstanding.disputes.notice.printing.wording import WORDS, Language
from tests.disputes.notice.sample import LAW, NOTICE

ENGLISH_AND_SPANISH_YOU: dict[Language, str] = {"en": "you ", "es": "usted "}


def said(notice: Notice, key: str, language: Language = "en") -> str:
    value = sheet(notice, language)[key]
    assert isinstance(value, list)
    return "".join(plain(one if isinstance(one, list) else [one]) for one in value)


def test_all_three_statements_print_one_end_date() -> None:
    for key in ("dispute_statement", "written_dispute_statement", "original_creditor_statement"):
        assert "by August 28, 2026" in said(NOTICE, key)
        assert "a más tardar el 28 de agosto de 2026" in said(NOTICE, key, "es")


@pytest.mark.parametrize("language", list(WORDS))
def test_what_was_not_chosen_is_not_printed(language: Language) -> None:
    bare = replace(NOTICE, options=Options(), collector=replace(NOTICE.collector, phone="", website=""))
    optional = {
        "collector_phone", "collector_website", "reference", "generated", "payment_options", "prompt_enclosed",
        "spanish_offer", "prompt_spanish", "time_barred", "reverse_pointer", "reverse_disclosures", "separate_page",
    }  # fmt: skip
    assert not optional & set(sheet(bare, language))
    assert "electron" not in said(bare, "written_dispute_statement", language)


def test_the_spanish_form_offers_no_spanish_form() -> None:
    english, spanish = sheet(NOTICE, "en"), sheet(NOTICE, "es")
    assert set(english) - set(spanish) == {"spanish_offer", "prompt_spanish"}


def test_how_to_ask_for_spanish_is_added_to_the_offer() -> None:
    notice = replace(NOTICE, options=replace(NOTICE.options, spanish_offer_how="Llame al (800) 555-0123."))
    assert said(notice, "spanish_offer").endswith("en español. Llame al (800) 555-0123.")


def test_the_account_is_told_as_far_as_there_is_one() -> None:
    assert said(NOTICE, "account") == (
        "You had a Main Street Store credit card from Bank of Before with account number 123-456-789."
    )
    bare = replace(NOTICE, then=replace(NOTICE.then, creditor="", account_number=None))
    assert said(bare, "account") == "You had a Main Street Store credit card."


def test_an_estate_is_never_told_that_it_owes() -> None:
    estate = replace(NOTICE, consumer=replace(NOTICE.consumer, estate_of="Peter Placeholder"))
    assert "a debt that Peter Placeholder owed to First Imaginary Bank" in said(estate, "collection_disclosure")
    for key in ("account", "amount_then", "interest", "fees", "paid"):
        for language, word in ENGLISH_AND_SPANISH_YOU.items():
            told = said(estate, key, language)
            assert "Peter Placeholder" in told
            assert word not in told.casefold()
    assert "shows Peter Placeholder owed the debt" in said(estate, "written_dispute_statement")


def test_links_are_for_electronic_notices_only() -> None:
    def leads(printed: Sheet) -> set[str]:
        return {
            run["leads_to"]
            for value in printed.values()
            if isinstance(value, list)
            for run in value
            if isinstance(run, dict) and "leads_to" in run
        }

    assert not leads(sheet(NOTICE, "en"))
    assert leads(sheet(replace(NOTICE, medium="electronic"), "en")) == {
        "https://www.example.com/dispute",
        "https://www.example.com/request",
        "https://www.cfpb.gov/debt-collection",
    }


def test_the_blocks_below_are_the_blocks_above() -> None:
    printed = sheet(NOTICE, "en")
    above = [printed["consumer_name"]]
    assert isinstance(printed["consumer_address"], list)
    assert printed["return_to"] == [*above, *printed["consumer_address"]]


def test_the_front_refers_to_what_is_elsewhere() -> None:
    assert "separate page" in said(replace(NOTICE, itemised_on="separate page"), "separate_page")
    mortgage = replace(
        NOTICE, itemised_on="periodic statement", obligation=replace(NOTICE.obligation, has_periodic_statement=True)
    )
    assert "periodic statement" in said(mortgage, "periodic_statement")
    assert "interest" not in sheet(mortgage, "en")
    reverse = replace(NOTICE, reverse=(LAW,))
    assert said(reverse, "reverse_pointer") == "Notice: See reverse side for important information."
    assert "reverse side (page 2)" in said(replace(reverse, medium="electronic"), "reverse_pointer")
