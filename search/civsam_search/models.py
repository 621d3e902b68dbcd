"""The projection: each public thing as a row to show, and the inverted index over them.

Rebuilt from the pages at any time, so it holds nothing of its own. Only `projection` writes.

A site's number stands on the rows that are counted, so that counting them asks no other table.
"""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction, Site

from .editors_rules import CompoundWord, EditorsRule, HeldBackSearch, Synonym
from .swedish import LONGEST_TERM


class SearchEntry(models.Model):
    """What a row of hits shows of one thing, without asking the page."""

    key = models.CharField(max_length=100, unique=True)
    kind = models.CharField(max_length=50)
    site_id = models.IntegerField()
    page_id = models.IntegerField(null=True)
    title = models.CharField(max_length=255)
    sort_title = models.CharField(max_length=255)
    lead = models.TextField(blank=True)
    body = models.TextField(blank=True)
    url = models.TextField()
    published_at = models.DateTimeField(null=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes = [
            models.Index(fields=["site_id", "kind", "published_at"], name="civsam_entry_newest"),
            models.Index(fields=["site_id", "kind", "sort_title"], name="civsam_entry_title"),
            models.Index(fields=["site_id", "sort_title"], name="civsam_entry_begins"),
            models.Index(fields=["page_id"], name="civsam_entry_page"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchPeriod(models.Model):
    """The state and the card of an entry from `starts` up to, but not including, `ends`."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, db_index=False, related_name="periods")
    site_id = models.IntegerField()
    starts = models.DateField()
    ends = models.DateField()
    status = models.CharField(max_length=50, blank=True)
    deadline = models.DateField(null=True)
    card = models.JSONField()

    class Meta:
        verbose_name = _("search period")
        verbose_name_plural = _("search periods")
        indexes = [
            models.Index(fields=["entry", "starts", "ends", "status"], name="civsam_period_entry"),
            models.Index(
                fields=["site_id", "status", "starts", "ends", "entry"], name="civsam_period_status"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.starts}–{self.ends} {self.status}"


class SearchFacet(models.Model):
    """One value that an entry is filtered by."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, db_index=False, related_name="facets")
    site_id = models.IntegerField()
    facet = models.CharField(max_length=50)
    value = models.CharField(max_length=100)

    class Meta:
        verbose_name = _("search facet")
        verbose_name_plural = _("search facets")
        indexes = [
            models.Index(fields=["site_id", "facet", "value", "entry"], name="civsam_facet_value"),
            models.Index(fields=["entry", "facet", "value"], name="civsam_facet_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.facet}={self.value}"


class Term(models.Model):
    """A stem that occurs on a site, with a word it was written as.

    `shown` is empty where it was only a part of longer words: it may be no word by itself.

    The primary key is worked out from the site and the text (`projection.term_id`). So no
    database's idea of which letters are alike can make "läger" and "lager" one term, writers
    never wait for each other to number a new one, and each site has its own.
    """

    id = models.BigIntegerField(primary_key=True)
    site_id = models.IntegerField()
    text = models.CharField(max_length=LONGEST_TERM)
    shown = models.CharField(max_length=LONGEST_TERM)

    class Meta:
        verbose_name = _("search term")
        verbose_name_plural = _("search terms")
        indexes = [models.Index(fields=["site_id", "text"], name="civsam_term_text")]

    def __str__(self) -> str:
        return self.text


class Posting(models.Model):
    """How much an entry is about a term."""

    term = models.ForeignKey(
        Term, models.DO_NOTHING, db_index=False, db_constraint=False, related_name="postings"
    )
    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="postings")
    weight = models.FloatField()

    class Meta:
        verbose_name = _("search posting")
        verbose_name_plural = _("search postings")
        indexes = [models.Index(fields=["term", "entry", "weight"], name="civsam_posting_term")]

    def __str__(self) -> str:
        return f"{self.term_id} {self.entry_id}"


class IndexChange(models.Model):
    """A document that changed, written in the transaction of the change: the outbox.

    The row goes when a server of the search has been told. While an index is built it stays, as
    `sent`, so that the new index can be told too. The primary keys are also the clock by which
    the server sees what is late (`engines.elastic.outbox`).
    """

    key = models.CharField(max_length=100)
    changed_at = models.DateTimeField(default=timezone.now)
    sent = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("change to the search index")
        verbose_name_plural = _("changes to the search index")
        indexes = [models.Index(fields=["sent", "id"], name="civsam_change_sent")]

    def __str__(self) -> str:
        return self.key


class IndexState(models.Model):
    """What is going on with the index on a server; one row.

    Attributes:
        building: the index that a rebuild is filling, if any. The last to begin has the right.
        beat_at: when that rebuild last gave a sign of life.
        average_length: how long the documents are, in terms (`scale`).
        error: what went wrong when the server was last told of changes; empty when it went well.
    """

    building = models.CharField(max_length=200, blank=True)
    beat_at = models.DateTimeField(null=True)
    average_length = models.PositiveIntegerField(null=True)
    error = models.TextField(blank=True)
    error_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("state of the search index")
        verbose_name_plural = _("states of the search index")

    def __str__(self) -> str:
        return self.building or self.error


class StaleTerm(models.Model):
    """A term whose documents are to be indexed again, those after `after` (`catching_up`)."""

    text = models.CharField(max_length=LONGEST_TERM)
    after = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("term to index again")
        verbose_name_plural = _("terms to index again")

    def __str__(self) -> str:
        return self.text


class CountedSearch(models.Model):
    """How many times a day something was searched for. No word about who did; kept for 90 days."""

    day = models.DateField()
    site_id = models.IntegerField()
    text = models.CharField(max_length=80)
    times = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["site_id", "text", "day"], name="%(class)s_once")
        ]
        indexes = [models.Index(fields=["day"], name="%(class)s_day")]

    def __str__(self) -> str:
        return self.text


class FailedSearch(CountedSearch):
    """Something that no page has (`failed`)."""

    class Meta(CountedSearch.Meta):
        verbose_name = _("search without hits")
        verbose_name_plural = _("searches without hits")


class CommonSearch(CountedSearch):
    """Something that pages have, every word of it (`common`)."""

    class Meta(CountedSearch.Meta):
        verbose_name = _("common search")
        verbose_name_plural = _("common searches")


def default_site() -> Site | None:
    """The site that is asked about where no address tells which."""
    return Site.objects.filter(is_default_site=True).first()


def page_model() -> type[Any]:
    """The site's base page model, whichever it is."""
    model: type[Any] = Site._meta.get_field("root_page").related_model
    return model


__all__ = [
    "CommonSearch",
    "CompoundWord",
    "CountedSearch",
    "EditorsRule",
    "FailedSearch",
    "HeldBackSearch",
    "IndexChange",
    "IndexState",
    "PageViewRestriction",
    "Posting",
    "SearchEntry",
    "SearchFacet",
    "SearchPeriod",
    "Site",
    "StaleTerm",
    "Synonym",
    "Term",
    "default_site",
    "page_model",
]
