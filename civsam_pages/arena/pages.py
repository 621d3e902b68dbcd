"""What index pages and detail pages do alike, as mixins that import no concrete page."""

from civsam_search.api import Listing


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

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["listing"] = self.get_listing(request)
        return context


class StructuredDataMixin:
    """JSON-LD for search engines; empty values are left out."""

    def structured_data(self) -> dict:
        """The page as a schema.org object, without context and address."""

        raise NotImplementedError

    def get_structured_data(self) -> dict:
        facts = {name: value for name, value in self.structured_data().items() if value}
        return {"@context": "https://schema.org", "url": self.full_url, **facts}
