"""Categories in a visitor's words, each with the ICNPO code that statistics count it under."""

from django.db import migrations

from civsam_pages.arena.defaults import load_terms

CATEGORIES = [
    {"slug": "idrott", "name": "Idrott och motion", "icnpo_code": "1200"},
    {"slug": "kultur", "name": "Kultur, musik och teater", "icnpo_code": "1100"},
    {"slug": "friluftsliv", "name": "Friluftsliv", "icnpo_code": "1300"},
    {"slug": "hobby", "name": "Hobby och fritid", "icnpo_code": "1300"},
    {"slug": "hembygd", "name": "Hembygd och historia", "icnpo_code": "1100"},
    {"slug": "bygd", "name": "Bygd och by", "icnpo_code": "6100"},
    {"slug": "samlingslokal", "name": "Samlingslokaler", "icnpo_code": "6100"},
    {"slug": "barn-och-unga", "name": "Barn och unga", "icnpo_code": "1300"},
    {"slug": "gemenskap", "name": "Gemenskap och stöd", "icnpo_code": "4100"},
    {"slug": "pensionar", "name": "Pensionärer", "icnpo_code": "7100"},
    {"slug": "funktionsratt", "name": "Funktionsrätt", "icnpo_code": "7100"},
    {"slug": "halsa", "name": "Hälsa och patienter", "icnpo_code": "3400"},
    {"slug": "integration", "name": "Integration", "icnpo_code": "7100"},
    {"slug": "utbildning", "name": "Utbildning och studiecirklar", "icnpo_code": "2300"},
    {"slug": "tro", "name": "Tro och livsåskådning", "icnpo_code": "10100"},
    {"slug": "miljo", "name": "Miljö och odling", "icnpo_code": "5100"},
    {"slug": "djur", "name": "Djur", "icnpo_code": "5200"},
    {"slug": "trygghet", "name": "Trygghet och beredskap", "icnpo_code": "4200"},
    {"slug": "internationellt", "name": "Internationellt", "icnpo_code": "9100"},
    {"slug": "paverkan", "name": "Påverkan och rättigheter", "icnpo_code": "7100"},
    {"slug": "arbete", "name": "Arbete och yrke", "icnpo_code": "11200"},
    {"slug": "annat", "name": "Annat", "icnpo_code": "12100"},
]


class Migration(migrations.Migration):
    dependencies = [("civsam_register", "0001_initial")]

    operations = [load_terms("civsam_register", "ActorCategory", CATEGORIES)]
