// Suggestions under a search box: a combobox with a list, as WAI-ARIA describes it.
// Without this script the box is a plain form, and nothing is lost but the suggestions.
(() => {
  const WAIT = 150;
  const SHORTEST = 2;

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const enhance = (box) => {
    const input = box.querySelector("input");
    const id = `${input.id}-suggestions`;
    const list = element("div", { class: "suggestions", role: "listbox", id, "aria-label": box.dataset.suggestLabel });
    const status = element("p", { class: "ds-sr-only", role: "status" });
    let options = [];
    let active = -1;
    let asked = "";
    let timer = 0;
    let request = null;

    // A search field may not be a combobox; a text field may.
    input.type = "text";
    input.enterKeyHint = "search";
    for (const [key, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    })) input.setAttribute(key, value);
    list.hidden = true;
    box.append(list, status);

    const choose = (index) => {
      options[active]?.setAttribute("aria-selected", "false");
      active = index;
      const option = options[active];
      if (!option) return input.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };

    const show = (open) => {
      list.hidden = !open;
      input.setAttribute("aria-expanded", String(open));
      if (!open) choose(-1);
    };

    const close = () => {
      clearTimeout(timer);
      request?.abort();
      status.textContent = "";
      show(false);
    };

    const draw = (answer) => {
      choose(-1);
      options = [];
      list.replaceChildren(...answer.groups.map((group, place) => {
        const heading = element("div", { class: "suggestions-label", id: `${id}-${place}` }, group.label);
        const made = group.items.map((item) => {
          const option = element("div", {
            role: "option", "aria-selected": "false", id: `${id}-option-${options.length}`, "data-url": item.url,
          }, item.text);
          options.push(option);
          return option;
        });
        heading.setAttribute("role", "presentation");
        return element("div", { role: "group", "aria-labelledby": heading.id }, heading, ...made);
      }));
      status.textContent = answer.status;
      show(options.length > 0);
    };

    const ask = async () => {
      const text = input.value.trim();
      asked = text;
      request?.abort();
      if (text.length < SHORTEST) return close();
      request = new AbortController();
      try {
        const address = `${box.dataset.suggest}?${new URLSearchParams({ q: text.slice(0, 200) })}`;
        const response = await fetch(address, { signal: request.signal });
        const answer = response.ok ? await response.json() : null;
        if (answer && asked === text && document.activeElement === input) draw(answer);
      } catch {
        // The search itself works without suggestions.
      }
    };

    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      const open = !list.hidden;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!options.length) return;
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        // One place more than there are options: the field itself.
        const places = options.length + 1;
        const next = open ? (active + 1 + step + places) % places - 1 : step > 0 ? 0 : options.length - 1;
        show(true);
        choose(next);
      } else if (event.key === "Enter" && open && options[active]) {
        event.preventDefault();
        location.assign(options[active].dataset.url);
      } else if (event.key === "Escape") {
        if (open) event.preventDefault();
        else input.value = "";
        close();
      }
    });
    input.addEventListener("blur", close);
    input.form.addEventListener("submit", close);
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  };

  for (const box of document.querySelectorAll("[data-suggest]")) enhance(box);
})();
