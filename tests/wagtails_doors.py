"""What Wagtail's own lists, menus and API can do with a page."""

from django.urls import reverse


def _bulk(name):
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", name]) + "?id={page}"


def _api(name):
    return f"/admin/api/main/pages/{{page}}/action/{name}/"


# What Wagtail's lists and menus can do with a page, each as a browser posts it.
DOORS = {
    "publish many": (_bulk("publish"), {"include_descendants": "on"}),
    "unpublish many": (_bulk("unpublish"), {}),
    "copy": (
        "/admin/pages/{page}/copy/",
        {"new_title": "Kopia", "new_parent_page": "{other}", "publish_copies": "on"},
    ),
    "alias": (
        "/admin/pages/{page}/copy/",
        {"new_title": "Alias", "new_parent_page": "{other}", "alias": "on"},
    ),
    "move": ("/admin/pages/{page}/move/{other}/confirm/", {}),
    "move back": ("/admin/pages/{page}/move/{needs}/confirm/", {}),
    "unpublish": ("/admin/pages/{page}/unpublish/", {}),
    "cancel review": ("/admin/pages/workflow/confirm_cancellation/{page}/", {}),
    "approve": ("/admin/pages/workflow/action/{page}/approve/{state}/", {"comment": "x"}),
    "reject": ("/admin/pages/workflow/action/{page}/reject/{state}/", {"comment": "x"}),
    "unschedule": ("/admin/pages/{page}/revisions/{revision}/unschedule/", {}),
    "API: publish": (_api("publish"), {}),
    "API: copy": (_api("copy"), {"destination_page_id": "{other}", "keep_live": "true"}),
    "API: alias": (_api("create_alias"), {"destination_page_id": "{other}"}),
    "API: revert": (_api("revert_to_page_revision"), {"revision_id": "{revision}"}),
    "lock": ("/admin/pages/{page}/lock/", {}),
    "unlock": ("/admin/pages/{page}/unlock/", {}),
}
