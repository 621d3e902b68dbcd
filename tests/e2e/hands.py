"""Two ways to use a page, with a finger or a mouse, and with the keyboard alone; and who does."""

import re

from playwright.sync_api import expect

FAR = 250  # more stops than any page has
IS_FOCUSED = "element => element === document.activeElement"
IN_GROUP = "element => document.activeElement?.name === element.name"


class Pointer:
    """Presses, chooses and writes as with a finger."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        target.click()

    press_and_stay = press

    def choose(self, target):
        target.check()

    tick = choose

    def write(self, target, text):
        target.fill(text)

    def attach(self, target, file):
        target.set_input_files(file)


class Keyboard:
    """Tab, arrows, Enter and Space, and nothing else."""

    def __init__(self, page):
        self.page = page

    def reach(self, target, there=IS_FOCUSED):
        """Go on with Tab until the focus is where it should be."""
        target.wait_for()
        for _step in range(FAR):
            if target.evaluate(there):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard does not reach {target}")

    def press(self, target):
        """Follow a link or send a form: another page comes."""
        self.reach(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def press_and_stay(self, target):
        """Press what may be answered within the page."""
        self.reach(target)
        self.page.keyboard.press("Enter")

    def choose(self, target):
        self.reach(target, IN_GROUP)
        for _step in range(20):
            if target.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked()

    def tick(self, target):
        self.reach(target)
        if not target.is_checked():
            self.page.keyboard.press("Space")
        assert target.is_checked()

    def write(self, target, text):
        self.reach(target)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(text)

    def attach(self, target, file):
        self.reach(target)
        target.set_input_files(file)  # the window that chooses is the system's, not the page's


class Person:
    """Somebody with a browser and a way to use it."""

    def __init__(self, page, hands):
        self.page, self.hands = page, hands(page)

    def press(self, role, name):
        self.hands.press(self.page.locator("main").get_by_role(role, name=re.compile(name)).first)

    def submit(self):
        self.hands.press(self.page.locator("main form button[type=submit]").first)

    def log_in(self, address, code_of):
        """By the code in the mail; the page that asked for it comes back."""
        self.hands.write(self.page.locator("#id_email"), address)
        self.submit()
        self.hands.write(self.page.locator("#id_code"), code_of(address))
        self.submit()

    def says(self, words):
        expect(self.page.locator("main")).to_contain_text(re.compile(words))

    def fill(self, **answers):
        for name, text in answers.items():
            self.hands.write(self.page.locator(f"#id_{name}"), text)

    def choose(self, name, value):
        self.hands.choose(self.page.locator(f'input[name="{name}"][value="{value}"]'))

    def tick(self, name, *values):
        for value in values:
            self.hands.tick(self.page.locator(f'input[name="{name}"][value="{value}"]'))
