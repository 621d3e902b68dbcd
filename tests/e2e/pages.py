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

SAMIRA, YUSUF, MARIANNE = (f"{name}@posten.example" for name in ("samira", "yusuf", "marianne"))
EMIL = "emil@posten.example"  # is blocked from answering, and has objected
NOBODY = "carin@posten.example"  # has an account from the first code on, and acts for nobody

# Mina sidor: who looks, the address with names of `ids` in it, and whether an empty form is sent.
PERSONAL = {
    "my pages, two associations": (SAMIRA, "/mina-sidor/", False),
    "my pages, none": (NOBODY, "/mina-sidor/", False),
    "my pages, what I have asked for": (MARIANNE, "/mina-sidor/", False),
    "association": (SAMIRA, "/mina-sidor/{oppna_dorren}/", False),
    "association, writer": (SAMIRA, "/mina-sidor/{norrstrands_foraldranatverk}/", False),
    "facts to confirm": (SAMIRA, "/mina-sidor/{oppna_dorren}/bekrafta/", False),
    "need, returned": (
        SAMIRA,
        "/mina-sidor/{oppna_dorren}/sida/{utflykter_for_familjer_utan_bil}/",
        False,
    ),
    "need, in review": (
        SAMIRA,
        "/mina-sidor/{oppna_dorren}/sida/{fler_svenska_samtalsvanner}/",
        False,
    ),
    "initiative, its history": (
        SAMIRA,
        "/mina-sidor/{oppna_dorren}/sida/{sykvallar_pa_torsdagar}/",
        False,
    ),
    "still current, errors": (
        SAMIRA,
        "/mina-sidor/{oppna_dorren}/sida/{storre_kok_att_lana_pa_lordagar}/aktuellt/",
        True,
    ),
    "people": (SAMIRA, "/mina-sidor/{oppna_dorren}/personer/", False),
    "invite, errors": (SAMIRA, "/mina-sidor/{oppna_dorren}/personer/bjud-in/", True),
    "role": (SAMIRA, "/mina-sidor/{oppna_dorren}/roll/{right_nadja}/", False),
    "renew": (SAMIRA, "/mina-sidor/{oppna_dorren}/roll/{right_nadja}/forlang/", False),
    "renew, refused": (SAMIRA, "/mina-sidor/{oppna_dorren}/roll/{right_samira}/forlang/", False),
    "end": (SAMIRA, "/mina-sidor/{oppna_dorren}/roll/{right_nadja}/avsluta/", False),
    "end, refused": (SAMIRA, "/mina-sidor/{oppna_dorren}/roll/{right_samira}/avsluta/", False),
    "answer": (SAMIRA, "/mina-sidor/{oppna_dorren}/begaran/{claim}/", False),
    "answer, errors": (SAMIRA, "/mina-sidor/{oppna_dorren}/begaran/{claim}/", True),
    "handover": (SAMIRA, "/mina-sidor/{oppna_dorren}/overlamning/", False),
    "find": (NOBODY, "/mina-sidor/begar/", False),
    "find, hits": (NOBODY, "/mina-sidor/begar/?q=norrstrand", False),
    "find, none": (NOBODY, "/mina-sidor/begar/?q=quidditch", False),
    "claim, by address": (NOBODY, "/mina-sidor/begar/{grannar_emellan}/", False),
    "claim, with minutes": (NOBODY, "/mina-sidor/begar/{oppna_dorren}/", False),
    "claim, errors": (NOBODY, "/mina-sidor/begar/{oppna_dorren}/", True),
    "claim, of the municipality": (NOBODY, "/mina-sidor/begar/{norrstrands_fritidsgard}/", False),
    "claim, where it stands": (MARIANNE, "/mina-sidor/begaran/{claim}/", False),
    "propose": (NOBODY, "/mina-sidor/foresla/", False),
    "propose, errors": (NOBODY, "/mina-sidor/foresla/", True),
    "proposal, where it stands": (YUSUF, "/mina-sidor/forslag/{actorproposal}/", False),
    "report a page": (SAMIRA, "/anmal/{sykvallar_pa_torsdagar}/", False),
    "report a page, errors": (SAMIRA, "/anmal/{sykvallar_pa_torsdagar}/", True),
    "report a page, receipt": (SAMIRA, "/anmal/{sykvallar_pa_torsdagar}/tack/", False),
    "my pages, blocked": (EMIL, "/mina-sidor/", False),
    "decision, objected to": (EMIL, "/mina-sidor/beslut/{ruling}/", False),
    "a public page": (SAMIRA, "/foreningar/oppna-dorren/", False),
    "not there": (SAMIRA, "/mina-sidor/{grannar_emellan}/", False),
    "invitation, no longer open": ("", "/mina-sidor/inbjudan/finns-inte/", False),
    "answer by address, no longer open": ("", "/mina-sidor/svar/finns-inte/", False),
}
