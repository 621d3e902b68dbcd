"""A visitor who slips on the keyboard, and an editor who helps the next one."""

import re
from datetime import date, timedelta

from playwright.sync_api import expect


def hits(page):
    return page.locator(".results h3")


def test_a_slip_is_mended_and_the_hits_are_narrowed_with_javascript_off(open_page):
    page = open_page("/", width=390, javascript=False)
    page.locator("main input[name=q]").fill("fotbolskola")
    page.locator("main form[role=search] button, main form.searchbox button").first.click()
    expect(page.locator("main")).to_contain_text("Visar träffar för")
    page.get_by_role("link", name=re.compile("^Sök i stället efter")).click()
    expect(page).to_have_url(re.compile("exact=1"))
    page.go_back()
    page.get_by_role("link", name=re.compile("^Föreningar")).first.click()
    expect(page).to_have_url(re.compile("kind=actor"))
    expect(hits(page).first).to_be_visible()


def test_suggestions_are_chosen_by_keyboard(open_page):
    page = open_page("/behov/")
    box = page.get_by_role("combobox", name="Sök på hela webbplatsen")
    box.focus()
    page.keyboard.type("läx")
    listbox = page.get_by_role("listbox", name="Förslag")
    expect(listbox).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(listbox.get_by_role("option", selected=True)).to_be_visible()
    page.keyboard.press("Escape")
    expect(listbox).to_be_hidden()
    page.keyboard.press("ArrowDown")
    address = listbox.get_by_role("option", selected=True).get_attribute("data-url")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(address) + "$"))
    expect(hits(page).first).to_be_visible()
    assert page.errors == []


def test_an_editor_turns_a_search_in_vain_into_a_synonym(open_page):
    visitor = open_page("/sok/?q=vuvuzela")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("Inga träffar")
    editor = open_page("/logga-in/losenord/?next=/admin/reports/")
    editor.locator("#id_login").fill("redaktor@alvsunda.example")
    editor.locator("#id_password").fill("civsam-demo")
    editor.locator("main form button[type=submit]").click()
    editor.wait_for_url("**/admin/**")
    editor.goto(editor.url.split("/admin/")[0] + "/admin/civsam/search/failed/")
    editor.get_by_role("link", name="vuvuzela").click()
    expect(editor.locator("#id_written")).to_have_value("vuvuzela")
    editor.locator("#id_found").fill("musik, kultur")
    editor.get_by_role("button", name="Visa vad regeln ändrar").click()
    expect(editor.get_by_text(re.compile("^Med regeln: [1-9]"))).to_be_visible()
    editor.locator("form button[type=submit], form [type=submit]").last.click()
    expect(editor.locator(".messages, [data-messages]").first).to_be_visible()
    visitor.reload()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("träff")
    expect(hits(visitor).first).to_be_visible()


def test_a_visitor_goes_on_from_a_need_to_one_alike_and_reads_why(open_page):
    page = open_page("/behov/", width=390, javascript=False)
    page.locator(".results h3 a").first.click()
    alike = page.get_by_role("region", name="Liknande behov")
    expect(alike.get_by_text("Gemensamt:").first).to_be_visible()
    title = alike.get_by_role("link").first.inner_text()
    alike.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_a_volunteer_asks_what_can_be_applied_for_in_spring(open_page):
    page = open_page("/sok/?kind=grant", width=390, javascript=False)
    page.locator("details.filter > summary").click()
    day = f"{date.today() + timedelta(days=120)}"
    page.get_by_label("Kan sökas den här dagen").fill(day)
    page.get_by_role("button", name="Visa träffar").click()
    expect(page).to_have_url(re.compile(f"open_on={day}"))
    expect(hits(page).first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Ta bort filtret Kan sökas")).click()
    expect(page).not_to_have_url(re.compile("open_on="))
