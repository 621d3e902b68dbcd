"""Älvsunda, the kommun that the tests tell about: its sites, pages and people.

`town()` is the story most tests begin with. `many()` makes hundreds of pages in a second, for
tests of how much a list asks the database.

* Norrstrands fritidsgård, a part of the kommun, needs help with homework.
* Bildningsförbundet Tallen leads an initiative that answers the need.
* Föreningen Öppna dörren takes part in it. Its name carries a script.
"""

from datetime import date, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Site

from civsam_pages.arena.models import Area, Language, TargetGroup, Theme
from civsam_pages.arena.tokens import hash_token
from civsam_pages.initiatives.models import InitiativeIndexPage, InitiativePage
from civsam_pages.needs.models import NeedIndexPage, NeedPage
from civsam_pages.register.memberships.models import Invitation, Membership
from civsam_pages.register.models import ActorCategory, ActorPage, RegisterPage
from civsam_platform.home.models import SiteSettings, StartPage
from civsam_search.api import reindex, today

XSS = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"
NOON = datetime(2026, 2, 12, 12, tzinfo=timezone.get_default_timezone())


def publish(page: Page) -> Page:
    """Publish the page as an editor does, with a revision, and give it as it is now."""

    page.save_revision().publish()
    page.refresh_from_db()
    return page


def add(parent: Page, model: type[Page], title: str, *, live: bool = True, **fields) -> Page:
    """A page below another, published unless `live` is false."""

    page = model(title=title, slug=slugify(title)[:80] or model.__name__.lower(), live=False)
    relations = {}
    for name, value in fields.items():
        if isinstance(value, (list, tuple)) and name != "body":
            relations[name] = value
        else:
            setattr(page, name, value)
    for name, rows in relations.items():
        relation = getattr(page, name)
        if rows and isinstance(rows[0], dict):
            relation.set([relation.model(**row) for row in rows])
        else:
            setattr(page, name, rows)
    parent.add_child(instance=page)
    return publish(page) if live else page


def unsaved(model: type[Page], **fields) -> Page:
    """A page that no database has seen, for tests without one."""

    return model(content_type_id=1, **fields)


def start_page(title: str = "Älvsunda tillsammans") -> StartPage:
    """A start page at the root of the tree."""

    root = Page.get_first_root_node()
    page = root.add_child(
        instance=StartPage(title=title, slug=slugify(title), heading="Tillsammans vid ett bord")
    )
    return page


def site(hostname: str = "localhost", title: str = "Älvsunda tillsammans") -> Site:
    """The site of a hostname, with a start page of its own. `localhost` is the default site."""

    start = start_page(title)
    found, _created = Site.objects.update_or_create(
        hostname=hostname,
        defaults={"root_page": start, "is_default_site": hostname == "localhost", "port": 80},
    )
    Site.clear_site_root_paths_cache()
    SiteSettings.objects.update_or_create(site=found, defaults={"name": title})
    return found


def sections(start: Page) -> SimpleNamespace:
    """The lists below a start page."""

    return SimpleNamespace(
        needs=add(start, NeedIndexPage, "Behov", summary="Det som saknas i Älvsunda."),
        initiatives=add(start, InitiativeIndexPage, "Initiativ", summary="Det som är på gång."),
        register=add(start, RegisterPage, "Föreningar", summary="De som gör något tillsammans."),
    )


def words() -> SimpleNamespace:
    """A few words of each vocabulary."""

    north = Area.objects.create(name="Norrstrand", slug="norrstrand")
    return SimpleNamespace(
        theme=_first(Theme, "utbildning", "Utbildning"),
        group=_first(TargetGroup, "unga", "Unga 13–25 år"),
        language=_first(Language, "so", "Somaliska"),
        category=_first(ActorCategory, "bygd", "Bygd och by", icnpo_code="6100"),
        north=north,
        shore=Area.objects.create(name="Strandhagen", slug="strandhagen", parent=north),
    )


def _first(model, slug, name, **fields):
    return model.objects.get_or_create(slug=slug, defaults={"name": name, **fields})[0]


def actor(register: Page, title: str, **fields) -> ActorPage:
    given = {"summary": "Vi gör saker ihop i Norrstrand.", **fields}
    return add(register, ActorPage, title, **given)


def need(needs: Page, title: str = "Läxhjälp saknas för unga i Norrstrand", **fields) -> NeedPage:
    given = {"summary": "Ett fyrtiotal elever har ingen att fråga om läxorna.", **fields}
    return add(needs, NeedPage, title, **given)


def initiative(initiatives: Page, title: str = "Läxhjälp på tre språk", **fields) -> InitiativePage:
    given = {"summary": "Vi hjälper med läxorna varje onsdag.", "phase": "seeking", **fields}
    return add(initiatives, InitiativePage, title, **given)


