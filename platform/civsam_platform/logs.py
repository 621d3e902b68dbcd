"""Nothing personal in the logs: addresses and persons' numbers are starred."""

import logging
import re

ADDRESS = re.compile(r"[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+")
PERSONS_NUMBER = re.compile(
    r"(?<![\d-])(?:\d\d)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[67]\d|8\d|9[01])[-+]?\d{4}(?!\d)"
)
SECRET = re.compile(
    r"([?&](?:code|token|state)=|(?:/|%2F)(?:svar|inbjudan|mejl)(?:/|%2F))[^/&\s\"]{6,}"
)
STARS = "***"


def masked(text: str) -> str:
    """`text` without e-mail addresses, persons' numbers, and secrets in addresses of pages."""
    for pattern in (ADDRESS, PERSONS_NUMBER):
        text = pattern.sub(STARS, text)
    return SECRET.sub(rf"\g<1>{STARS}", text)


class Mask(logging.Filter):
    """Stars what is personal in a message, in what is put into it, and in a report of an error."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
        return True
