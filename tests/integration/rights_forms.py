"""What keeps machines from the forms of a page, read from the page itself."""

from html.parser import HTMLParser

# Buttons ask nothing, and what is hidden nobody fills in.
ASKS_NOTHING = {"hidden", "submit", "button", "image", "reset"}

# Views whose forms have no trap, and why.
WITHOUT_TRAP = {
    "account_": "allauth's own forms, with its limits for each address, account and net address; "
    "a program that fills in passwords is welcome here",
    "mfa_": "as account_",
    "usersessions_": "as account_",
    "civsam_me:": "one's own account alone: nothing of it reaches anybody else",
    "socialaccount_": "as account_",
}


class _Forms(HTMLParser):
    """Each form of a page that is posted: the names in it, and whether it asks for anything."""

    def __init__(self):
        super().__init__()
        self.found, self._form = [], None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            is_posted = (attrs.get("method") or "get").lower() == "post"
            self._form = {"action": attrs.get("action", ""), "names": set(), "asks": False}
            if is_posted:
                self.found.append(self._form)
        elif self._form and tag in ("input", "textarea", "select"):
            name = attrs.get("name", "")
            self._form["names"].add(name)
            is_asked = tag != "input" or attrs.get("type", "text") not in ASKS_NOTHING
            self._form["asks"] |= is_asked and name != "homepage"

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None


def unguarded(view: str, body: str, *, is_open: bool) -> list[str]:
    """The forms of a page that machines could fill in: without a trap, or without a least time
    where the page is open to all. Gives what each of them lacks.

    What comes after a login, or by a signed link in a mail, needs no least time: there two clicks
    are enough, and who they are is known.
    """
    if view.startswith(tuple(WITHOUT_TRAP)):
        return []
    parser = _Forms()
    parser.feed(body)
    needed = {"homepage", "shown_at"} if is_open else {"homepage"}
    return [
        f"{form['action']} {sorted(form['names'])} lacks {sorted(needed - form['names'])}"
        for form in parser.found
        if form["asks"] and needed - form["names"]
    ]