def picture(title: str = "Bordet", size: tuple[int, int] = (1200, 800)):
    """A drawn picture in the library."""

    buffer = BytesIO()
    Drawing.new("RGB", size, "#0b5351").save(buffer, "PNG")
    file = ContentFile(buffer.getvalue(), name=f"{slugify(title)}.png")
    return get_image_model().objects.create(title=title, file=file)


def document(title: str = "Enkät", name: str = "enkat.pdf", octets: int = 180_000):
    """A file in the library."""

    file = ContentFile(b"%PDF-1.4 ".ljust(octets, b"x"), name=name)
    return get_document_model().objects.create(title=title, file=file, file_size=octets)


def town() -> SimpleNamespace:
    """Älvsunda as the tests know it: a need, an initiative that answers it, and who they are."""

    here = site()
    below = sections(here.root_page)
    terms = words()
    shared = {"themes": [terms.theme], "target_groups": [terms.group], "areas": [terms.north]}
    youth_centre = actor(
        below.register,
        "Norrstrands fritidsgård",
        kind="municipal_unit",
        contact_email="fritidsgard@alvsunda.example",
        **shared,
    )
    study = actor(below.register, "Bildningsförbundet Tallen", kind="study_association", **shared)
    open_door = actor(
        below.register,
        f"Föreningen Öppna dörren {XSS}",
        org_number="8029990101",
        founded_year=2014,
        registered_year=2015,
        activities="Språkkafé\nMatlagning",
        categories=[terms.category],
        languages=[terms.language],
        membership_open=True,
        needs_volunteers=True,
        contact_email="hej@oppnadorren.example",
        contact_phone="070-174 06 12",
        website="https://oppnadorren.example/",
        meeting_place=f"Biblioteket {XSS}",
        accessibility_info="Ramp och hörslinga",
        fee_note="50 kr om året",
        last_confirmed_at=date.today(),
        **shared,
    )
    homework = need(
        below.needs,
        owner_actor=youth_centre,
        state="dialogue",
        body=body("I höstas frågade vi alla vad de saknar."),
        easy_read_summary="Många unga behöver hjälp.\nVi söker vuxna.",
        horizon="Före höstterminen",
        contact_role="Samordnare på fritidsgården",
        last_confirmed_at=date.today(),
        wanted=[
            {"kind": "volunteers", "title": "Sex volontärer", "note": f"En kväll {XSS}"},
            {"kind": "premises", "title": "Lokal", "is_met": True},
        ],
        evidence=[
            {"title": "Så mår unga", "url": "https://alvsunda.example/unga", "note": "Vår sida"},
            {"title": f"Enkät {XSS}", "document": document()},
        ],
        updates=[{"day": date(2026, 3, 4), "text": f"Tre har svarat. {XSS}"}],
        **shared,
    )
    languages = initiative(
        below.initiatives,
        owner_actor=study,
        needs=[homework],
        starts_on=date.today() + timedelta(days=60),
        ends_on=date.today() + timedelta(days=400),
        phase_note=f"Vi söker en förening till. {XSS}",
        body=body("Vi börjar med somaliska."),
        partners=[
            {"actor": open_door, "contribution": "Volontärer", "accepted_on": date(2026, 3, 2)},
            {"actor": youth_centre, "contribution": "Datorer", "accepted_on": None},
        ],
        asks=[{"kind": "partner", "title": "En förening till", "note": XSS}],
        offers=[{"kind": "skills", "title": "Handledning"}],
        funding=[{"source": f"Fonden {XSS}", "amount": 15000, "state": "granted"}],
        figures=[{"figure": "31", "label": "unga kom minst en gång"}],
        updates=[{"day": date(2026, 3, 9), "text": "Vi sökte bidrag."}],
        contact_email="laxhjalp@tallen.example",
        **shared,
    )
    return SimpleNamespace(
        site=here,
        start=here.root_page.specific,
        **vars(below),
        words=terms,
        youth_centre=youth_centre,
        study=study,
        open_door=open_door,
        homework=homework,
        languages=languages,
    )


def body(*paragraphs: str) -> list:
    """The text of a page."""

    return [("paragraph", f"<p>{text}</p>") for text in paragraphs]


def people() -> SimpleNamespace:
    """Anna edits for the kommun, Sanna runs the site, Carin is nobody here."""

    model = get_user_model()
    anna = model.objects.create_user("anna@alvsunda.example", "anna")
    anna.groups.add(Group.objects.get(name="Editors"))
    return SimpleNamespace(
        anna=anna,
        sanna=model.objects.create_superuser("sanna@alvsunda.example", "sanna"),
        carin=model.objects.create_user("carin@example.org", "carin", first_name="Carin"),
    )


