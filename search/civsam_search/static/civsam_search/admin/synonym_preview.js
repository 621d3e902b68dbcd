// Shows what a synonym would change, before it is saved.
(() => {
  const button = document.querySelector("[data-civsam-preview]");
  const result = document.querySelector("[data-civsam-preview-result]");
  button.addEventListener("click", async () => {
    const field = (name) => button.closest("form").elements[name];
    const asked = new URLSearchParams({
      written: field("written").value, found: field("found").value, both_ways: field("both_ways").checked,
    });
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
