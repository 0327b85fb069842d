"""The pages in a real browser: signing in, searching, keyboard, light and dark, second factors, and no violation.

Needs a Chromium; where there is none, the tests say loudly that they were skipped.
"""

import re
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.workbench import cast
from tests.workbench.served import served_book

# What the server shall see is entered before the first test.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CHROMIUM = next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
)
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-default-apps",
]  # fmt: skip
SUPERVISORS = [f"supervisor-{number}@example.com" for number in range(1, 21)]
LEFT = iter(SUPERVISORS)
SKIPPED = "BROWSER TESTS SKIPPED: there is no Chromium here; on Debian: apt-get install chromium."


@pytest.fixture(scope="module")
def executable() -> str:
    """Return where Chromium is, or say loudly that there is none."""
    if CHROMIUM is None:
        warnings.warn(SKIPPED, stacklevel=1)
        print(f"\n{SKIPPED}")  # noqa: T201  Whoever runs the tests must see it.
        pytest.skip(SKIPPED)
    return CHROMIUM


@pytest.fixture(scope="module")
def address(executable: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """Serve the book while the tests of this file run."""
    with django_db_blocker.unblock(), served_book(supervisors=SUPERVISORS) as found:
        yield found


@pytest.fixture(scope="module")
def chromium(executable: str, address: str) -> Iterator[Browser]:
    """Start a Chromium once, after the book was copied: its loop gives Django another connection."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


class Desk:
    """A browser window at a live server, and everything it complained about."""

    def __init__(self, context: BrowserContext, *, address: str) -> None:
        """Open a window and listen to its console."""
        self.address = address
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def go(self, path: str) -> None:
        """Open one of our pages."""
        self.page.goto(self.address + path)

    def sign_in(self, email: str) -> None:
        """Sign in with the password, by the page that everybody uses."""
        self.go("/accounts/login/")
        self.page.get_by_label("E-mail address").fill(email)
        self.page.get_by_label("Password").fill(cast.PASSWORD)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name="Sign in", exact=True).click()

    def confirm(self) -> None:
        """Show once more that it is the same person, as every page that changes a sign-in asks."""
        expect(self.page.get_by_role("heading", name="Is it you?")).to_be_visible()
        self.page.get_by_label("Password").fill(cast.PASSWORD)
        self.page.get_by_role("button", name="Confirm").click()


@pytest.fixture
def desk(chromium: Browser, address: str) -> Iterator[Desk]:
    """Open a window of the size of a common laptop."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, color_scheme="light", locale="en-GB")
    # A busy machine is slow, and no fault of a page.
    context.set_default_timeout(45_000)
    expect.set_options(timeout=30_000)
    sitting = Desk(context, address=address)
    yield sitting
    context.close()
    assert sitting.complaints == []


@pytest.fixture
def supervisor() -> str:
    """Name another supervisor each time, so that no test finds the second factor of one before."""
    return next(LEFT)


def test_somebody_signs_in_searches_and_opens_an_account(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    expect(desk.page.get_by_role("heading", name="All clients")).to_be_visible()
    expect(desk.page.get_by_role("img", name=re.compile("Bars of the open balance"))).to_be_visible()
    desk.page.get_by_label("Search accounts").fill("juniper")
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_text("part of the name")).to_be_visible()
    desk.page.get_by_label("Search accounts").fill("5550142")
    expect(desk.page.locator("#found").get_by_text("telephone", exact=True)).to_be_visible()
    expect(desk.page).to_have_url(re.compile(r"\?q=5550142$"))
    desk.page.get_by_role("link", name="Juniper Ångström-Sample").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Juniper Ångström-Sample")
    for text in ("The debtor is vulnerable", "In dispute: the whole debt", "838.77", "INV-002"):
        expect(desk.page.get_by_text(text).first).to_be_visible()


def test_the_page_of_an_account_says_by_itself_what_the_night_does(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    desk.go("/accounts/?q=GF-0001")
    desk.page.get_by_role("link", name="Juniper Ångström-Sample").click()
    panel = desk.page.get_by_role("region", name="Why?")
    expect(panel).to_contain_text("Nothing happens on")
    panel.get_by_role("link", name="Why, in full").click()
    expect(desk.page.get_by_role("status")).to_contain_text(
        "No strategy that runs covers this account", ignore_case=True
    )


def test_somebody_asks_whether_a_call_may_be_made_and_reads_the_rule(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    desk.go("/accounts/?q=GF-0001")
    desk.page.get_by_role("link", name="Juniper Ångström-Sample").click()
    desk.page.get_by_role("link", name="May we …?").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("May we …?")
    desk.page.get_by_label("Channel").select_option("E-mail")
    desk.page.get_by_label("When").fill("2026-11-24T23:00")
    desk.page.get_by_role("button", name="Ask").click()
    expect(desk.page.get_by_role("status")).to_contain_text(re.compile(r"^\s*(Yes|No)"))
    expect(desk.page.get_by_text(re.compile("Asked: E-mail, Tue 24 Nov 2026, 23:00"))).to_be_visible()
    expect(desk.page.get_by_role("region", name="What every rule says").get_by_role("row").nth(1)).to_be_visible()
    desk.page.get_by_role("link", name="Law", exact=True).click()
    desk.page.get_by_label("Words").press_sequentially("seven calls")
    rule = desk.page.locator("#found").get_by_role("link", name="Seven calls in seven days about a debt")
    expect(rule).to_be_visible()
    expect(desk.page).to_have_url(re.compile(r"words=seven"))
    rule.click()
    expect(desk.page.get_by_role("row", name=re.compile("Calls max 7 calls 30 Nov 2021"))).to_be_visible()


def test_somebody_records_a_promise_and_closes_a_task(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    desk.page.get_by_role("link", name=re.compile("^Worklists")).click()
    desk.page.get_by_role("link", name=re.compile("^Early warnings")).click()
    desk.page.get_by_role("link", name="Old Mill Test Bakery").click()
    panel = desk.page.get_by_role("region", name="Promises")
    panel.get_by_text("Record a promise", exact=True).click()
    panel.get_by_label("Amount in USD").fill("99999999")
    panel.get_by_label("By", exact=True).fill("2099-12-31")
    panel.get_by_label("Evidence").fill("Call note 12.")
    panel.get_by_role("button", name="Record the promise").click()
    expect(panel.get_by_role("alert")).to_contain_text("is more than the")
    panel.get_by_label("Amount in USD").fill("250")
    panel.get_by_role("button", name="Record the promise").click()
    expect(desk.page.get_by_role("status")).to_have_text(re.compile("A promise of 250.00 USD by 31 Dec 2099"))
    expect(panel.get_by_text("Open", exact=True)).to_be_visible()
    desk.page.get_by_role("link", name="The bakery pays later than it used to.").click()
    desk.page.locator(".closing > summary").first.click()
    desk.page.get_by_role("textbox", name="What became of it").fill("Called; pays 250 by the end of the year.")
    desk.page.get_by_role("button", name="Close", exact=True).click()
    expect(desk.page.get_by_role("status")).to_have_text(re.compile("Closed: The bakery pays later"))
    desk.complaints[:] = [text for text in desk.complaints if "400" not in text]


def test_somebody_says_yes_to_a_referral_with_a_reason(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    desk.go("/worklists/approval/")
    asked = desk.page.get_by_role("listitem").filter(has_text="Old Mill Test Bakery")
    asked.get_by_text("Say yes or no").click()
    asked.get_by_label("Why").fill("Nobody answered for a year.")
    desk.page.keyboard.press("Enter")
    expect(asked, "Enter alone decides nothing").to_be_visible()
    assert desk.page.evaluate(FAULTS) == []
    asked.get_by_role("button", name="Yes, hand it over").click()
    expect(desk.page.get_by_role("status")).to_contain_text("got its yes")
    expect(asked).to_have_count(0)


def test_every_picture_is_drawn(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    desk.page.wait_for_load_state("networkidle")
    widths = desk.page.evaluate("[...document.querySelectorAll('main img')].map(picture => picture.naturalWidth)")
    assert len(widths) == 2
    assert all(width > 0 for width in widths)


def test_the_keyboard_alone_is_enough(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    expect(desk.page.get_by_role("heading", level=1)).to_be_visible()
    desk.page.keyboard.press("Tab")
    expect(desk.page.get_by_role("link", name="Skip to the content.")).to_be_focused()
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator("#main")).to_be_focused()
    desk.page.keyboard.press("/")
    expect(desk.page.get_by_label("Search accounts")).to_be_focused()
    desk.page.keyboard.type("old mill")
    desk.page.keyboard.press("Enter")
    link = desk.page.get_by_role("link", name="Old Mill Test Bakery")
    expect(link).to_be_visible()
    for _ in range(30):
        desk.page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    outline = link.evaluate("link => getComputedStyle(link).outlineWidth")
    assert outline == "3px"
    desk.page.keyboard.press("Enter")
    expect(desk.page.get_by_role("heading", level=1)).to_have_text("Old Mill Test Bakery")


def test_light_and_dark_follow_the_system_until_somebody_chooses(desk: Desk, supervisor: str) -> None:
    def ground() -> str:
        # Between two pages there is no document to ask; a located element is waited for.
        return str(desk.page.locator("html").evaluate("page => getComputedStyle(page).backgroundColor"))

    def choose(name: str) -> None:
        desk.page.locator("details.menu > summary").click()
        with desk.page.expect_navigation():
            desk.page.get_by_role("button", name=name).click()

    desk.sign_in(supervisor)
    light = ground()
    desk.page.emulate_media(color_scheme="dark")
    dark = ground()
    assert light != dark
    choose("Light")
    assert ground() == light
    desk.page.locator("details.menu > summary").click()
    expect(desk.page.get_by_role("button", name="Light")).to_have_attribute("aria-pressed", "true")
    desk.page.locator("details.menu > summary").click()
    choose("Dark")
    desk.page.emulate_media(color_scheme="light")
    assert ground() == dark
    assert "theme=dark" in str(desk.page.locator("main img").first.get_attribute("src"))


def code_of(secret: str) -> str:
    """Return the code that an authenticator app would show now."""
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def test_an_authenticator_app_is_set_up_and_asked_for(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    desk.page.get_by_role("link", name="Set it up").click()
    desk.page.get_by_role("link", name="Set up an authenticator app").click()
    desk.confirm()
    secret = desk.page.get_by_label("Or enter this text").input_value()
    expect(desk.page.get_by_role("img", name=re.compile("QR code"))).to_be_visible()
    desk.page.get_by_label("Code").fill(code_of(secret))
    desk.page.get_by_role("button", name="Use this app").click()
    expect(desk.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    recovery = desk.page.get_by_role("list", name="Unused codes").get_by_role("listitem").first.inner_text()
    desk.go("/")
    expect(desk.page.get_by_text("Make your sign-in safer.")).to_have_count(0)
    desk.page.locator("details.menu > summary").click()
    desk.page.get_by_role("button", name="Sign out").click()
    desk.sign_in(supervisor)
    desk.page.get_by_label("Code").fill(recovery)
    desk.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(desk.page.get_by_role("heading", name="All clients")).to_be_visible()


def test_a_passkey_is_added_and_opens_the_door_alone(desk: Desk, supervisor: str) -> None:
    inspector = desk.page.context.new_cdp_session(desk.page)
    inspector.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    inspector.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    desk.sign_in(supervisor)
    desk.go("/accounts/2fa/webauthn/add/")
    desk.confirm()
    desk.page.get_by_label("What you call it").fill("test laptop")
    desk.page.get_by_label("Let me sign in with it alone").check()
    desk.page.get_by_role("button", name="Add it").click()
    expect(desk.page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    desk.go("/accounts/2fa/webauthn/")
    expect(desk.page.get_by_role("row", name=re.compile("test laptop Passkey"))).to_be_visible()
    desk.page.locator("details.menu > summary").click()
    desk.page.get_by_role("button", name="Sign out").click()
    desk.go("/accounts/login/")
    desk.page.get_by_role("button", name="Sign in with a passkey").click()
    expect(desk.page.get_by_role("heading", name="All clients")).to_be_visible()


LOOKED_AT = [
    "/",
    "/accounts/",
    "/accounts/?q=e",
    "/worklists/",
    "/worklists/warning/",
    "/worklists/approval/",
    "/nights/",
    "/strategies/",
    "/law/",
    "/law/?words=calls",
    "/law/packs/us.regf/",
    "/law/rules/us.regf.call_count/",
    "/law/coverage/",
    "/access/",
    "/people/",
    "/accounts/2fa/",
    "/accounts/password/change/",
]
FAULTS = (Path(__file__).parent / "faults.js").read_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_faults_for_whoever_sees_little_or_uses_no_mouse(
    desk: Desk, supervisor: str, scheme: str
) -> None:
    desk.sign_in(supervisor)
    desk.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    account = desk.page.request.get(desk.address + "/accounts/?q=GF-0001").text()
    address = re.search(r'href="(/accounts/\d+/)"', account)
    assert address
    for path in [*LOOKED_AT, address[1], f"{address[1]}law/", f"{address[1]}night/"]:
        desk.go(path)
        assert desk.page.evaluate(FAULTS) == [], path


def test_a_telephone_shows_every_page_without_scrolling_sideways(desk: Desk, supervisor: str) -> None:
    desk.sign_in(supervisor)
    found = re.search(r'href="(/accounts/\d+/)"', desk.page.request.get(desk.address + "/accounts/?q=GF-0001").text())
    assert found
    question = f"{found[1]}law/"
    for width in (360, 768, 1366):
        desk.page.set_viewport_size({"width": width, "height": 800})
        for path in [*LOOKED_AT, question, f"{found[1]}night/", "/nowhere/"]:
            desk.go(path)
            assert desk.page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)
    desk.complaints[:] = [text for text in desk.complaints if "404" not in text]


def test_pages_work_without_any_script(chromium: Browser, address: str, supervisor: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    sitting = Desk(context, address=address)
    sitting.sign_in(supervisor)
    sitting.page.get_by_label("Search accounts").fill("juniper")
    sitting.page.keyboard.press("Enter")
    sitting.page.get_by_role("link", name="Juniper Ångström-Sample").click()
    expect(sitting.page.get_by_role("heading", level=1)).to_have_text("Juniper Ångström-Sample")
    context.close()
