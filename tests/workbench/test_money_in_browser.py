"""The pages of money in a real browser: wide and narrow, light and dark, and what people who owe see behind a link.

Needs a Chromium; where there is none, the tests say loudly that they were skipped.
"""

import os
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from goodstanding.access.permission import OPERATOR
from goodstanding.arrangements.plan.rhythm import Rhythm
from goodstanding.arrangements.plan.terms import Terms
from goodstanding.arrangements.settlement.operations.offering import Proposed, make_offer
from goodstanding.money.amount import Amount
from goodstanding.payments.bank.operations.accounts import open_bank_account
from goodstanding.payments.bank.operations.entering import enter_bank_file
from goodstanding.payments.gateway.operations.setting import set_gateway
from goodstanding.payments.models.bank import Statement
from goodstanding.portal.budget.queries import budget_path
from goodstanding.portal.offer.queries import offer_token
from goodstanding.portal.proof.slip import slip_of
from goodstanding.receivables.models import Debt
from goodstanding.strategy.queries.house.pay_link import pay_path
from tests.arrangements.plan.agreed import agree
from tests.arrangements.settlement.cast import with_floor
from tests.payments.bank.test_mt940 import ONE
from tests.payments.matching.operations.bank_book import bank_account, bank_line
from tests.receivables.cast import Book
from tests.workbench.served import served_book
from tests.workbench.test_browser import ARGUMENTS, CHROMIUM, FAULTS, SKIPPED, Desk

# What the server shall see is entered before the first test.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WHO = "money@example.com"
Served = tuple[str, dict[str, str]]
HEIGHT_MOST = 2_600
"""No page but that of an account with all its ledger is taller; a form folds what is not asked at once."""
WIDE = 1280
WIDTHS = (360, 768, WIDE) if os.environ.get("GOODSTANDING_LONG") else (360, WIDE)
SIZES = [(width, scheme) for width in WIDTHS for scheme in ("dark", "light")]


def enter() -> dict[str, str]:
    """Enter a plan, an offer, a statement and a line that waits, and return the paths to look at, by name."""
    now = timezone.now()
    set_gateway("simulator", options={}, secrets={}, is_for_pages=True, by=OPERATOR, at=now)
    mill = Debt.objects.get(reference="GF-0002")
    open_bank_account("Clients", number="DE02120300000000202051", currency="EUR", by=OPERATOR, at=now)
    enter_bank_file(ONE, name="one.sta", by=OPERATOR, at=now)
    bank_line(bank_account("Dollars"), 10_000, "Rechnung GF-0002 and a long reference that a bank made up 0123456789",
              party_name="Mill Lane Bakery with a long name", party_account="DE99")  # fmt: skip
    plan = Terms(20_000, mill.currency, now.date() + timedelta(days=30), count=4, rhythm=Rhythm("month", roll="none"))
    agree(mill.pk, plan, by=OPERATOR, at=now)
    assert mill.debtor_id is not None
    with_floor(Book(mill.client_id, mill.portfolio_id, mill.debtor_id), share_ppm=1)
    offer = make_offer(mill.pk, Proposed(Amount(50_000, mill.currency)), by=OPERATOR, at=now)
    slip = f"?slip={slip_of(mill.pk, at=now, secret=settings.SECRET_KEY)}"
    account = f"/accounts/{mill.pk}"
    return {
        "asked": budget_path(mill.pk, at=now),
        "budget": budget_path(mill.pk, at=now) + slip,
        "offer": f"/offer/{offer_token(offer)}/{slip}",
        "pay": pay_path(mill.pk, at=now),
        "plan": f"{pay_path(mill.pk, at=now)}plan/{slip}",
        "bank": "/bank/",
        "statement": f"/bank/{Statement.objects.order_by('id')[0].pk}/",
        "cash": "/cash/",
        "account": f"{account}/",
        "hardship": f"{account}/hardship/",
        "receipts": f"{account}/receipts/",
    }


@pytest.fixture(scope="module")
def served(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Served]:
    """Serve the book with money in it, or say loudly that there is no Chromium to look at it."""
    if CHROMIUM is None:
        print(f"\n{SKIPPED}")  # noqa: T201  Whoever runs the tests must see it.
        pytest.skip(SKIPPED)
    with django_db_blocker.unblock(), served_book(supervisors=[WHO]) as address:
        yield address, enter()


