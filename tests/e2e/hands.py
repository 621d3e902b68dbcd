"""Two ways to use a page: with a finger or a mouse, and with the keyboard alone."""

FAR = 250  # more stops than any page has
IS_FOCUSED = "element => element === document.activeElement"
IN_GROUP = "element => document.activeElement?.name === element.name"


class Pointer:
    """Presses, chooses and writes as with a finger."""

    def __init__(self, page):
        self.page = page

    def press(self, target):
        target.click()

    def choose(self, target):
        target.check()

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

    def choose(self, target):
        self.reach(target, IN_GROUP)
        for _step in range(20):
            if target.evaluate(IS_FOCUSED):
                break
            self.page.keyboard.press("ArrowDown")
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
