// Passkeys (WebAuthn). A form says with data-passkey what it wants: "create" a new one, "get" one with the options it
// carries, or "login", which asks the server for options first. The answer goes into its field `credential`.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
const listed = (items) => items?.map((item) => ({ ...item, id: bytes(item.id) }));

function readable(credential) {
  const response = { clientDataJSON: text(credential.response.clientDataJSON) };
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = text(credential.response[name]);
  }
  return {
    type: credential.type,
    id: credential.id,
    rawId: text(credential.rawId),
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function create(form, { publicKey }) {
  const options = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    user: { ...publicKey.user, id: bytes(publicKey.user.id) },
    excludeCredentials: listed(publicKey.excludeCredentials),
  };
  const passwordless = form.elements.passwordless;
  if (passwordless) {
    options.authenticatorSelection = {
      ...options.authenticatorSelection,
      residentKey: passwordless.checked ? "required" : "discouraged",
      requireResidentKey: passwordless.checked,
      ...(passwordless.checked && { userVerification: "required" }),
    };
  }
  return navigator.credentials.create({ publicKey: options });
}

function get({ publicKey }) {
  const options = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: listed(publicKey.allowCredentials),
  };
  return navigator.credentials.get({ publicKey: options });
}

async function fetched(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  return (await answer.json()).request_options;
}

async function ask(form) {
  if (form.dataset.passkey === "login") return get(await fetched(form));
  const options = JSON.parse(form.dataset.options);
  return form.dataset.passkey === "create" ? create(form, options) : get(options);
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const status = form.querySelector("[data-passkey-status]");
      status.textContent = "";
      try {
        form.elements.credential.value = JSON.stringify(readable(await ask(form)));
        form.submit();
      } catch {
        status.textContent = form.dataset.failed;
      }
    });
  }
}
