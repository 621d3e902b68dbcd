"""The addresses of Mina sidor: what a person does for an association."""

from django.urls import path

from .views import claims, handovers, invitations, mine, people, proposals

app_name = "civsam_people"

urlpatterns = [
    path("", mine.home, name="home"),
    path("valj/<int:actor_id>/", mine.act_as, name="act_as"),
    path("fil/<int:pk>/", mine.evidence, name="evidence"),
    path("begar/", claims.find, name="claim_find"),
    path("begar/<int:actor_id>/", claims.claim, name="claim"),
    path("begaran/<int:pk>/", claims.status, name="claim_status"),
    path("svar/<str:token>/", claims.answer, name="address_answer"),
    path("inbjudan/<str:token>/", invitations.invitation, name="invitation"),
    path("foresla/", proposals.propose, name="propose"),
    path("foresla/kontrollera/", proposals.check, name="propose_check"),
    path("forslag/<int:pk>/", proposals.proposal, name="proposal"),
    path("<int:actor_id>/", mine.actor, name="actor"),
    path("<int:actor_id>/personer/", people.people, name="people"),
    path("<int:actor_id>/personer/bjud-in/", people.invite, name="invite"),
    path("<int:actor_id>/inbjudan/<int:pk>/ta-tillbaka/", people.revoke, name="revoke"),
    path("<int:actor_id>/inbjudan/<int:pk>/skicka-igen/", people.send_again, name="send_again"),
    path("<int:actor_id>/roll/<int:pk>/", people.change, name="change"),
    path("<int:actor_id>/roll/<int:pk>/forlang/", people.renew, name="renew"),
    path("<int:actor_id>/roll/<int:pk>/avsluta/", people.end, name="end"),
    path("<int:actor_id>/begaran/<int:pk>/", people.answer_claim, name="answer_claim"),
    path("<int:actor_id>/overlamning/", handovers.handover, name="handover"),
    path("<int:actor_id>/overlamning/kontrollera/", handovers.check, name="handover_check"),
    path("<int:actor_id>/overlamning/ta-tillbaka/", handovers.withdraw, name="withdraw_handover"),
]
