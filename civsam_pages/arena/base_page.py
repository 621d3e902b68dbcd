"""The base page model of the site, for rooms that meet pages of any kind.

A site may have one of its own, so only a module of models may name Wagtail's.
"""

from typing import Any

from civsam_search.models import page_model

Page: Any = page_model()
