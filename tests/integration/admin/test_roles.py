"""Who may do what in the admin: every role at every door."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from civsam_pages.arena.groups import ensure_editor_group
from tests.integration.admin.forms import add_url, edit_url, need_form

IN, LOGIN, NO = 200, "login", "no"
ROLES = ("anonymous", "nils", "olle", "eva", "mia", "sara")
DOORS = {
    # door: what happens to each of ROLES
    "the admin": (LOGIN, NO, IN, IN, IN, IN),
    "the list of needs": (LOGIN, NO, IN, IN, IN, IN),
    "the need": (LOGIN, NO, NO, IN, IN, IN),
    "the draft": (LOGIN, NO, NO, IN, IN, IN),
    "a look at the draft": (LOGIN, NO, NO, IN, IN, IN),
    "the history of the draft": (LOGIN, NO, NO, IN, IN, IN),
    "a new need": (LOGIN, NO, NO, IN, IN, IN),
    "deleting the need": (LOGIN, NO, NO, IN, IN, IN),
    "the themes": (LOGIN, NO, IN, IN, NO, IN),
    "changing a theme": (LOGIN, NO, IN, IN, NO, IN),
    "deleting a theme": (LOGIN, NO, NO, NO, NO, IN),
    "a new picture": (LOGIN, NO, IN, IN, IN, IN),
    "a new file": (LOGIN, NO, IN, IN, IN, IN),
    "the colours": (LOGIN, NO, NO, IN, NO, IN),
    "the users": (LOGIN, NO, NO, NO, NO, IN),
    "the groups": (LOGIN, NO, NO, NO, NO, IN),
    "the workflows": (LOGIN, NO, NO, NO, NO, IN),
}


@pytest.fixture
def doors(town):
    draft = town.needs.get_children().get(slug="evas-utkast")
    page = "wagtailadmin_pages"
    theme = "wagtailsnippets_civsam_arena_theme"
    return {
        "the admin": reverse("wagtailadmin_home"),
        "the list of needs": reverse("civsam_needs:index"),
        "the need": edit_url(town.need),
        "the draft": edit_url(draft),
        "a look at the draft": reverse(f"{page}:view_draft", args=[draft.pk]),
        "the history of the draft": reverse(f"{page}:history", args=[draft.pk]),
        "a new need": add_url("civsam_needs.needpage", town.needs),
        "deleting the need": reverse(f"{page}:delete", args=[town.need.pk]),
        "the themes": reverse(f"{theme}:list"),
        "changing a theme": reverse(f"{theme}:edit", args=[town.theme.pk]),
        "deleting a theme": reverse(f"{theme}:delete", args=[town.theme.pk]),
        "a new picture": reverse("wagtailimages:add"),
        "a new file": reverse("wagtaildocs:add"),
        "the colours": reverse(
            "wagtailsettings:edit", args=["civsam_home", "sitesettings", town.site.pk]
        ),
        "the users": reverse("wagtailusers_users:index"),
        "the groups": reverse("wagtailusers_groups:index"),
        "the workflows": reverse("wagtailadmin_workflows:index"),
    }


@pytest.mark.parametrize("role", ROLES)
def test_every_role_meets_the_doors_it_should(town, client, doors, role):
    if role != "anonymous":
        client.force_login(getattr(town, role))
    met = {name: _meet(client, url) for name, url in doors.items()}
    assert met == {name: answers[ROLES.index(role)] for name, answers in DOORS.items()}


def _meet(client, url):
    response = client.get(url)
    if response.status_code == 302:
        return LOGIN if "/logga-in/" in response.url else NO
    return IN if response.status_code == 200 else NO


@pytest.mark.parametrize(
    ("who", "live"), [("eva", True), ("mia", True), ("sara", True), ("olle", False)]
)
def test_who_may_publish(town, client, who, live):
    client.force_login(getattr(town, who))
    url = add_url("civsam_needs.needpage", town.needs)
    client.post(url, {**need_form(), "action-publish": "1"})
    assert town.needs.get_children().live().filter(slug="laxhjalp-alsta").exists() is live


def test_an_editor_keeps_to_the_tree_of_the_group(town, client):
    client.force_login(town.eva)
    assert client.get(add_url("civsam_needs.needpage", town.other_needs)).status_code == 302
    assert "Granby" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_setting_up_the_group_again_changes_nothing_and_mends_what_was_changed(town):
    group = Group.objects.get(name="Redaktörer")

    def rights():
        return (
            sorted(group.permissions.values_list("codename", flat=True)),
            sorted(group.page_permissions.values_list("page", "permission__codename")),
            sorted(group.collection_permissions.values_list("permission__codename", flat=True)),
        )

    before = rights()
    group.permissions.add(*Group.objects.get(name="Moderators").permissions.all())
    group.page_permissions.first().delete()
    for _again in range(2):
        ensure_editor_group("Redaktörer", town.alvsunda, also=["civsam_home.change_sitesettings"])
    assert rights() == before
    rights_left = set(before[0]) - {"delete_searchpromotion"}
    assert not any("delete" in name or "user" in name for name in rights_left)
    assert {"add_synonym", "change_compoundword"} <= set(before[0])


def test_a_need_sent_for_review_says_so_until_it_is_published(town, client):
    client.force_login(town.eva)
    assert town.review.current_state == "review"
    url = edit_url(town.review)
    form = need_form(title=town.review.title, slug=town.review.slug)
    client.force_login(town.mia)
    response = client.post(
        url, {**form, "action-workflow-action": "1", "workflow-action-name": "approve"}
    )
    assert response.status_code == 302
    town.review.refresh_from_db()
    assert (town.review.live, town.review.current_state) == (True, "open")
