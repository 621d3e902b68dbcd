// Helps while a form is written: how much is left of a text, and how far the pictures have come.
(() => {
  const NEAR = 0.8;

  const watch = (field) => {
    const limit = Number(field.dataset.civsamLimit);
    const line = document.createElement("p");
    line.className = "muted";
    line.id = `${field.id}_left`;
    line.setAttribute("aria-live", "polite");
    field.parentElement.querySelector("[data-civsam-left-now]")?.remove();
    field.after(line);
    const described = field.getAttribute("aria-describedby");
    field.setAttribute("aria-describedby", [described, line.id].filter(Boolean).join(" "));
    const count = () => {
      const written = [...field.value].length;
      const left = limit - written;
      const text = left < 0 ? field.dataset.civsamOver : field.dataset.civsamLeft;
      line.textContent = written < limit * NEAR ? "" : text.replace("%(count)s", Math.abs(left));
    };
    field.addEventListener("input", count);
    count();
  };

  // Pictures go up with a bar. The page that comes back, with its errors or its pictures, takes
  // the place of this one: what the server answers is the same with and without a script.
  const send = (form, button, box) => {
    const bar = document.createElement("progress");
    const line = document.createElement("p");
    const request = new XMLHttpRequest();
    const buttons = form.querySelectorAll("button");
    const sent = new FormData(form, button);
    const block = (on) => {
      for (const one of buttons) one.disabled = on;
    };
    const failed = () => {
      block(false);
      bar.remove();
      line.textContent = box.dataset.failed;
      button.focus();
    };

    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", box.dataset.sending);
    line.textContent = box.dataset.sending;
    box.replaceChildren(line, bar);
    block(true);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = (100 * event.loaded) / event.total;
    });
    request.upload.addEventListener("load", () => {
      bar.removeAttribute("value"); // the server draws them anew: how long is not known
      line.textContent = box.dataset.arrived;
    });
    request.addEventListener("error", failed);
    request.addEventListener("load", () => {
      if (request.status !== 200) return failed();
      if (new URL(request.responseURL).pathname !== location.pathname) {
        return location.assign(request.responseURL);
      }
      show(new DOMParser().parseFromString(request.responseText, "text/html"));
    });
    request.open("POST", location.href);
    request.send(sent);
  };

  const show = (answer) => {
    document.title = answer.title;
    document.querySelector("main").replaceWith(answer.querySelector("main"));
    start();
    const undescribed = [...document.querySelectorAll("input[name^=alt-]")].find(
      (field) => !field.value,
    );
    const next = document.querySelector("main [autofocus]") ?? undescribed;
    (next ?? document.querySelector("main")).focus();
  };

  const start = () => {
    for (const field of document.querySelectorAll("[data-civsam-limit]")) watch(field);
    const box = document.querySelector("[data-civsam-upload]");
    const chosen = box?.closest("form").querySelector("input[type=file]");
    box?.closest("form").addEventListener("submit", (event) => {
      const leaves = ["save", "up", "remove"].includes(event.submitter?.name);
      if (!event.submitter || leaves || !chosen.files.length) return;
      event.preventDefault();
      send(event.target, event.submitter, box);
    });
  };
  start();
})();
