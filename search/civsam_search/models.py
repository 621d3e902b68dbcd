"""The projection: each public thing as a row to show, and the inverted index over them.

Rebuilt from the pages at any time, so it holds nothing of its own. Only `projection` writes.

A site's number stands on the rows that are counted, so that counting them asks no other table.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction, Site

from . import own_words
from .swedish import LONGEST_TERM, folded, normalise, stem, words


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


class EditorsRule(models.Model):
    """Something that an editor says of words: why, since when and by whom."""

    note = models.CharField(_("note"), max_length=200, blank=True)
    active = models.BooleanField(_("in force"), default=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        abstract = True


class Synonym(EditorsRule):
    """A rule of the editors: who writes this is looking for that as well.

    It is laid on top of those that Civsam brings along. With nothing to find it takes such a rule
    away.
    """

    written = models.CharField(
        _("what visitors write"),
        max_length=200,
        help_text=_("A word or a phrase. Part several with commas: “cash, money for camp”."),
    )
    found = models.CharField(
        _("what to look for as well"),
        max_length=300,
        blank=True,
        help_text=_(
            "The words that the pages use. Part several with commas. Leave it empty to take away"
            " a rule that came with Civsam."
        ),
    )
    both_ways = models.BooleanField(
        _("either for the other"),
        default=False,
        help_text=_("They mean the same: who writes one also finds the other."),
    )

    class Meta:
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        ordering = ["written"]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        """The rule as `synonyms.parse` reads it."""
        return f"{self.written} {'=' if self.both_ways else '>'} {self.found}"

    def clean(self) -> None:
        """Refuse what is no rule.

        Raises:
            ValidationError: by field, with what to do.
        """
        errors = {}
        for name in ("written", "found"):
            phrases = getattr(self, name).split(",")
            if (name == "written" or self.found) and not all(words(part) for part in phrases):
                errors[name] = _("Write words, with one comma between them.")
            elif any(sign in getattr(self, name) for sign in "<>=#"):
                errors[name] = _("Write words alone, without < > = or #.")
        if self.both_ways and not self.found and "found" not in errors:
            errors["found"] = _("Write what it means as well, or choose one way alone.")
        if errors:
            raise ValidationError(errors)


class CompoundWord(EditorsRule):
    """A compound as the editors split it, in documents and in questions; it goes before all else.

    The one part "loppis" of "loppis" keeps that word whole.
    """

    word = models.CharField(
        _("word"),
        max_length=LONGEST_TERM,
        help_text=_("One word in its basic form, such as “bookshop”. Its other forms follow it."),
    )
    parts = models.CharField(
        _("parts"),
        max_length=100,
        help_text=_(
            "The words that it is made of, in their basic form and with + between them:"
            " “book + shop”. Write the word itself alone if it should not be split."
        ),
    )

    class Meta:
        verbose_name = _("compound word")
        verbose_name_plural = _("compound words")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word

    @classmethod
    def in_force(cls) -> Iterable[tuple[str, str]]:
        """The words with their parts, for `own_words`."""
        rows = cls.objects.filter(active=True).order_by("word", "pk")
        return rows.values_list("word", "parts")

    def clean(self) -> None:
        """Write it in one way, and refuse what cannot be a compound and its parts.

        Raises:
            ValidationError: by field, with what to do.
        """
        self.word = normalise(self.word).strip()
        parts = own_words.parts_of(normalise(self.parts))
        self.parts = f" {own_words.JOIN} ".join(parts)
        errors = {
            name: problem
            for name, problem in (("word", self._word_problem()), ("parts", self._problem(parts)))
            if problem
        }
        if errors:
            raise ValidationError(errors)

    def _word_problem(self) -> str:
        if not own_words.is_word(self.word) or len(self.word) < 4:
            return gettext("Write one word of at least four letters, with letters only.")
        stems = own_words.stems_of(self.word, stem)
        for other in CompoundWord.objects.exclude(pk=self.pk).values_list("word", flat=True):
            if stems & own_words.stems_of(other, stem):
                return gettext("“%(word)s” has a row already. Change that one.") % {"word": other}
        return ""

    def _problem(self, parts: tuple[str, ...]) -> str:
        if not all(map(own_words.is_word, parts)):
            return gettext("Write words with letters only, with one + between them.")
        if parts == (self.word,):
            return ""
        if len(parts) == 1:
            return gettext("Write at least two parts, or the word itself alone to keep it whole.")
        for part in parts:
            if len(part) >= len(self.word):
                return gettext("“%(part)s” is as long as the word or longer.") % {"part": part}
        plain = {folded(part): part for part in parts}
        stranger = plain.get(own_words.stranger(folded(self.word), plain), "")
        told = gettext(
            "“%(part)s” is not a part of the word. Use a synonym for what means the same."
        )
        return told % {"part": stranger} if stranger else ""


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


def page_model() -> type[Any]:
    """The site's base page model, whichever it is."""
    model: type[Any] = Site._meta.get_field("root_page").related_model
    return model


__all__ = [
    "CommonSearch",
    "CompoundWord",
    "CountedSearch",
    "FailedSearch",
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
    "page_model",
]
