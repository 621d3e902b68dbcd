"""Swedish defaults that a new kommun can start from; editors change them as they like."""

from django.db import migrations

from civsam_pages.arena.defaults import load_terms

THEMES = [
    {"slug": "barn-och-unga", "name": "Barn och unga"},
    {"slug": "utbildning", "name": "Utbildning och läxhjälp"},
    {"slug": "gemenskap", "name": "Gemenskap mot ensamhet"},
    {"slug": "halsa", "name": "Hälsa och psykisk hälsa"},
    {"slug": "omsorg-och-anhoriga", "name": "Omsorg och anhöriga"},
    {"slug": "integration", "name": "Integration och språk"},
    {"slug": "idrott-och-rorelse", "name": "Idrott och rörelse"},
    {"slug": "kultur", "name": "Kultur"},
    {"slug": "natur-och-miljo", "name": "Natur, miljö och odling"},
    {"slug": "landsbygd", "name": "Landsbygd och byar"},
    {"slug": "arbete-och-forsorjning", "name": "Arbete och försörjning"},
    {"slug": "digitalt", "name": "Digital kompetens"},
    {"slug": "tillganglighet", "name": "Tillgänglighet"},
    {"slug": "trygghet", "name": "Trygghet och beredskap"},
    {"slug": "lokaler", "name": "Lokaler och mötesplatser"},
    {"slug": "demokrati", "name": "Demokrati och delaktighet"},
]
TARGET_GROUPS = [
    {"slug": "barn-0-6", "name": "Barn 0–6 år"},
    {"slug": "barn-7-12", "name": "Barn 7–12 år"},
    {"slug": "unga", "name": "Unga 13–25 år"},
    {"slug": "vuxna", "name": "Vuxna"},
    {"slug": "aldre", "name": "Äldre"},
    {"slug": "familjer", "name": "Föräldrar och familjer"},
    {"slug": "funktionsnedsattning", "name": "Personer med funktionsnedsättning"},
    {"slug": "nyanlanda", "name": "Nyanlända"},
    {"slug": "anhoriga", "name": "Anhöriga"},
    {"slug": "langt-fran-arbete", "name": "Personer långt från arbetsmarknaden"},
    {"slug": "nationella-minoriteter", "name": "Nationella minoriteter"},
    {"slug": "alla", "name": "Alla"},
]
LANGUAGES = [
    {"slug": "sv", "name": "Svenska"},
    {"slug": "swl", "name": "Svenskt teckenspråk"},
    {"slug": "en", "name": "Engelska"},
    {"slug": "fi", "name": "Finska"},
    {"slug": "fit", "name": "Meänkieli"},
    {"slug": "se", "name": "Nordsamiska"},
    {"slug": "sma", "name": "Sydsamiska"},
    {"slug": "smj", "name": "Lulesamiska"},
    {"slug": "rom", "name": "Romska"},
    {"slug": "yi", "name": "Jiddisch"},
    {"slug": "ar", "name": "Arabiska"},
    {"slug": "so", "name": "Somaliska"},
    {"slug": "ti", "name": "Tigrinska"},
    {"slug": "fa", "name": "Persiska"},
    {"slug": "prs", "name": "Dari"},
    {"slug": "ku", "name": "Kurdiska"},
    {"slug": "uk", "name": "Ukrainska"},
    {"slug": "ru", "name": "Ryska"},
    {"slug": "pl", "name": "Polska"},
    {"slug": "bs", "name": "Bosniska"},
    {"slug": "th", "name": "Thailändska"},
    {"slug": "tr", "name": "Turkiska"},
    {"slug": "es", "name": "Spanska"},
]
AREAS = [{"slug": "hela-kommunen", "name": "Hela kommunen"}]


class Migration(migrations.Migration):
    dependencies = [("civsam_arena", "0001_initial")]

    operations = [
        load_terms("civsam_arena", "Theme", THEMES),
        load_terms("civsam_arena", "TargetGroup", TARGET_GROUPS),
        load_terms("civsam_arena", "Language", LANGUAGES),
        load_terms("civsam_arena", "Area", AREAS),
    ]
