"""The addresses of answers: the public form, and the conversations of both sides."""

from django.urls import path

from . import conversations, views

app_name = "civsam_answers"

_answer = "mina-sidor/<int:actor_id>/svar/"
urlpatterns = [
    path("svara/<int:page_id>/", views.answer, name="answer"),
    path("svara/<int:page_id>/skickat/", views.sent, name="sent"),
    path("svara/bekrafta/<str:token>/", views.confirm, name="confirm"),
    path("svara/samtal/<str:token>/", views.follow, name="follow"),
    path("svara/samtal/<str:token>/anmal/", views.follow_report, name="follow_report"),
    path("mina-sidor/mina-svar/", conversations.mine, name="mine"),
    path("mina-sidor/mina-svar/<int:pk>/", conversations.own, name="own"),
    path("mina-sidor/mina-svar/<int:pk>/anmal/", conversations.own_report, name="own_report"),
    path(_answer, conversations.answers, name="answers"),
    path(f"{_answer}<int:pk>/", conversations.conversation, name="conversation"),
    path(f"{_answer}<int:pk>/besluta/", conversations.settle, name="settle"),
    path(f"{_answer}<int:pk>/blockera/", conversations.block, name="block"),
    path(f"{_answer}<int:pk>/anmal/", conversations.report, name="report"),
    path(f"{_answer}<int:pk>/initiativ/", conversations.initiative, name="initiative"),
]
