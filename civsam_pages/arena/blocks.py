"""The few blocks of editorial body text. Facts are fields, never blocks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

RICH_TEXT = ["bold", "italic", "link", "document-link", "ol", "ul"]


class FigureBlock(blocks.StructBlock):
    """A picture. Wagtail's own image block asks for an alt text or the word that it decorates."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "civsam_pages/blocks/figure.html"


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quote"), max_length=500)
    source = blocks.CharBlock(label=_("Who says it"), required=False, max_length=100)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "civsam_pages/blocks/quote.html"


class BodyBlock(blocks.StreamBlock):
    heading = blocks.CharBlock(
        label=_("Heading"),
        icon="title",
        max_length=100,
        template="civsam_pages/blocks/heading.html",
    )
    paragraph = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=RICH_TEXT,
        template="civsam_pages/blocks/paragraph.html",
    )
    image = FigureBlock()
    quote = QuoteBlock()
    download = DocumentChooserBlock(
        label=_("File to download"),
        icon="doc-full",
        template="civsam_pages/blocks/download.html",
    )

    class Meta:
        required = False
