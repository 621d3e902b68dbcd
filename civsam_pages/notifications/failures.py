"""What a mail server or the network said, in a line for the person who looks after the mail."""

from smtplib import SMTPRecipientsRefused, SMTPResponseException


def said(error: BaseException) -> str:
    """``550 5.1.1 No such user``, or the kind of error and its own words."""
    if isinstance(error, SMTPRecipientsRefused):
        return "; ".join(answer(code, words) for code, words in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return answer(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"[:1000]


def answer(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return f"{code} {' '.join(text.split())}"[:1000]
