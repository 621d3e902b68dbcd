"""Twenty presses of the same button at the same moment are one answer and one mail."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from civsam_pages.answers import services
from civsam_pages.answers.models import Answer, Message
from civsam_pages.answers.rules import AnswerState
from civsam_pages.notifications.models import Mail
from tests.at_once import marks

from .conftest import KIM, answer

pytestmark = marks
TIMES = 20


def test_one_form_is_one_answer_and_one_mail(here, at_once):
    key = uuid.uuid4()
    given = at_once(*[lambda: answer(here.kitchen, here.carin, key=key).pk] * TIMES)
    assert len(set(given)) == 1
    assert at_once.then(Answer.objects.count) == at_once.then(Message.objects.count) == 1
    assert at_once.then(Mail.objects.filter(address=here.samira.email).count) == 1


def test_one_form_of_a_visitor_is_one_mail(here, at_once):
    key = uuid.uuid4()

    def send():
        return services.send_from_address(
            page=here.kitchen,
            kind="help",
            message="Hej",
            key=key,
            name="Kim",
            email=KIM,
            visitor=AnonymousUser(),
        ).pk

    assert len(set(at_once(*[send] * TIMES))) == 1
    assert at_once.then(Mail.objects.filter(address=KIM).count) == 1


def test_of_a_yes_and_a_no_one_stands(here, carins, at_once):
    def settle(by, state):
        return lambda: services.settle(answer=carins, by=by, to_state=state).state

    given = at_once(
        *[settle(here.samira, AnswerState.AGREED), settle(here.nadja, AnswerState.DECLINED)] * 5
    )
    assert sum(not isinstance(one, PermissionDenied) for one in given) == 1
    assert at_once.then(Mail.objects.filter(address=here.carin.email).count) == 1
