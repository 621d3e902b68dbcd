// Shows what a rule would change, before it is saved.
(() => {
  const button = document.querySelector("[data-civsam-preview]");
  const result = document.querySelector("[data-civsam-preview-result]");
  button.addEventListener("click", async () => {
    const asked = new URLSearchParams({ changed: button.dataset.changed });
    for (const name of button.dataset.fields.split(" ")) {
      const field = button.closest("form").elements[name];
      asked.set(name, field.type === "checkbox" ? field.checked : field.value);
    }
    button.disabled = true;
    try {
      const response = await fetch(`${button.dataset.civsamPreview}?${asked}`);
      if (!response.ok) throw new Error(response.status);
      result.innerHTML = await response.text();
    } catch {
      result.textContent = button.dataset.failed;
    }
    button.disabled = false;
  });
})();
