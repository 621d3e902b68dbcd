// Says under a text how many characters are left.
(() => {
  const watch = (field) => {
    if (field.nextElementSibling?.classList.contains("civsam-count")) return;
    const line = document.createElement("p");
    line.className = "civsam-count";
    line.id = `${field.id}_count`;
    line.setAttribute("aria-live", "polite");
    field.after(line);
    field.setAttribute(
      "aria-describedby",
      [field.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "),
    );
    const count = () => {
      const left = Number(field.dataset.civsamCount) - [...field.value].length;
      const text = left < 0 ? field.dataset.civsamOver : field.dataset.civsamLeft;
      line.textContent = text.replace("%(count)s", Math.abs(left));
      line.classList.toggle("civsam-count--over", left < 0);
    };
    field.addEventListener("input", count);
    count();
  };

  const start = () => document.querySelectorAll("[data-civsam-count]").forEach(watch);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
