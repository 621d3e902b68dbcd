"""What the search adds to Wagtail's admin."""

from typing import Any

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from . import admin, urls_admin

register_snippet(admin.SynonymViewSet)
register_snippet(admin.CompoundWordViewSet)
register_snippet(admin.HeldBackSearchViewSet)


class SearchItem(MenuItem):
    """For who may write synonyms."""

    def is_shown(self, request: Any) -> bool:
        """Whether the menu has it."""
        return bool(request.user.has_perm("civsam_search.add_synonym"))


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def register_urls() -> list[Any]:
    """The pages of the admin that are no snippets."""
    return [path("civsam/search/", include(urls_admin))]


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def register_failed_searches() -> MenuItem:
    """Among the reports."""
    return SearchItem(
        _("Searches without hits"),
        reverse("civsam_search_admin:failed"),
        name="civsam-failed-searches",
        icon_name="search",
        order=1200,
    )


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def register_common_searches() -> MenuItem:
    """Beside it."""
    return SearchItem(
        _("Common searches"),
        reverse("civsam_search_admin:common"),
        name="civsam-common-searches",
        icon_name="search",
        order=1205,
    )


@hooks.register("register_reports_menu_item")  # type: ignore[untyped-decorator]
def register_why() -> MenuItem:
    """Beside it."""
    return SearchItem(
        _("Why a search finds what it finds"),
        reverse("civsam_search_admin:why"),
        name="civsam-search-why",
        icon_name="help",
        order=1210,
    )
