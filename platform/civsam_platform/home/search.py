"""How a page of information becomes a card and a search document."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from civsam_search.api import Card, Kind, Period, SearchDocument, page_key, register_kind


def register():
    """Tell the search about information pages."""
    register_kind(
        Kind(
            code="page",
            order=90,
            label=gettext_lazy("Information"),
            plural=gettext_lazy("Information"),
            icon="info",
            model="civsam_home.ContentPage",
            document=document,
        )
    )


def document(page) -> SearchDocument:
    """Return the search document of a page of information."""
    site_id, _site, path = page.get_url_parts()
    return SearchDocument(
        key=page_key(page.pk),
        kind="page",
        site_id=site_id,
        title=page.title,
        url=path,
        periods=(Period(Card(_("Information"), "info")),),
        lead=page.summary,
        body="\n".join(page.body.stream_block.get_searchable_content(page.body)),
        published_at=page.first_published_at,
    )
