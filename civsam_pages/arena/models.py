"""Vocabulary that editors manage, the same in every room."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.search import index


class Term(index.Indexed, models.Model):
    """A word of a vocabulary. The slug stands in addresses and filters, so it seldom changes."""

    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(
        _("address word"),
        max_length=100,
        unique=True,
        help_text=_("Stands in web addresses. Change it only if nobody has linked to it yet."),
    )
    sort_order = models.PositiveSmallIntegerField(
        _("order"), default=100, help_text=_("Low numbers come first. Equal numbers: A to Ö.")
    )

    panels = [FieldPanel("name"), FieldRowPanel([FieldPanel("slug"), FieldPanel("sort_order")])]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        abstract = True
        ordering = ["sort_order", "name"]

    def __str__(self):
        return self.name


class Theme(Term):
    class Meta(Term.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")


class TargetGroup(Term):
    class Meta(Term.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Language(Term):
    """A spoken, written or signed language. The slug is its BCP 47 code, such as `so` or `swl`."""

    class Meta(Term.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class AreaManager(models.Manager):
    """Districts in order, each followed by its places, with the district at hand."""

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .select_related("parent")
            .order_by(
                Coalesce("parent__sort_order", "sort_order"),
                Coalesce("parent__name", "name"),
                models.F("parent").asc(nulls_first=True),
                "sort_order",
                "name",
            )
        )


class Area(Term):
    """A place in the kommun: a district, or a neighbourhood or village within one."""

    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        limit_choices_to={"parent__isnull": True},
        help_text=_("Leave empty for a district. Choose the district for a place within it."),
    )

    objects = AreaManager()

    panels = [FieldPanel("name"), FieldPanel("parent"), *Term.panels[1:]]

    class Meta(Term.Meta):
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self):
        return f"{self.parent.name}: {self.name}" if self.parent_id else self.name

    def clean(self):
        """Keep the tree at two levels.

        Raises:
            ValidationError: the area would be its own part, or end up on a third level.
        """
        if not self.parent_id:
            return
        if self.parent_id == self.pk:
            raise ValidationError({"parent": gettext("An area cannot be a part of itself.")})
        if self.parent.parent_id or (self.pk and self.children.exists()):
            raise ValidationError(
                {"parent": gettext("Areas have two levels. Choose a district that is not a part.")}
            )


class MunicipalUnit(Term):
    """A part of the kommun, reached at a function address: roles outlive persons."""

    authority = models.CharField(
        _("committee"),
        max_length=100,
        blank=True,
        help_text=_("The committee that decides, for example Socialnämnden."),
    )
    email = models.EmailField(
        _("function address"),
        blank=True,
        help_text=_("An address that several people read, never a person's own."),
    )
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    phone_hours = models.CharField(_("phone hours"), max_length=100, blank=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("authority"),
        MultiFieldPanel(
            [FieldPanel("email"), FieldRowPanel([FieldPanel("phone"), FieldPanel("phone_hours")])],
            heading=_("Contact"),
        ),
        *Term.panels[1:],
    ]

    class Meta(Term.Meta):
        verbose_name = _("municipal unit")
        verbose_name_plural = _("municipal units")
