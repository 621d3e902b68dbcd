"""A small form of the tests' own: somebody borrows chairs. No room of ours knows it."""

from civsam_pages.guided.rules import Choice, Field, GuidedForm, Kind, Step, given

WAYS = (Choice("fetch", "Fetch", "Between 8 and 16"), Choice("send", "Have them sent"))


def _address(answers):
    return given(answers, "how", "way") == "send"


def _days(values):
    if values.get("from_day") and values.get("to_day", "") < values["from_day"]:
        return {"to_day": "The last day comes before the first."}
    return {}


FORM = GuidedForm(
    code="lending",
    title="Borrow chairs",
    steps=(
        Step(
            "what",
            "What do you want to borrow?",
            (
                Field("why", kind=Kind.LONG_TEXT, missing="Say why.", limit=50),
                Field(
                    "extras",
                    "Extras",
                    Kind.CHOICES,
                    choices=lambda a: WAYS,
                    required=False,
                    suggested=lambda a: ["fetch"],
                    most=1,
                ),
            ),
            section="The chairs",
        ),
        Step(
            "when",
            "When?",
            (
                Field("from_day", "From", Kind.DATE),
                Field("to_day", "To", Kind.DATE, required=False),
            ),
            section="The chairs",
            check=_days,
        ),
        Step(
            "how",
            "How do you get them?",
            (Field("way", kind=Kind.CHOICE, choices=lambda a: WAYS, missing="Choose how."),),
            section="Delivery",
        ),
        Step("where", "Where to?", (Field("street", "Street"),), asked=_address),
        Step(
            "who",
            "Who are you?",
            (
                Field("email", "E-mail", Kind.EMAIL),
                Field("phone", "Phone", Kind.PHONE, required=False),
                Field("page", "Page", Kind.URL, required=False),
                Field("secret", "For us", required=False, only_kommun=True),
                Field(
                    "helpers",
                    "Helpers",
                    Kind.ROWS,
                    required=False,
                    count=2,
                    columns=(Field("name", "Name"), Field("task", "Task", required=False)),
                ),
            ),
            section="You",
        ),
    ),
    check_title="Check",
    check_intro="Read it.",
    send="Borrow",
)

ANSWERS = {
    "what": {"why": "A party", "extras": []},
    "when": {"from_day": "2027-05-01", "to_day": "2027-05-02"},
    "how": {"way": "fetch"},
    "who": {
        "email": "a@example.org",
        "phone": "",
        "page": "",
        "secret": "",
        "helpers": [{"name": "Bo", "task": "Carries"}],
    },
}
