"""An editor's first hour in the browser: write, publish, find and close a need."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def editor(open_page):
    page = open_page("/logga-in/losenord/?next=/admin/")
    page.locator("#id_login").fill("redaktor@alvsunda.example")
    page.locator("#id_password").fill("civsam-demo")
    page.locator("main form button[type=submit]").click()
    expect(page).to_have_url(re.compile("/admin/$"))
    return page


def test_the_admin_speaks_swedish_and_tells_what_waits(editor):
    expect(editor.locator("html")).to_have_attribute("lang", "sv")
    expect(editor.get_by_role("heading", name=re.compile("väntar", re.I)).first).to_be_visible()
    assert editor.errors == []
