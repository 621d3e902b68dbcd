"""Organisation numbers: kept when right, explained when wrong, and a person's never kept."""

import pytest
from django.core.exceptions import ValidationError
from stdnum import luhn

from civsam_pages.register.fields import OrgNumberField, OrgNumberInput, parse_org_number
from civsam_pages.register.rules import PersonalNumberError, clean_org_number, format_org_number


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("802002-8711", "8020028711"),
        ("8020028711", "8020028711"),
        (" 802002 8711 ", "8020028711"),
        ("16802002-8711", "8020028711"),
        ("802002–8711", "8020028711"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_a_number_is_read_however_it_was_written(written, digits):
    assert clean_org_number(written) == digits
    assert clean_org_number(digits) == digits


@pytest.mark.parametrize(
    "written",
    [
        "802002-8712",  # the check digit
        "80200-8711",
        "802002-87111",
        "åtta noll två",
        "802002x8711",
        "²802002871",
    ],
)
def test_a_wrong_number_is_explained(written):
    with pytest.raises(ValueError, match=r"\w+ \w+") as refusal:
        clean_org_number(written)
    assert not isinstance(refusal.value, PersonalNumberError)


def person(birth: str) -> str:
    """A number in the shape of a person's, for nobody: its day of birth does not exist."""

    return f"{birth}000{luhn.calc_check_digit(birth + '000')}"


PERSONS = [
    person("801399"),
    person("800099"),
    f"{person('801399')[:6]}-{person('801399')[6:]}",
    f"{person('801399')[:6]}+{person('801399')[6:]}",
    f"19{person('801399')}",
    f"20{person('801399')}",
]


@pytest.mark.parametrize("written", PERSONS)
def test_a_persons_number_is_refused_and_never_repeated(written):
    with pytest.raises(PersonalNumberError) as refusal:
        clean_org_number(written)
    assert str(refusal.value) == ""
    with pytest.raises(ValidationError) as shown:
        parse_org_number(written)
    assert shown.value.code == "personal_number"
    digits = [sign for sign in str(shown.value.messages) if sign.isdigit()]
    assert digits == []
    assert shown.value.__cause__ is None
    assert shown.value.__suppress_context__


@pytest.mark.parametrize("written", PERSONS)
def test_a_form_forgets_a_persons_number_at_once(written):
    assert OrgNumberInput().format_value(written) == ""


def test_a_form_shows_again_what_can_be_put_right():
    assert OrgNumberInput().format_value("802002-8712") == "802002-8712"


def test_a_form_has_room_for_what_people_paste():
    field = OrgNumberField(blank=True).formfield()
    assert field.clean("16802002-8711") == "8020028711"
    assert field.clean("") == ""


def test_a_number_is_shown_with_its_hyphen():
    assert format_org_number("8020028711") == "802002-8711"
    assert format_org_number("") == ""
