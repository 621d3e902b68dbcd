"""Kinds of applicants to start from, with the article that "Vi är …" needs."""

from django.db import migrations

from civsam_pages.arena.defaults import load_terms

KINDS = [
    {"slug": "forening", "name": "Föreningar", "we_are": "en förening"},
    {"slug": "natverk", "name": "Nätverk", "we_are": "ett nätverk"},
    {"slug": "unga", "name": "Grupper av unga", "we_are": "en grupp unga"},
    {"slug": "trossamfund", "name": "Trossamfund", "we_are": "ett trossamfund"},
    {"slug": "studieforbund", "name": "Studieförbund", "we_are": "ett studieförbund"},
    {"slug": "socialt-foretag", "name": "Sociala företag", "we_are": "ett socialt företag"},
    {"slug": "privatperson", "name": "Privatpersoner", "we_are": "en privatperson"},
]


class Migration(migrations.Migration):
    dependencies = [("civsam_grants", "0001_initial")]

    operations = [load_terms("civsam_grants", "ApplicantKind", KINDS)]
