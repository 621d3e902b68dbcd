// Passkeys: asks the browser for one, puts its answer in the form, and sends the form.
// Without this file, or in a browser without passkeys, the sections stay hidden.
(() => {
  "use strict";
  if (!window.PublicKeyCredential || !window.webauthnJSON) return;

  const options = async (form) => {
    if (form.dataset.passkey === "login") {
      const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(String(answer.status));
      return (await answer.json()).request_options;
    }
    const data = JSON.parse(document.getElementById("js_data").textContent);
    return data.request_options || data.creation_options;
  };

  const credential = async (form) => {
    const wanted = await options(form);
    if (form.dataset.passkey !== "add") return window.webauthnJSON.get(wanted);
    // One that logs in alone: kept in the device, and behind its lock.
    wanted.publicKey.authenticatorSelection = {
      ...wanted.publicKey.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    };
    return window.webauthnJSON.create(wanted);
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const section = form.closest("[data-passkey-section]");
    if (section) section.hidden = false;
    const problem = form.querySelector("[data-passkey-error]");
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (problem) problem.hidden = true;
      try {
        form.elements.credential.value = JSON.stringify(await credential(form));
        form.submit();
      } catch {
        if (problem) problem.hidden = false;
      }
    });
  }

  for (const hint of document.querySelectorAll("[data-without-passkeys]")) hint.hidden = true;
})();
