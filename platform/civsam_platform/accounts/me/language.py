"""The language of a person's own pages: Swedish, or English for those who have chosen it.

The public pages are written in Swedish and stay so. The choice is kept with the account, and in
the session from the moment of login: no cookie more, and no question to the database.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from civsam_pages.notifications.services import language_of

SESSION_KEY = "civsam_language"


class LanguageMiddleware:
    """Answers below CIVSAM_PERSONAL_PATHS in the language of the session.

    It reads the session only of a browser that has one, and only there: pages for everyone are
    neither made to vary on cookies nor slowed down.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request in the person's language."""
        if (
            not request.path_info.startswith(settings.CIVSAM_PERSONAL_PATHS)
            or settings.SESSION_COOKIE_NAME not in request.COOKIES
        ):
            return self.get_response(request)
        language = known(request.session.get(SESSION_KEY))
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def known(language: str | None) -> str:
    """The language if the site has it, and otherwise the site's own."""
    return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember(request: HttpRequest, language: str) -> None:
    """Keep a chosen language for the rest of the session."""
    request.session[SESSION_KEY] = known(language)


def remember_at_login(sender, request, user, **signal) -> None:
    """Take up the account's language; a receiver of Django's signal."""
    if request is not None and hasattr(request, "session"):
        remember(request, language_of(user))


def connect() -> None:
    user_logged_in.connect(remember_at_login, dispatch_uid="civsam-language")
