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

  for (const field of document.querySelectorAll("[data-civsam-limit]")) watch(field);
})();
