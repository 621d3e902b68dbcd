"""The forms of Mina sidor."""

from .claims import AnswerForm, ClaimForm, FindForm
from .handovers import HandoverForm, NewcomerForms
from .invitations import InviteForm, RoleForm
from .proposals import ProposeForm, SendProposalForm

__all__ = [
    "AnswerForm",
    "ClaimForm",
    "FindForm",
    "HandoverForm",
    "InviteForm",
    "NewcomerForms",
    "ProposeForm",
    "RoleForm",
    "SendProposalForm",
]
