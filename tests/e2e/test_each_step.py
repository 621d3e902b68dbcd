"""Each step of writing, with an error and without, and each page of those who review.

One browser walks them all, which costs seconds and not minutes. What is wrong is gathered by page.
"""

import re

from .pages import SAMIRA
from .test_every_page import RULES, check_html

# What Samira changes: an association, and a need, an initiative or the association's own page.
FORMS = {
    "need": ("oppna_dorren", "cyklar_till_cykelskola"),
    "initiative": ("oppna_dorren", "cykelskola_for_vuxna"),
    "profile": ("norrstrands_foraldranatverk", "norrstrands_foraldranatverk"),
}
# Lists of the review and the moderation. Of each the first row is looked at too, and what its form
# says when this button is pressed with nothing in it.
ADMIN = {
    "review/": "[value=reject]",
    "review/afterwards/": "",
    "review/changes/": "[value=refuse]",
    "review/trust/": "[value=give]",
    "review/numbers/": "",
    "moderation/": "form[novalidate] [type=submit]",
    "moderation/log/": "",
    "moderation/begin/": "",
    "answers/": "[value=write]",
}
CLEAR = """
for (const one of document.querySelectorAll('main form :is(input, textarea)')) {
    if (['text', 'email', 'tel', 'url', 'textarea'].includes(one.type)) one.value = ''
    if (['radio', 'checkbox'].includes(one.type)) one.checked = false
}"""
# Header and footer are the same everywhere, and looked at with every page of the demo.
LOOK = """async rules => {
    document.querySelectorAll('main details').forEach(one => one.open = true)
    // What opening set going begins with the next frame.
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    const moving = document.getAnimations({subtree: true}).filter(one => !one.animationName)
    await Promise.all(moving.map(transition => transition.finished))
    const options = {runOnly: rules, resultTypes: ['violations'], preload: false}
    const found = await axe.run(document.querySelector('main'), options)
    const root = document.documentElement
    const wrong = found.violations.map(one => one.id + ': ' + one.nodes[0].html.slice(0, 200))
    return root.scrollWidth > root.clientWidth ? [...wrong, 'wider than its screen'] : wrong
}"""
ASKED = "main .ds-alert[role=alert]"


class Walk:
    """A walk from page to page: what is wrong with each, and what the Nu checker is to read."""

    def __init__(self, page, axe, folder=None):
        self.page, self.folder = page, folder
        self.seen, self.wrong = [], {}
        page.add_init_script(axe)

    def look(self, name):
        if self.folder:
            (self.folder / f"{len(self.seen):03}.html").write_bytes(self.page.documents[-1].body())
        if found := self.page.evaluate(LOOK, RULES):
            self.wrong[name] = found
        self.seen.append(name)

    def press(self, button="main form [type=submit]:not([name])"):
        with self.page.expect_navigation():
            self.page.locator(button).last.click()

    def clear(self):
        self.page.evaluate(CLEAR)


def test_each_step_of_writing_is_accessible_valid_and_fits_a_phone(
    demo, open_page, ids, axe, tmp_path
):
    walk = Walk(open_page("/lotsen/", width=320, person=SAMIRA), axe, tmp_path)
    page, errors = walk.page, 0
    for form, (actor, changed) in FORMS.items():
        page.goto(f"{demo}/mina-sidor/{ids[actor]}/andra/{ids[changed]}/")
        walk.press()
        check = page.url
        walk.look(f"{form}: check")
        links = page.locator("main a[href*='?kontrollera']")
        hrefs = links.evaluate_all("all => all.map(one => one.href)")
        for url in dict.fromkeys(href.split("?")[0] for href in hrefs):
            step = f"{form}: {url.rsplit('/', 2)[1]}"
            page.goto(url)
            walk.look(step)
            walk.clear()
            walk.press()
            if page.title().startswith("Fel: "):
                errors += 1
                walk.look(f"{step}, errors")
        page.goto(check)
        walk.look(f"{form}: check, with answers missing")
        page.goto(check.replace("kontrollera", "forhandsvisa"))
        walk.look(f"{form}: preview")
    assert errors >= 15
    look_at_questions(walk, check.replace("kontrollera", "what"))
    page.goto(check.replace("kontrollera", "kasta"))
    walk.look("throw away")
    assert walk.wrong == {}
    check_html(tmp_path, dict(enumerate(walk.seen)))


def look_at_questions(walk, step):
    """What a writer is asked about, and what has been saved in another window meanwhile."""
    walk.page.goto(step)
    walk.page.locator("main textarea").first.fill("Ring Anna Berg, 070-174 06 31.")
    walk.press()
    assert walk.page.locator(ASKED).count()
    walk.look("asked about a telephone number")
    walk.press()
    walk.page.goto(step)
    walk.page.evaluate("document.querySelector('[name=version]').value = 0")
    walk.page.locator("main textarea").first.fill("Vi ses varje onsdag.")
    walk.press()
    assert walk.page.locator(f"{ASKED} dl").count()
    walk.look("saved in another window")


def test_each_page_of_those_who_review_is_accessible(demo, reviewer, axe):
    walk, page, errors = Walk(reviewer, axe), reviewer, 0
    for path, button in ADMIN.items():
        page.goto(f"{demo}/admin/civsam/{path}")
        walk.look(path)
        hrefs = page.locator("main a").evaluate_all("all => all.map(one => one.pathname)")
        rows = (href for href in hrefs if re.fullmatch(rf"/admin/civsam/{path}\d+/", href))
        if row := next(rows, None):
            page.goto(demo + row)
            walk.look(f"{path}, one")
            if button and page.locator(f"main {button}").count():
                errors += 1
                walk.clear()
                walk.press(f"main {button}")
                walk.look(f"{path}, one, errors")
    assert errors >= 3
    assert walk.wrong == {}
