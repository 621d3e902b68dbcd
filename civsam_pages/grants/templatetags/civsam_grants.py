"""Template tags of the grants room."""

from django import template

from civsam_pages.grants import rules

register = template.Library()

register.filter("kronor", rules.kronor)
register.filter("answer_within", rules.answer_within)
