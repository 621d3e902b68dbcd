"""What reports of errors may tell: never a person's number that somebody had typed."""

from typing import Any

from django.template.defaultfilters import pprint
from django.views.debug import SafeExceptionReporterFilter

from .fields import holds_personal_number


class ReporterFilter(SafeExceptionReporterFilter):
    """Django's own, which also takes persons' numbers out of what was sent.

    A site that has reports of errors mailed or logged with what visitors sent names it in
    ``DEFAULT_EXCEPTION_REPORTER_FILTER``.
    """

    def get_post_parameters(self, request: Any) -> Any:
        """Every field whose text holds a person's number is starred."""

        sent = super().get_post_parameters(request)
        found = [
            name for name in sent if any(holds_personal_number(text) for text in _texts(sent, name))
        ]
        if found:
            sent = sent.copy()
            for name in found:
                sent[name] = self.cleansed_substitute
        return sent

    def get_traceback_frame_variables(self, request: Any, tb_frame: Any) -> Any:
        """Variables whose text holds a person's number are starred."""

        return [
            (name, self.cleansed_substitute if holds_personal_number(pprint(value)) else value)
            for name, value in super().get_traceback_frame_variables(request, tb_frame)
        ]


def _texts(sent: Any, name: str) -> list[str]:
    values = sent.getlist(name) if hasattr(sent, "getlist") else [sent[name]]
    return [str(value) for value in values]
