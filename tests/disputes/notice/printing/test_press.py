import re
from dataclasses import replace
from pathlib import Path

import pytest

from goodstanding.disputes.notice.check import NoticeRefused
from goodstanding.disputes.notice.content import Disclosure, Notice, Options
from goodstanding.disputes.notice.printing.press import Press, Unprintable, document
from goodstanding.disputes.notice.printing.wording import Language
from tests.disputes.notice.printing.pdf import objects, pages, shown, squeezed, tags
from tests.disputes.notice.sample import LAW, NOTICE, usd

PRESS = Press()


def named(name: str) -> Notice:
    return replace(NOTICE, consumer=replace(NOTICE.consumer, party=replace(NOTICE.consumer.party, name=name)))


def test_the_model_forms_figures_stand_on_one_letter_page() -> None:
    printed = PRESS.print(NOTICE, language="en")
    (front,) = pages(printed)
    for words in (
        "Harbor Lane Recovery is a debt collector. We are trying to collect a debt that you owe to First Imaginary",
        "As of January 2, 2017, you owed: $ 2,234.56",
        "interest: + $ 75.00",
        "fees: + $ 25.00",
        "toward the debt: – $ 50.00",
        "Total amount of the debt now: $ 2,284.56",
        "Call or write to us by August 28, 2026, to dispute all or part of the debt.",
        "Mail this form to: Harbor Lane Recovery P.O. Box 555 Springfield, CA 90000 Paula Placeholder 1 Sample Street",
        "Include the reference number 584-345. Quiero este formulario en español.",
    ):
        assert squeezed(words) in front, words
    assert b"/MediaBox[0 0 612 792]" in printed
    assert "reverse" not in front.replace("describeonreverse", "")


def test_it_is_a_tagged_accessible_document() -> None:
    printed = PRESS.print(NOTICE, language="en")
    assert printed.startswith(b"%PDF-")
    assert b"/Title(Debt validation notice)" in printed
    assert b"/Lang(en-US)" in printed
    assert b"/Lang(es-US)" in printed, "The Spanish lines are marked as Spanish."
    assert b"/Marked true" in printed
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed
    assert b"/DisplayDocTitle true" in printed
    kinds = tags(printed)
    assert kinds.count("H1") == 4
    assert kinds.count("TR") == 6
    assert kinds.count("LI") == 6 + 7
    assert "Strong" in kinds


def test_several_notices_are_one_document_and_each_stays_as_it_is_alone() -> None:
    crowded = named("Maximiliana Bartholomea " * 9)
    told: list[tuple[Notice, Language]] = [(NOTICE, "es"), (crowded, "en"), (NOTICE, "en")]
    printed = PRESS.print_all(told)
    alone = [PRESS.print(notice, language=language) for notice, language in told]
    assert pages(printed) == [page for one in alone for page in pages(one)]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in printed and tags(printed).count("H1") == 12
    assert PRESS.print_all([(NOTICE, "en")]) == PRESS.print(NOTICE, language="en")
    with pytest.raises(NoticeRefused):
        PRESS.print_all([(NOTICE, "en"), (named(""), "en")])


def test_spanish_is_spanish_throughout() -> None:
    printed = PRESS.print(NOTICE, language="es")
    (front,) = pages(printed)
    assert b"/Lang(es-US)" in printed
    assert b"/Lang(en-US)" not in printed
    assert squeezed("Cantidad total de la deuda ahora: $ 2,284.56") in front
    assert squeezed("a más tardar el 28 de agosto de 2026") in front
    assert not re.search("debt(?!-collection)|you|owe", front)


def test_the_same_notice_gives_the_same_bytes_on_any_press() -> None:
    first = PRESS.print(NOTICE, language="en")
    PRESS.print(named("Somebody Else"), language="es")
    assert PRESS.print(NOTICE, language="en") == first
    assert Press().print(NOTICE, language="en") == first
    assert b"CreationDate" not in first


def test_a_notice_with_a_problem_is_never_printed() -> None:
    with pytest.raises(NoticeRefused, match="does not add up"):
        PRESS.print(replace(NOTICE, amount_now=usd("2284.57")), language="en")


@pytest.mark.parametrize(
    "name",
    [
        "#sys.version *bold* _it_ $x^2$",
        '")) #panic("x") //',
        "\\u{41} \\n \\ {name} {{}}",
        "<script>alert(1)</script> &amp; <end>",
        "@ref https://example.com/*x*/ `raw` [x] #[y]",
        "= Heading - list + enum / term: x ~ -- ---",
        'Robert"); DROP TABLE debts;--',
        "O’Brien-Łukasiewicz Ñandú Šimić Βασιλική Дарья",
    ],
)
def test_a_name_is_text_whatever_it_says(name: str) -> None:
    (front,) = pages(PRESS.print(named(name), language="en"))
    assert squeezed(f"To: {name} 1 Sample Street") in front
    assert front.count(squeezed(name)) == 2


def test_names_from_right_to_left_stay_where_they_are() -> None:
    (front,) = pages(
        PRESS.print(replace(NOTICE, obligation=replace(NOTICE.obligation, creditor_now="בנק")), language="en")
    )
    before, after = front.index("thatyouoweto"), front.index(".Wewilluse")
    assert sorted(front[before + len("thatyouoweto") : after]) == sorted("בנק")


