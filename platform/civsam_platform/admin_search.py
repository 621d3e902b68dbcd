"""Wagtail's own search in the admin, with what breaks it taken out of the query."""

from wagtail.search.backends import database


def SearchBackend(params):
    """Wagtail's search in the database, for WAGTAILSEARCH_BACKENDS.

    On SQLite a quotation mark in the search box of the page explorer or a chooser ended in an
    error page: the mark goes straight into the query language of SQLite's full-text index.
    """
    kind = type(database.SearchBackend(params))
    return type("SearchBackend", (_WithoutQuotationMarks, kind), {})(params)


class _WithoutQuotationMarks:
    def search(self, query, *args, **kwargs):
        return super().search(_plain(query), *args, **kwargs)

    def autocomplete(self, query, *args, **kwargs):
        return super().autocomplete(_plain(query), *args, **kwargs)


def _plain(query):
    return query.replace('"', " ").strip() if isinstance(query, str) else query
