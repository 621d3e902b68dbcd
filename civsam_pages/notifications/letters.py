"""A letter: what a mail says, once, from which both its plain text and its HTML are made."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Action:
    """The one link of a letter. `path` begins with a slash; the site's address is put before.

    Raises:
        ValueError: the path is a whole address, which could lead anywhere.
    """

    label: str
    path: str

    def __post_init__(self):
        if not self.path.startswith("/") or self.path.startswith("//"):
            raise ValueError(f"The path of a link in a mail begins with one slash: {self.path!r}")


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says.

    subject: what has happened, as a sentence. lead: what it is about, the first line and the
    preview in an inbox. quote, quoted_from: somebody's own words. code: a code to type in.
    after: what happens next. why: why the mail came to just this address, a sentence.
    items: links of a list, before the action. secret: the link opens something for whoever has
    it, so nothing of the letter is kept when it has been sent; a letter with a code always is.
    """

    subject: str
    lead: str
    paragraphs: tuple[str, ...] = ()
    quote: str = ""
    quoted_from: str = ""
    code: str = ""
    action: Action | None = None
    after: tuple[str, ...] = ()
    why: str = ""
    items: tuple[Action, ...] = ()
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of mail that a person chooses a pace for.

    always: a receipt or a matter of security, which cannot be chosen away. urgent: is sent at
    night too, and before what is not. staff: goes to people who work in the admin only, so
    nobody else is asked about it.
    """

    code: str
    label: str
    description: str = ""
    always: bool = False
    urgent: bool = False
    staff: bool = False


KINDS: dict[str, Kind] = {}


def register_kind(kind: Kind) -> Kind:
    """Make a kind of mail known; a room does so in its app's `ready`.

    Raises:
        ValueError: another kind has this code.
    """
    if KINDS.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of mail are called {kind.code!r}.")
    return kind


SECURITY = register_kind(
    Kind(
        "security",
        _("Codes and security"),
        _("Codes to log in with, and changes of your account."),
        always=True,
        urgent=True,
    )
)
# Urgent, since it answers what somebody does this minute: a board works at ten in the evening.
RECEIPT = register_kind(
    Kind(
        "receipt",
        _("Receipts"),
        _("That we have received what you sent."),
        always=True,
        urgent=True,
    )
)
DIGEST = register_kind(Kind("digest", _("Digests"), always=True))
