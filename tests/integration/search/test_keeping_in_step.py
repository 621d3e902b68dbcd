"""The index follows what editors do: nothing private is ever found, nothing public is lost."""

import pytest
from wagtail.models import Page, PageViewRestriction, Site

from civsam_search.api import Query, linked, reindex, search, today
from civsam_search.models import SearchEntry

pytestmark = pytest.mark.django_db


def found(site_id=None, text=""):
    site_id = site_id or Site.objects.get(is_default_site=True).pk
    return {hit.title for hit in search(Query(site_id=site_id, day=today(), text=text)).hits}


def indexed():
    return set(SearchEntry.objects.values_list("title", flat=True))


def test_a_published_page_is_found_and_an_unpublished_is_not(site):
    page = site.section.add_child(instance=Page(title="Läxhjälp", slug="need-1", live=False))
    assert indexed() == set()
    page.save_revision().publish()
    assert found(text="läxhjälpen") == {"Läxhjälp"}
    page.refresh_from_db()
    page.unpublish()
    assert indexed() == set()


def test_publishing_again_replaces_what_was_there(add):
    page = add("Läxhjälp")
    page.title = "Körsång"
    page.save_revision().publish()
    assert found(text="läxhjälp") == set()
    assert found(text="kör") == {"Körsång"}


def test_a_draft_is_never_found(add):
    add("Hemligt utkast", live=False)
    assert indexed() == set()


def test_a_change_that_is_not_published_is_not_found(add):
    page = add("Läxhjälp")
    page.title = "Hemlig ändring"
    page.save_revision()
    assert indexed() == {"Läxhjälp"}


def test_a_page_of_no_registered_kind_is_left_out(site):
    page = site.section.add_child(instance=Page(title="Om oss", slug="om", live=False))
    page.save_revision().publish()
    assert indexed() == set()


def test_a_deleted_page_is_gone(add):
    add("Läxhjälp").delete()
    assert indexed() == set()


def test_all_below_a_deleted_page_is_gone(site, add):
    add("Läxhjälp")
    site.section.delete()
    assert indexed() == set()


def test_a_moved_page_has_its_new_address(site, add):
    page = add("Läxhjälp")
    other = site.root.add_child(instance=Page(title="Other", slug="other"))
    site.section.refresh_from_db()
    other.refresh_from_db()
    site.section.move(other, "last-child")
    assert SearchEntry.objects.get().url == f"/other/section/{page.slug}/"


def test_another_slug_above_is_another_address(site, add, django_capture_on_commit_callbacks):
    page = add("Läxhjälp")
    site.section.refresh_from_db()
    site.section.slug = "behov"
    with django_capture_on_commit_callbacks(execute=True):
        site.section.save_revision().publish()
    assert SearchEntry.objects.get().url == f"/behov/{page.slug}/"


@pytest.mark.parametrize("where", ["page", "section"])
def test_a_page_behind_a_login_is_not_found(site, add, where, django_capture_on_commit_callbacks):
    page = add("Hemligt")
    private = {"page": page, "section": site.section}[where]
    restriction = PageViewRestriction(page=private, restriction_type=PageViewRestriction.LOGIN)
    restriction.save()
    assert indexed() == set()
    with django_capture_on_commit_callbacks(execute=True):
        restriction.delete()
    assert indexed() == {"Hemligt"}


def test_a_page_published_behind_a_login_is_not_found(site):
    PageViewRestriction.objects.create(
        page=site.section, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    page = site.section.add_child(instance=Page(title="Hemligt", slug="need-1", live=False))
    page.save_revision().publish()
    assert indexed() == set()


def test_deleting_a_private_page_leaves_nothing(site, add, django_capture_on_commit_callbacks):
    page = add("Hemligt")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    with django_capture_on_commit_callbacks(execute=True):
        page.delete()
    assert indexed() == set()


def test_what_the_index_got_wrong_is_still_not_shown(add):
    page = add("Hemligt")
    Page.objects.filter(pk=page.pk).update(live=False)  # behind the back of all signals
    assert indexed() == {"Hemligt"}
    assert found() == set()
    assert linked("actor", "page:1") == []


def test_each_site_has_its_own(site, add, django_capture_on_commit_callbacks):
    add("Här")
    top = Page.objects.get(depth=1)
    other_root = top.add_child(instance=Page(title="Grannen", slug="grannen"))
    away = add("Där", parent=other_root)
    assert indexed() == {"Här"}, "a page outside every site is in no index"
    with django_capture_on_commit_callbacks(execute=True):
        other = Site.objects.create(hostname="grannen.example", root_page=other_root)
    assert found() == {"Här"}
    assert found(other.pk) == {"Där"}
    assert SearchEntry.objects.get(page_id=away.pk).url == f"/{away.slug}/"
    with django_capture_on_commit_callbacks(execute=True):
        other.delete()
    assert indexed() == {"Här"}


def test_a_site_with_another_root_has_other_pages(site, add, django_capture_on_commit_callbacks):
    page = add("Läxhjälp")
    with django_capture_on_commit_callbacks(execute=True):
        site.site.root_page = site.section
        site.site.save()
    assert SearchEntry.objects.get().url == f"/{page.slug}/"


def test_what_shows_something_of_a_page_follows_it(add, django_capture_on_commit_callbacks):
    need = add("Behov")
    grant = add("Bidrag", code="grant")
    Page.objects.filter(pk=grant.pk).update(slug=need.slug.replace("need", "grant"), title="Nytt")
    assert indexed() == {"Behov", "Bidrag"}
    need.save_revision().publish()
    assert indexed() == {"Behov", "Nytt"}


def test_a_page_that_cannot_be_mapped_does_not_stop_its_editor(add, settings, caplog):
    settings.CIVSAM_SEARCH_RAISE = False
    page = add("Läxhjälp")
    page.title = "Broken"
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.title == "Broken"
    assert indexed() == {"Läxhjälp"}, "what was there stays until the page can be mapped"
    assert f"page:{page.pk}" in caplog.text


def test_in_development_a_page_that_cannot_be_mapped_is_an_error(add, settings):
    settings.CIVSAM_SEARCH_RAISE = True
    with pytest.raises(RuntimeError):
        add("Broken")


def test_many_pages_are_indexed_in_a_bounded_number_of_queries(
    site, add, django_assert_max_num_queries
):
    pages = [add(f"Nummer {n}") for n in range(40)]
    with django_assert_max_num_queries(25):
        assert reindex(pages) == 40