def board(town: SimpleNamespace) -> SimpleNamespace:
    """Who acts for Öppna dörren, who did, who is to, and who decides at the municipality.

    * Samira is its administrator, Göran applies for grants, Nadja writes.
    * Ingrid was administrator a year ago. Liban is invited, Hodan is new and has an account.
    * Bosse is the administrator of another association, Bildningsförbundet Tallen.
    * Carin has an account and acts for nobody.
    * Petra decides on requests, Anna edits pages and sees who acts, Sanna runs the site.
    """
    model = get_user_model()
    names = {
        "samira": ("Samira", f"Ali {XSS}"),
        "goran": ("Göran", "Ek"),
        "nadja": ("Nadja", "Berg"),
        "ingrid": ("Ingrid", "Lund"),
        "liban": ("Liban", "Omar"),
        "hodan": ("Hodan", "Warsame"),
        "marianne": ("Marianne", "Holm"),
        "bosse": ("Bosse", "Nyman"),
    }
    found = SimpleNamespace(**vars(people()))
    for name, (first, last) in names.items():
        account = model.objects.create_user(
            f"{name}@posten.example", name, first_name=first, last_name=last
        )
        setattr(found, name, account)
    found.petra = model.objects.create_user(
        "petra@alvsunda.example", "petra", first_name="Petra", last_name="Sand"
    )
    found.petra.groups.add(_group("Reviewers", "see_people", "decide_people"))
    found.anna.groups.add(_group("See people", "see_people"))
    open_door, tallen = town.open_door, town.study
    found.ingrid_right = right(found.ingrid, open_door, "actor_admin", since=800, left=-300)
    found.samira_right = right(
        found.samira, open_door, "actor_admin", function="ordförande", via="handover", since=290
    )
    found.goran_right = right(found.goran, open_door, "actor_applicant", function="kassör")
    found.nadja_right = right(found.nadja, open_door, "actor_editor", function="språkkaféet")
    found.bosse_right = right(found.bosse, tallen, "actor_admin")
    found.invitation = Invitation.objects.create(
        actor=open_door,
        address=found.liban.email,
        name="Liban",
        role="actor_editor",
        valid_from=today(),
        valid_until=today() + timedelta(days=100),
        token_hash=hash_token(LIBANS_TOKEN),
        expires_at=timezone.now() + timedelta(days=9),
        invited_by=found.samira,
    )
    return found


LIBANS_TOKEN = "libans-token"


def right(
    user, actor, role, *, since: int = 30, left: int = 100, via="invitation", **fields
) -> Membership:
    """A right given `since` days ago that has `left` days left."""
    return Membership.objects.create(
        actor=actor,
        user=user,
        role=role,
        via=via,
        valid_from=today() - timedelta(days=since),
        valid_until=today() + timedelta(days=left),
        lapse_told_at=timezone.now() if left < 0 else None,
        **fields,
    )


def pdf(name: str = "protokoll.pdf", octets: int = 2_000) -> SimpleUploadedFile:
    """Minutes, as a browser sends them."""
    return SimpleUploadedFile(name, b"%PDF-1.4 ".ljust(octets, b"x"), "application/pdf")


def _group(name: str, *codenames: str) -> Group:
    group, _created = Group.objects.get_or_create(name=name)
    rights = Permission.objects.filter(
        content_type__app_label="civsam_register", codename__in=codenames
    )
    access = Permission.objects.filter(
        content_type__app_label="wagtailadmin", codename="access_admin"
    )
    group.permissions.add(*rights, *access)
    return group


def many(parent: Page, model: type[Page], count: int, *, index: bool = True, **fields) -> list:
    """`count` published pages below `parent`, in the search unless `index` is false.

    Written in two bulk inserts, so none of Wagtail's signals are sent. A field may be a function
    of the page's number.
    """
    parent.refresh_from_db()
    kind, locale = ContentType.objects.get_for_model(model), Locale.get_default()
    first = parent.numchild
    base = {"locale": locale, "content_type": kind, "depth": parent.depth + 1}
    pages = []
    for number in range(first, first + count):
        title = f"{model._meta.verbose_name.capitalize()} nummer {number}"
        slug = f"nummer-{number}"
        pages.append(
            Page(
                title=title,
                draft_title=title,
                slug=slug,
                path=Page._get_path(parent.path, parent.depth + 1, number + 1),
                url_path=f"{parent.url_path}{slug}/",
                live=True,
                first_published_at=NOON + timedelta(minutes=number),
                last_published_at=NOON + timedelta(minutes=number),
                **base,
            )
        )
    Page.objects.bulk_create(pages)
    made = []
    for number, page in enumerate(pages):
        given = {
            name: value(number) if callable(value) else value for name, value in fields.items()
        }
        one = model(page_ptr=page, **{"summary": f"Sammanfattning {number}", **given})
        one.__dict__.update({k: v for k, v in page.__dict__.items() if k not in ("_state", "id")})
        one.save_base(raw=True)
        made.append(one)
    Page.objects.filter(pk=parent.pk).update(numchild=first + count)
    parent.refresh_from_db()
    if index:
        reindex([page.pk for page in pages])
    return made
