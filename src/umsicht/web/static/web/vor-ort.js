// Notes of a site inspection that survive a missing network. Each note gets a key here, once; the server takes each key
// once. So sending again is harmless, and a note leaves the device only after the server has said that it has it.
const CACHE = "umsicht.vor-ort";
const page = document.querySelector("[data-field]");
const form = page?.querySelector("[data-form]");

if (form) {
  const texts = page.dataset;
  const find = (name) => page.querySelector(`[data-${name}]`);
  const said = find("said");
  for (const part of page.querySelectorAll("[data-scripted]")) part.hidden = false;

  const read = () => {
    try {
      return { queue: [], draft: {}, ...JSON.parse(localStorage.getItem(texts.key) ?? "{}") };
    } catch {
      return { queue: [], draft: {} };
    }
  };
  const keep = (state) => {
    try {
      localStorage.setItem(texts.key, JSON.stringify(state));
      return true;
    } catch {
      said.textContent = texts.full;
      return false;
    }
  };
  const change = (edit) => {
    const state = read();
    edit(state);
    return keep(state);
  };

  const NAMES = ["text", "place", "strategy", "kind", "rating"];
  const entered = () => Object.fromEntries(NAMES.map((name) => [name, new FormData(form).get(name) ?? ""]));
  const fill = (note) => {
    for (const name of NAMES) if (note[name] !== undefined && form.elements[name]) form.elements[name].value = note[name];
  };

  const row = (note) => {
    const item = document.createElement("li");
    const text = item.appendChild(document.createElement("div"));
    text.textContent = note.text;
    if (note.error) {
      text.append(" ", Object.assign(document.createElement("strong"), { textContent: `${texts.refused} ${note.error}` }));
      const back = Object.assign(document.createElement("button"), { type: "button", className: "kern-btn kern-btn--tertiary" });
      back.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: texts.back }));
      back.addEventListener("click", () => {
        change((state) => {
          state.queue = state.queue.filter((other) => other.client_key !== note.client_key);
          state.draft = note;
        });
        fill(note);
        show();
        form.elements.text.focus();
      });
      item.append(back);
    }
    return item;
  };
  let photos; // what vor-ort-fotos.js answers, where this person may add photos
  let waiting = 0; // photos on this device
  const show = () => {
    const { queue } = read();
    photos?.offer(queue);
    find("count").textContent = queue.length;
    for (const part of page.querySelectorAll("[data-photo-count]")) part.textContent = waiting;
    find("queue").replaceChildren(...queue.map(row));
    find("net-on").hidden = !navigator.onLine;
    find("net-off").hidden = navigator.onLine;
    find("send").disabled = !queue.length && !waiting;
  };

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

  // "taken", "login" (nothing lost, ask again later), "later" (no network), or the reason why the server refuses it.
  const post = async (address, body) => {
    let response;
    try {
      response = await fetch(address, {
        method: "POST", body, credentials: "same-origin", redirect: "follow",
        headers: { Accept: "application/json", "X-CSRFToken": token() },
      });
    } catch {
      return { state: "later" };
    }
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.ok && isJson) return { state: "taken", answer: await response.json() };
    if (response.redirected || response.status === 401 || response.status === 403) return { state: "login" };
    if (isJson && response.status < 500) return { state: "refused", error: (await response.json()).errors?.join(" ") ?? "" };
    if (response.status === 413) return { state: "refused", error: texts.large };
    return { state: "later" };
  };
  const send = (note) => {
    const body = new FormData();
    for (const name of [...NAMES, "client_key"]) body.set(name, note[name]);
    return post(location.pathname, body);
  };

  let busy = false;
  const flush = async () => {
    if (busy) return;
    busy = true;
    try {
      const next = () => read().queue.find((one) => !one.error); // asked anew: more may have come meanwhile
      for (let note = next(); note; note = next()) {
        const { state, error, answer } = await send(note);
        if (state === "later") break;
        if (state === "login") {
          said.textContent = texts.login;
          break;
        }
        const noted = change((held) => {
          if (state === "taken") held.queue = held.queue.filter((one) => one.client_key !== note.client_key);
          else for (const one of held.queue) if (one.client_key === note.client_key) one.error = error;
        });
        if (!noted) break;
        if (state === "taken") {
          said.textContent = texts.sent;
          if (answer.new) list(answer.no, note.text);
        }
        show();
      }
    } finally {
      busy = false;
      show();
    }
    await photos?.flush();
  };
  const list = (number, text) => {
    const item = document.createElement("li");
    item.textContent = `${number}. ${text}`;
    find("list")?.prepend(item);
  };

  form.addEventListener("input", () => change((state) => (state.draft = { ...entered(), client_key: state.draft.client_key })));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const note = { ...entered(), client_key: read().draft.client_key ?? crypto.randomUUID() };
    if (!note.text.trim()) {
      said.textContent = texts.empty;
      form.elements.text.focus();
      return;
    }
    if (!change((state) => {
      state.queue.push(note);
      state.draft = {};
    })) return;
    form.reset();
    said.textContent = navigator.onLine ? "" : texts.kept;
    show();
    flush();
    form.elements.text.focus();
  });
  find("send").addEventListener("click", flush);
  addEventListener("online", () => {
    show();
    flush();
  });
  addEventListener("offline", show);
  addEventListener("storage", show);

  // The page itself and what it is drawn with, so that a reload without network works.
  const putBy = async () => {
    const cache = await caches.open(CACHE);
    const fresh = await fetch(location.pathname, { credentials: "same-origin" });
    if (!fresh.ok || fresh.redirected) return;
    await cache.put(location.pathname, fresh);
    const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
    const own = new Set([...(texts.photoScript ? [new URL(texts.photoScript, location).href] : []), ...parts].filter((name) => name.startsWith(`${location.origin}/`) && /\.(css|js|svg|woff2?|png)(\?|$)/.test(name)));
    await Promise.all([...own].map((name) => cache.add(name).catch(() => undefined)));
    page.dataset.ready = "1";
  };
  if ("serviceWorker" in navigator && navigator.onLine) {
    navigator.serviceWorker.register(texts.worker, { scope: texts.scope }).then(() => navigator.serviceWorker.ready).then(putBy).catch(() => undefined);
  }

  find("clear").addEventListener("click", async () => {
    if (read().queue.length || waiting) {
      said.textContent = texts.kept;
      return;
    }
    localStorage.removeItem(texts.key);
    await caches.delete(CACHE);
    for (const worker of await navigator.serviceWorker?.getRegistrations() ?? []) await worker.unregister();
    said.textContent = texts.forget;
  });

  const photoForm = page.querySelector("[data-photo-form]");
  if (photoForm) {
    const pending = () => {
      const { queue, draft } = read();
      return new Set([...queue, ...(draft.text ? [draft] : [])].map((note) => note.client_key).filter(Boolean));
    };
    const changed = (count) => {
      waiting = count;
      show();
    };
    try {
      const { start } = await import(texts.photoScript);
      photos = start({ page, form: photoForm, key: texts.key, post, pending, changed, send: flush });
      await photos.show();
    } catch {
      // the form for a photo then works with a network only; notes go on
    }
  }

  fill(read().draft);
  show();
  flush();
}