@pytest.fixture(scope="module")
def chromium(served: Served) -> Iterator[Browser]:
    """Start a Chromium once, after the book was copied: its loop gives Django another connection."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def desk(chromium: Browser, served: Served) -> Iterator[Desk]:
    """Open a window."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    # A busy machine is slow, and no fault of a page.
    context.set_default_timeout(45_000)
    expect.set_options(timeout=30_000)
    sitting = Desk(context, address=served[0])
    yield sitting
    context.close()
    assert sitting.complaints == []


def cut_off(page: Page) -> list[str]:
    """Return the tables of which something is to be seen only by scrolling sideways."""
    return list(
        page.evaluate(
            "() => [...document.querySelectorAll('.scroll')].filter(one => one.scrollWidth > one.clientWidth + 1)"
            ".map(one => one.getAttribute('aria-labelledby'))"
        )
    )


def test_every_page_fits_its_window_and_has_no_fault(desk: Desk, served: Served) -> None:
    desk.sign_in(WHO)
    # Colours change at once for whoever asks for less motion, so none is looked at half-way.
    desk.page.emulate_media(reduced_motion="reduce")
    for name, path in served[1].items():
        # Each page is loaded once: its width and its colours follow the window.
        desk.go(path)
        for width, scheme in SIZES:
            desk.page.set_viewport_size({"width": width, "height": 800})
            desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            size = desk.page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
            assert size[0] <= width, (name, width)
            assert size[1] <= HEIGHT_MOST or name == "account", (name, width, size[1])
            assert desk.page.evaluate(FAULTS) == [], (name, width, scheme)
            assert width < WIDE or cut_off(desk.page) == [], (name, scheme)


def test_somebody_tells_their_budget_by_keyboard_alone_and_without_scripts(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    context.set_default_timeout(45_000)
    sitting = Desk(context, address=served[0])
    page = sitting.page
    sitting.go(served[1]["asked"])
    page.get_by_label("Your date of birth").focus()
    page.keyboard.type("GF-0002")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("What you can afford")
    page.get_by_label("Wages or salary, after tax", exact=True).fill("a lot")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("nothing was saved yet")
    wages = page.get_by_label("Wages or salary, after tax", exact=True)
    expect(wages).to_have_accessible_description("Please write an amount such as 600.00, or ? if you are not sure.")
    wages.fill("1500")
    page.get_by_text("Home", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Rent", exact=True).fill("900")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("This is saved")
    expect(page.get_by_text("USD 600.00 a month is left over.")).to_be_visible()
    context.close()


def test_a_budget_that_was_sent_too_late_comes_back_after_the_question(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    context.set_default_timeout(45_000)
    sitting = Desk(context, address=served[0])
    page = sitting.page
    sitting.go(served[1]["budget"])
    page.get_by_label("Wages or salary, after tax", exact=True).fill("1234")
    # As it is after an hour: the address to which the form goes holds no good slip any more.
    page.locator("form").evaluate("form => { form.action = '?slip=over'; }")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("What you typed comes back")
    page.get_by_label("Your date of birth").fill("GF-0002")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("status")).to_contain_text("This is what you typed")
    expect(page.get_by_label("Wages or salary, after tax", exact=True)).to_have_value("1234")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("This is saved")
    context.close()
    assert sitting.complaints == []


def test_somebody_has_a_plan_taken_and_ends_that(chromium: Browser, served: Served) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    context.set_default_timeout(45_000)
    sitting = Desk(context, address=served[0])
    page = sitting.page
    sitting.go(served[1]["plan"])
    page.get_by_label("Yes, this is what I want.").check()
    page.get_by_role("button", name="Agree and go to the payment page").click()
    page.get_by_role("link", name="Continue to the payment page").click()
    page.get_by_role("button", name="Pay", exact=True).click()
    expect(page.get_by_text("Your payment has arrived.")).to_be_visible()
    sitting.go(served[1]["plan"])
    expect(page.get_by_text("Test card ending 0000")).to_be_visible()
    page.get_by_label("Yes, this is what I want.").check()
    page.get_by_role("button", name="Take no more payments").click()
    expect(page.get_by_role("status")).to_contain_text("Nothing more is taken")
    context.close()
