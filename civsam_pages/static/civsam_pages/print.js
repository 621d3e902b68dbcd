// Shows the print buttons, which need a script to work.
for (const item of document.querySelectorAll("[data-print]")) {
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => window.print());
}
