"""What index pages and detail pages do alike, as mixins that import no concrete page."""

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from wagtail.models import Site

from civsam_search.api import Listing, alike, get_kind, page_key

from .loading import load_relations
from .words import grouped


class ListingPageMixin:
    """An index page whose list, filters and order live in the address."""

    listing_kinds: tuple[str, ...] = ()
    listing_facets: tuple[str, ...] = ()
    listing_sorts: tuple[str, ...] = ("newest", "title")

    def get_listing(self, request) -> Listing:
        return Listing(
            request,
            kinds=self.listing_kinds,
            facets=self.listing_facets,
            sorts=self.listing_sorts,
            default_sort=self.listing_sorts[0],
        )

    def count_text(self, shown: int, everything: int) -> str:
        """How many of all there are, such as "9 of 312 associations"; the title of the list."""

        return f"{grouped(shown)} / {grouped(everything)}"

    def counted(self, listing: Listing) -> dict:
        """The title of the list as `count`, and whether there is `everything` to choose from."""

        everything = listing.total
        if listing.is_filtered:
            everything = listing.ask(text="", filters={}, facets=(), page=1, per_page=0).total
        return {"count": self.count_text(listing.total, everything), "everything": everything}

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        listing = self.get_listing(request)
        return {**context, "listing": listing, **self.counted(listing)}

    def route(self, request, path_components):
        """Find a page of the list together with what it points at, in one query instead of many."""

        if len(path_components) == 1:
            for model in self.allowed_subpage_models():
                below = model.objects.child_of(self).filter(slug=path_components[0])
                joined = getattr(model, "shown_objects", ())
                if found := (below.select_related(*joined) if joined else below).first():
                    found.listed_on = self
                    return found.route(request, [])
        return super().route(request, path_components)


class DetailPageMixin:
    """A thing with a page of its own, read in a fixed number of queries.

    `shown_objects` are the foreign keys that the page shows, `shown_relations` the child rows
    and vocabularies that have nothing more to fetch.
    """

    shown_objects: tuple[str, ...] = ()
    shown_relations: tuple[str, ...] = ()

    @classmethod
    def shown_rows(cls) -> tuple[Prefetch, ...]:
        """The child rows that point further."""

        return ()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        if not self.pk or getattr(request, "is_preview", False):
            return context
        load_relations(self, self.shown_relations)
        prefetch_related_objects([self], *self.shown_rows())
        return {**context, **self.alike(request)}

    def alike(self, request) -> dict:
        """The things of the same kind that are most like this one, and the heading over them."""

        site = Site.find_for_request(request)
        found = alike(page_key(self.pk), site_id=site.pk) if site else []
        kind = get_kind(found[0].hit.kind) if found else None
        things = str(kind.plural).lower() if kind else ""
        return {"alike": found, "alike_heading": _("Similar %(things)s") % {"things": things}}


class StructuredDataMixin:
    """JSON-LD for search engines; empty values are left out."""

    def structured_data(self) -> dict:
        """The page as a schema.org object, without context and address."""

        raise NotImplementedError

    def get_structured_data(self) -> dict:
        facts = {name: value for name, value in self.structured_data().items() if value}
        return {"@context": "https://schema.org", "url": self.full_url, **facts}
