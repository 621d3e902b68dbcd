"""Civsam's plugin: what a kommun and its civil society do together, one room a folder."""

CIVSAM_APPS = [
    "civsam_pages",
    "civsam_pages.arena",
    "civsam_pages.notifications",
    "civsam_pages.guided",
    "civsam_pages.register",
    "civsam_pages.needs",
    "civsam_pages.initiatives",
    "civsam_pages.grants",
    "civsam_pages.seen",
    "civsam_pages.moderation",
    "civsam_pages.answers",
    "civsam_pages.posting",
    "civsam_search",
]
