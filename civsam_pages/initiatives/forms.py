"""The editor's form for an initiative."""

from wagtail.admin.forms import WagtailAdminPageForm

from civsam_pages.arena.widgets import TermCheckboxes
from civsam_pages.needs.rules import ENDED


class NeedCheckboxes(TermCheckboxes):
    """The needs to choose among, in a box of its own that scrolls when they are many."""

    def __init__(self, attrs=None, choices=()):
        super().__init__({"class": "civsam-columns civsam-columns--long", **(attrs or {})}, choices)


class InitiativeForm(WagtailAdminPageForm):
    """Offers the needs that are open on the same site, and those that are already chosen."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if field := self.fields.get("needs"):
            field.queryset = self._needs(field.queryset)
            field.label_from_instance = _with_owner

    def _needs(self, needs):
        site = self.parent_page and self.parent_page.get_site()
        offered = needs.live().exclude(state__in=ENDED)
        if site:
            offered = offered.descendant_of(site.root_page)
        chosen = needs.filter(pk__in=[need.pk for need in self.instance.needs.all()])
        return (offered | chosen).select_related("owner_actor").order_by("title")


def _with_owner(need) -> str:
    return f"{need.title} ({need.owner_actor.title})" if need.owner_actor else need.title
