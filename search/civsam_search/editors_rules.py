"""What editors say of words: which mean the same, and what compounds are made of."""

from collections.abc import Iterable
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from . import own_words
from .swedish import LONGEST_TERM, folded, normalise, stem, words


class EditorsRule(models.Model):
    """Something that an editor says of words: why, since when and by whom.

    `about` names the field with the words.
    """

    about: ClassVar[str]

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

    about = "written"

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

    about = "word"

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


class HeldBackSearch(EditorsRule):
    """Words that visitors are never offered while they write; they can search for them as ever."""

    about = "text"

    text = models.CharField(
        _("words"),
        max_length=80,
        help_text=_(
            "A word, or several: a search that has all of them, in whatever form, is not suggested."
        ),
    )

    class Meta:
        verbose_name = _("search that is not suggested")
        verbose_name_plural = _("searches that are not suggested")
        ordering = ["text"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Write it in one way.

        Raises:
            ValidationError: there is no word in it.
        """
        self.text = " ".join(words(self.text))
        if not self.text:
            raise ValidationError({"text": _("Write at least one word.")})
