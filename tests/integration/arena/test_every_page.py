"""What all public pages have in common: a head, structured data, escaped texts, no styles."""

import json
import re
from itertools import pairwise

import pytest

from tests.factories import ESCAPED, XSS, document, need, picture, publish

PAGES = [
    "needs", "homework", "initiatives", "languages", "register", "open_door", "youth_centre",
]  # fmt: skip
DETAILS = ["homework", "languages", "open_door", "youth_centre"]
ATTACK = "</script><script>alert(1)</script>"


@pytest.fixture
def full_town(town):
    """The town with everything a page can hold, and an attack in every title."""

    image, file = picture(), document("Affisch")
    for name in DETAILS:
        page = getattr(town, name)
        page.title = f"{page.title} {ATTACK}"
        page.summary = f"{page.summary} {ATTACK}"
        page.image, page.image_alt = image, f"Ett bord {XSS}"
        page.easy_read_summary = XSS
        page.contact_role = XSS
        page.body = [
            ("heading", f"Rubrik {XSS}"),
            ("paragraph", '<p>Läs <a href="https://example.org/">mer</a>.</p><ul><li>Ett</li></ul>'),
            ("image", {"image": {"image": image, "alt_text": XSS, "decorative": False},
                       "caption": XSS}),
            ("quote", {"text": XSS, "source": XSS}),
            ("download", file),
        ]  # fmt: skip
        publish(page)
    return town


def html(client, page) -> str:
    response = client.get(page.url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def pages(full_town, client) -> dict[str, str]:
    """Every public page of the town by its name, as a visitor gets it."""

    return {name: html(client, getattr(full_town, name)) for name in PAGES}


def test_no_text_of_an_editor_becomes_markup(pages):
    for name, content in pages.items():
        assert XSS not in content, name
        assert "<script>" not in content, name
        assert content.count("</script>") == content.count("<script "), name
    assert all(ESCAPED in pages[name] for name in DETAILS)


def test_a_page_brings_no_styles_or_scripts_of_its_own(pages):
    for name, content in pages.items():
        assert not re.search(r"\sstyle=|\son\w+=|<style|javascript:", content), name
        assert not re.search(r'(src|srcset)="(https?:)?//', content), name


def test_a_page_has_one_heading_and_its_headings_are_in_order(pages):
    for name, content in pages.items():
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", content)]
        assert levels.count(1) == 1, name
        assert all(after <= before + 1 for before, after in pairwise(levels)), name


def test_ids_are_unique(pages):
    for name, content in pages.items():
        ids = re.findall(r'\sid="([^"]+)"', content)
        assert len(ids) == len(set(ids)), name


def test_a_page_tells_search_engines_and_other_sites_what_it_is(full_town, pages):
    for name in DETAILS:
        page, content = getattr(full_town, name), pages[name]
        meta = dict(re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', content))
        assert meta["description"].startswith(page.summary[:20]), name
        assert meta["og:title"].startswith(page.title[:10]), name
        assert meta["og:description"] == meta["description"], name
        assert meta["og:url"] == page.full_url, name
        assert meta["og:image"].startswith("http"), name
        assert f'<link rel="canonical" href="{page.full_url}">' in content, name


TYPES = {
    "homework": "Demand",
    "languages": "Project",
    "open_door": "NGO",
    "youth_centre": "GovernmentOrganization",
}


def test_a_page_carries_structured_data_that_an_attack_cannot_leave(full_town, pages):
    for name, kind in TYPES.items():
        page = getattr(full_town, name)
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', pages[name], re.S)
        (script,) = found
        data = json.loads(script)
        assert data["@context"] == "https://schema.org"
        assert data["@type"] == kind
        assert data["name"] == page.title
        assert data["url"] == page.full_url
        assert all(data.values())
        assert "<" not in script


def test_a_picture_has_its_size_and_comes_when_it_is_needed(full_town, client):
    images = re.findall(r"<img [^>]+>", html(client, full_town.homework))
    ours = [image for image in images if "srcset" in image]
    assert len(ours) == 2
    for image in ours:
        assert re.search(r'width="\d+" height="\d+"', image)
        assert 'loading="lazy"' in image
        assert ESCAPED in image
        widths = re.findall(r" (\d+)w", image)
        assert len(widths) == len(set(widths)) == 3


def test_a_small_picture_is_offered_once(town, client):
    image = picture("Liten", size=(300, 200))
    town.homework.image, town.homework.image_is_decorative = image, True
    publish(town.homework)
    (tag,) = [
        tag for tag in re.findall(r"<img [^>]+>", html(client, town.homework)) if "srcset" in tag
    ]
    assert re.findall(r" (\d+)w", tag) == ["300"]
    assert 'alt=""' in tag


def test_a_file_says_what_it_is(full_town, client):
    assert "(PDF, 180 kB)" in html(client, full_town.homework)


def test_old_facts_say_so(town, client):
    fresh = html(client, town.homework)
    town.homework.review_due_at = "2026-01-01"
    town.homework.last_confirmed_at = "2025-01-01"
    publish(town.homework)
    assert 'class="ds-alert" data-color="warning"' not in fresh
    assert 'class="ds-alert" data-color="warning"' in html(client, town.homework)


def test_a_page_with_nothing_but_a_title_shows_no_empty_parts(town, client):
    bare = need(town.needs, "Ett kök att låna", summary="Vi söker ett kök.")
    content = html(client, bare)
    for anchor in ("wanted", "who", "evidence", "seen"):
        assert f'id="{anchor}"' not in content
    assert not re.search(
        r"<(dl|ul|ol|section|p|dd)[^>]*>\s*</\1>", content.split("<main")[1].split("</main>")[0]
    )
