"""The first page of the admin tells an editor what waits."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from civsam_pages.needs.models import NeedPage
from civsam_search.api import today
from tests.integration.admin.conftest import add_grant, add_need


def panel(client):
    response = client.get(reverse("wagtailadmin_home"))
    return next(
        panel.get_context_data({"request": response.wsgi_request})["groups"]
        for panel in response.context["panels"]
        if type(panel).__name__ == "WaitingPanel"
    )


def rows(client):
    return {row.url: row.count for group in panel(client).values() for row in group}


def test_the_editor_sees_each_thing_that_waits_with_a_link_to_its_list(town, client):
    client.force_login(town.eva)
    needs = reverse("civsam_needs:index")
    assert rows(client) == {
        f"{needs}?status=draft&created_by=me": 1,
        f"{needs}?status=draft&created_by=others": 1,
        f"{needs}?status=review": 1,
        f"{needs}?fresh=past": 1,
        f"{needs}?quiet=yes": 1,
        f"{reverse('civsam_grants:index')}?state=closing": 1,
    }


def test_every_row_leads_to_a_list_of_as_many_pages(town, client):
    client.force_login(town.eva)
    town.need.title = "Ändrat"
    town.need.save_revision()
    found = rows(client)
    assert len(found) == 7
    for url, count in found.items():
        assert len(client.get(url).context["object_list"]) == count, url


def test_the_panel_stands_on_the_page_with_its_words(town, client):
    client.force_login(town.eva)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "civsam-waiting" in page
    assert "status=draft&amp;created_by=me" in page
    assert 'style="' not in page.split('id="civsam-waiting')[1].split("</section")[0]


@pytest.mark.parametrize("who", ["olle", "nils"])
def test_nothing_of_another_kommun_waits_for_its_neighbour(town, client, who):
    client.force_login(getattr(town, who))
    if who == "nils":  # who may not enter the admin at all
        assert client.get(reverse("wagtailadmin_home")).status_code == 403
        return
    assert rows(client) == {}
    assert "civsam-waiting" in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_may_only_add_sees_only_their_own_drafts(town, client):
    from django.contrib.auth.models import Group

    town.nils.groups.add(Group.objects.create(name="Skribenter"))
    group = town.nils.groups.get()
    editors = Group.objects.get(name="Redaktörer")
    group.permissions.set(editors.permissions.all())
    group.page_permissions.create(
        page=town.alvsunda,
        permission=editors.page_permissions.get(permission__codename="add_page").permission,
    )
    add_need(town, "Nils utkast", live=False, owner=town.nils)
    client.force_login(town.nils)
    assert list(rows(client).values()) == [1]


def test_a_review_date_of_today_does_not_wait_yet(town, client):
    client.force_login(town.eva)
    NeedPage.objects.filter(pk=town.old.pk).update(review_due_at=today())
    assert not any("fresh=past" in url for url in rows(client))


def test_facts_not_confirmed_for_a_year_wait(town, client):
    client.force_login(town.eva)
    a_year = today() - timedelta(days=366)
    NeedPage.objects.filter(pk=town.old.pk).update(review_due_at=None, last_confirmed_at=a_year)
    assert any("fresh=past" in url for url in rows(client))


def test_the_panel_costs_the_same_for_many_pages(town, client):
    client.force_login(town.eva)

    def queries():
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("wagtailadmin_home"))
        return len(found)

    queries()
    few = queries()
    for nth in range(10):
        add_need(town, f"Behov {nth}", live=bool(nth % 2), owner=town.mia)
        add_grant(town, f"Bidrag {nth}", today() + timedelta(days=nth))
    assert queries() <= few
