"""A visitor looks for help: by keyboard, on a phone, with JavaScript off."""

import re

from playwright.sync_api import expect

from .pages import SAMIRA


def test_a_visitor_searches_with_javascript_off_and_opens_what_is_found(open_page):
    page = open_page("/", javascript=False)
    page.get_by_role("searchbox").first.fill("läxor")
    page.get_by_role("button", name="Sök").first.click()
    expect(page).to_have_url(re.compile(r"/sok/\?q=l"))
    page.get_by_role("link", name=re.compile("Läxhjälp saknas")).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Läxhjälp saknas")


def test_filters_stand_in_the_address_and_can_be_taken_away_one_by_one(open_page):
    page = open_page("/behov/", javascript=False)
    page.get_by_label(re.compile("^Volontärer")).check()
    page.get_by_role("button", name=re.compile("^Visa")).first.click()
    expect(page).to_have_url(re.compile(r"\?wanted=volunteers$"))
    page.get_by_role("link", name="Ta bort filtret Volontärer").click()
    expect(page).to_have_url(re.compile(r"/behov/$"))


def test_the_keyboard_alone_reaches_the_content_first_and_then_the_search(open_page):
    page = open_page("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Hoppa till innehållet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main input[name=q]")).to_be_focused()
    page.keyboard.type("språkkafé")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sok/"))


def test_the_menu_of_a_phone_opens_with_the_keyboard(open_page):
    page = open_page("/", width=320, javascript=False)
    menu = page.locator("details.site-menu")
    expect(menu.get_by_role("link", name="Bidrag")).to_be_hidden()
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    menu.get_by_role("link", name="Bidrag").click()
    expect(page).to_have_url(re.compile("/bidrag/$"))


def test_the_account_of_a_phone_is_one_line_that_opens_with_the_keyboard(open_page):
    page = open_page("/behov/", width=320, javascript=False, person=SAMIRA)
    assert page.locator(".site-header").bounding_box()["height"] <= 130
    account = page.get_by_role("navigation", name="Ditt konto")
    expect(account.get_by_role("button", name="Logga ut")).to_be_hidden()
    account.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(account.get_by_text("Samira, för Föreningen Öppna dörren")).to_be_visible()
    expect(account.get_by_role("button", name="Logga ut")).to_be_visible()
    account.get_by_role("link", name="Mitt konto").click()
    expect(page).to_have_url(re.compile("/mitt-konto/$"))


def test_an_empty_answer_says_why_and_what_to_do(open_page):
    page = open_page("/sok/?q=quidditch")
    expect(page.get_by_role("heading", level=1)).to_contain_text("quidditch")
    expect(page.get_by_role("heading", name="Gå vidare")).to_be_visible()


def test_a_filter_that_leaves_nothing_is_named_and_can_be_lifted(open_page):
    page = open_page("/sok/?q=schack&group=nyanlanda")
    main = page.locator("main")
    expect(main).to_contain_text("Du ser bara det som gäller Nyanlända")
    main.get_by_role("link", name="Sök utan Nyanlända").click()
    expect(page).to_have_url(re.compile(r"\?q=schack$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("träff")


def test_a_page_twice_as_large_in_its_text_does_not_scroll_sideways(open_page):
    for path in ("/", "/bidrag/", "/foreningar/", "/sok/?q=förening"):
        page = open_page(path, width=640)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(overflow) <= 0, path