@pytest.mark.parametrize("name", ["Maximiliana " * 24 + "the Longest", "e\u0301" * 150, "l" * 300])
def test_a_name_of_three_hundred_letters_is_printed_whole(name: str) -> None:
    everywhere = replace(
        named(name),
        collector=replace(NOTICE.collector, party=replace(NOTICE.collector.party, name="Harbor Lane")),
    )
    (front,) = pages(PRESS.print(everywhere, language="en"))
    found = front.replace("é", "e\u0301")
    assert found.count(squeezed(name)) == 2


def test_what_does_not_fit_even_when_small_is_refused_by_name() -> None:
    with pytest.raises(Unprintable, match=r"Consumer's address \(field 6\): There is no room"):
        PRESS.print(named("W" * 300), language="en")
    with pytest.raises(Unprintable, match=r"field 23"):
        PRESS.print(replace(NOTICE, reverse=(Disclosure("Words. " * 3000, "Invented Act"),)), language="en")
    with pytest.raises(Unprintable, match=r"field 21"):
        PRESS.print(replace(NOTICE, time_barred=Disclosure("Words. " * 500, "Invented Act")), language="en")


@pytest.mark.parametrize("name", ["Paula 😀", "李雷", "한지민"])
def test_letters_that_no_font_has_are_refused_and_not_dropped(name: str) -> None:
    with pytest.raises(Unprintable, match="No font has the characters"):
        PRESS.print(named(name), language="en")


def test_the_reverse_is_a_second_page_and_the_front_says_so() -> None:
    front, back = pages(PRESS.print(replace(NOTICE, reverse=(LAW, LAW)), language="en"))
    assert squeezed("Notice: See reverse side for important information.") in front
    assert back == squeezed(f"Important information {LAW.text} {LAW.text}")


def test_a_time_barred_disclosure_stands_below_the_total() -> None:
    (front,) = pages(PRESS.print(replace(NOTICE, time_barred=LAW), language="en"))
    assert squeezed(f"Total amount of the debt now: $ 2,284.56 {LAW.text}") in front


def test_both_columns_are_set_in_one_size() -> None:
    """What is added on the left must be no more prominent than what is owed on the right."""

    def sizes(notice: Notice) -> set[bytes]:
        known = objects(PRESS.print(notice, language="en"))
        content = next(shown(body, known) for body in known.values() if body.startswith(b"<</Type/Page/"))
        return set(re.findall(rb"/f\d+ ([\d.]+) Tf", content[: content.index(b"17 Tf")]))

    roomy = sizes(NOTICE)
    cramped = sizes(replace(NOTICE, time_barred=Disclosure("Words. " * 170, "Invented Act")))
    assert b"10.2" in roomy
    # What is left at the first size stands above the columns.
    assert len(cramped) == len(roomy) + 2


def test_a_separate_page_is_a_sheet_of_its_own() -> None:
    front, blank, apart = pages(PRESS.print(replace(NOTICE, itemised_on="separate page"), language="en"))
    assert "$75.00" not in front
    assert squeezed("See the enclosed separate page for an itemization of the debt. Total amount") in front
    assert blank == "", "The sheet behind the front must not be the itemisation."
    assert squeezed("interest: + $ 75.00") in apart


def test_a_mortgage_refers_to_its_statement() -> None:
    mortgage = replace(
        NOTICE, itemised_on="periodic statement", obligation=replace(NOTICE.obligation, has_periodic_statement=True)
    )
    (front,) = pages(PRESS.print(mortgage, language="en"))
    assert squeezed("See the enclosed periodic statement for an itemization of the debt.") in front


def test_links_can_be_followed_in_an_electronic_notice_only() -> None:
    assert b"/URI(https://www.cfpb.gov/debt-collection)" in PRESS.print(
        replace(NOTICE, medium="electronic"), language="en"
    )
    assert b"/URI" not in PRESS.print(NOTICE, language="en")


def test_the_barest_notice_has_its_required_fields() -> None:
    bare = replace(
        NOTICE,
        options=Options(),
        collector=replace(NOTICE.collector, phone="", website=""),
        obligation=replace(NOTICE.obligation, is_financial=False, brand=""),
        then=replace(NOTICE.then, creditor="", account_number=None),
    )
    (front,) = pages(PRESS.print(bare, language="en"))
    assert squeezed("You had a credit card. As of January 2, 2017") in front
    assert "cfpb" not in front


def test_the_document_holds_nothing_but_letters_digits_and_escapes() -> None:
    hostile = document({"x": '"))#eval("\\u{22}ñ😀\n'}).decode("ascii")
    inside = hostile.split('bytes("')[1].rsplit('")))', 1)[0]
    assert re.fullmatch(r"([A-Za-z0-9]|\\u\{[0-9a-f]+\})+", inside)


def test_a_folder_of_fonts_may_hold_nothing(tmp_path: Path) -> None:
    assert Press(fonts=tmp_path).print(NOTICE, language="en") == PRESS.print(NOTICE, language="en")
