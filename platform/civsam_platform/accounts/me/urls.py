"""The addresses of Mitt konto. Those of allauth's own pages lie beside them."""

from django.urls import path

from . import views

app_name = "civsam_me"

urlpatterns = [
    path("", views.home, name="home"),
    path("namn/", views.name, name="name"),
    path("mejl/", views.mail, name="mail"),
    path("sprak/", views.language, name="language"),
    path("logga-ut-overallt/", views.log_out_everywhere, name="log_out_everywhere"),
    path("mina-uppgifter/", views.data, name="data"),
    path("mina-uppgifter/hamta/", views.download, name="download"),
    path("ta-bort/", views.delete, name="delete"),
]
