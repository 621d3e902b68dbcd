"""The pages of the demo that the browser looks at: each type, in its states."""

# Every page type, empty and full lists, and errors. The state stands beside the address.
PAGES = {
    "start": "/",
    "needs": "/behov/",
    "needs, filtered": "/behov/?status=open",
    "needs, nothing passes": "/behov/?q=quidditch&status=closed",
    "need": "/behov/laxhjalp-saknas-for-unga-i-norrstrand/",
    "initiatives": "/initiativ/",
    "initiative": "/initiativ/laxhjalp-pa-tre-sprak/",
    "grants": "/bidrag/",
    "grants, for a network": "/bidrag/?applicant=natverk",
    "grant": "/bidrag/projektbidrag-for-integration/",
    "register": "/foreningar/",
    "register, filtered": "/foreningar/?open_to=volunteers",
    "register, nothing passes": "/foreningar/?q=quidditch",
    "actor": "/foreningar/oppna-dorren/",
    "municipal unit": "/foreningar/norrstrands-fritidsgard/",
    "search, all": "/sok/",
    "search, full": "/sok/?q=läxhjälp",
    "search, filtered": "/sok/?q=förening&kind=actor&group=unga",
    "search, empty": "/sok/?q=quidditch",
    "search, bad parameters": "/sok/?q=x&page=999&theme=finns-inte&sort=nonsens",
    "content page": "/om/",
    "accessibility statement": "/tillganglighet/",
    "lots": "/lotsen/",
    "not found": "/finns-inte/",
}
NOT_FOUND = {"not found"}
