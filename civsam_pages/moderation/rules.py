"""What is true of reports, decisions about them and objections, without a database."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

WORDS_LENGTH = 2000
LAW_LENGTH = 200
# Article 20 of the Digital Services Act, (EU) 2022/2065: at least six months to object.
OBJECT_WITHIN = timedelta(days=183)
# Who reported is forgotten so long after the decision; the decision stays.
REPORTERS_KEPT = timedelta(days=365)

# How much may be reported: more is not a person who has seen something.
REPORTS_AN_HOUR = 10  # by one account or browser
MAILS_AN_ADDRESS = 5  # receipts to one address in a day
REPORTS_A_MATTER = 200  # what comes after these says nothing new
SECONDS_A_DAY = 86_400


class Reason(TextChoices):
    """Why somebody reports something."""

    ILLEGAL = "illegal", _("It breaks the law, such as threats or incitement against a group")
    OFFENSIVE = "offensive", _("It is hateful, harassing or degrading")
    PRIVATE = "private", _("It says something private about a person")
    FALSE = "false", _("It is false, a fraud or in somebody else's name")
    ADVERTISING = "advertising", _("It is advertising, or does not belong here")
    OTHER = "other", _("Something else")


class MatterState(TextChoices):
    OPEN = "open", _("Waits for a decision")
    OBJECTED = "objected", _("Objection to read")
    DECIDED = "decided", _("Decided")


WAITING = (MatterState.OPEN, MatterState.OBJECTED)


class Act(TextChoices):
    """What the municipality decides."""

    DISMISS = "dismiss", _("Do nothing")
    UNPUBLISH = "unpublish", _("Take the page down")
    RESTORE = "restore", _("Publish the page again")
    BLOCK = "block", _("Block an account or an actor")
    UNBLOCK = "unblock", _("End the block")


# What somebody is told the reasons of, and may object to.
RESTRICTS = (Act.UNPUBLISH, Act.BLOCK)
UNDOES = {Act.RESTORE: Act.UNPUBLISH, Act.UNBLOCK: Act.BLOCK}


class Ground(TextChoices):
    """What a decision that restricts rests on (article 17.3 d and e)."""

    LAW = "law", _("A law")
    RULES = "rules", _("The rules of this website")


class Outcome(TextChoices):
    """What becomes of an objection."""

    CHANGED = "changed", _("The decision is changed")
    STANDS = "stands", _("The decision stands")
