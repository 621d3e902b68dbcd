"""What counts as somebody looking at a page, without a database."""

import re
from collections.abc import Mapping

# Programs that say what they are. Those that lie are counted; the number is a hint, not a bill.
PROGRAM = re.compile(
    r"bot|crawl|spider|slurp|archiv|fetch|preview|monitor|scan|check|headless|lighthouse|feed|"
    r"http|curl|wget|python|perl|java/|ruby|okhttp|axios|facebookexternal|whatsapp|telegram",
    re.IGNORECASE,
)


def is_somebody_looking(method: str, headers: Mapping[str, str]) -> bool:
    """Whether a request looks like a person who opens a page.

    Left out are programs, a browser that fetches ahead, and one that loads the same page again.
    """
    agent = headers.get("User-Agent", "")
    if method != "GET" or not agent or PROGRAM.search(agent):
        return False
    purpose = headers.get("Sec-Purpose", "") or headers.get("Purpose", "")
    if "prefetch" in purpose.lower() or "prefetch" in headers.get("X-Moz", "").lower():
        return False
    caching = headers.get("Cache-Control", "").replace(" ", "").lower()
    return not {"no-cache", "max-age=0"} & set(caching.split(","))
