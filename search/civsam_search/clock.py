"""What day it is where the kommun is."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils import timezone

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today() -> date:
    """Today in Europe/Stockholm, whatever the server's clock is set to."""
    return timezone.localdate(timezone=STOCKHOLM)
