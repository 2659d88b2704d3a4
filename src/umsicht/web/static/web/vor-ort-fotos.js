// Photos of a site inspection that survive a missing network: they lie in the browser's database until the server has
// said that it has them. Each gets a key here, once; the server takes each key once, so sending again is harmless.
const MOST = 20;
const SIDE = 2400; // the server keeps no more either
const THUMB = 120;

const open = () =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("umsicht.vor-ort", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "client_key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const within = async (mode, work) => {
  const base = await open();
  try {
    return await new Promise((resolve, reject) => {
      const step = base.transaction("photos", mode);
      const request = work(step.objectStore("photos"));
      step.oncomplete = () => resolve(request.result);
      step.onabort = () => reject(step.error);
    });
  } finally {
    base.close();
  }
};

// Drawn anew, so that place and device of the camera do not even stay on this one. Throws for what is no picture.
const drawn = async (file, side) => {
  const picture = await createImageBitmap(file);
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
};
const packed = (canvas) => new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));

// `post(address, body)` answers as in vor-ort.js; `pending()` are keys of notes the server does not have yet;
// `send()` sends those first and then calls flush().
export const start = ({ page, form, key, post, pending, changed, send }) => {
  const texts = form.dataset;
  const said = page.querySelector("[data-photo-said]");
  const list = page.querySelector("[data-photo-queue]");
  const choice = form.elements.finding;
  const mine = async () =>
    (await within("readonly", (store) => store.getAll())).filter((one) => one.where === key).sort((one, other) => one.at - other.at);
  const put = (photo) => within("readwrite", (store) => store.put(photo));
  const drop = (photo) => within("readwrite", (store) => store.delete(photo.client_key));

  const row = async (photo) => {
    const item = document.createElement("li");
    item.className = "um-row";
    const image = await drawn(photo.blob, THUMB).catch(() => document.createElement("canvas"));
    image.setAttribute("role", "img");
    image.setAttribute("aria-label", photo.alt_text);
    const text = Object.assign(document.createElement("span"), { textContent: photo.alt_text });
    if (photo.error) text.append(" ", Object.assign(document.createElement("strong"), { textContent: `${texts.refused} ${photo.error}` }));
    const remove = Object.assign(document.createElement("button"), { type: "button", className: "kern-btn kern-btn--tertiary" });
    remove.append(Object.assign(document.createElement("span"), { className: "kern-label", textContent: texts.remove }));
    remove.setAttribute("aria-label", `${texts.remove}: ${photo.alt_text}`);
    remove.addEventListener("click", async () => {
      await drop(photo);
      said.textContent = texts.removed;
      await show();
      form.elements.content.focus();
    });
    item.append(image, text, remove);
    return item;
  };
  let turn = 0;
  const show = async () => {
    const now = ++turn;
    const photos = await mine().catch(() => []);
    const rows = await Promise.all(photos.map(row));
    if (now !== turn) return; // a later look has begun
    list.replaceChildren(...rows);
    changed(photos.length);
  };

  const keep = async () => {
    const { content, alt_text, finding } = form.elements;
    const [file] = content.files;
    const wrong = !file ? [texts.noPicture, content] : !alt_text.value.trim() ? [texts.noWords, alt_text] : undefined;
    if (wrong) {
      said.textContent = wrong[0];
      wrong[1].focus();
      return;
    }
    const blob = await drawn(file, SIDE).then(packed).catch(() => null);
    if (!blob || blob.size > Number(texts.largest)) {
      said.textContent = blob ? texts.large : texts.unreadable;
      content.focus();
      return;
    }
    try {
      if ((await mine()).length >= MOST) {
        said.textContent = texts.many;
        return;
      }
      await put({ client_key: crypto.randomUUID(), where: key, at: Date.now(), blob, alt_text: alt_text.value.trim(), finding: finding.value });
    } catch {
      said.textContent = texts.full;
      return;
    }
    form.reset();
    navigator.storage?.persist?.();
    said.textContent = navigator.onLine ? "" : texts.kept;
    await show();
    content.focus();
    await send();
  };

  let busy = false;
  const flush = async () => {
    if (busy) return;
    busy = true;
    try {
      const next = async () => (await mine()).find((one) => !one.error && !pending().has(one.finding)); // its note goes first
      for (let photo = await next(); photo; photo = await next()) {
        const body = new FormData();
        for (const name of ["client_key", "alt_text", "finding"]) body.set(name, photo[name]);
        body.set("content", photo.blob, "foto.jpg");
        const { state, error } = await post(form.action, body);
        if (state === "later" || state === "login") {
          if (state === "login") said.textContent = texts.login;
          break;
        }
        if (state === "taken") await drop(photo);
        else await put({ ...photo, error });
        said.textContent = state === "taken" ? texts.gone : "";
        await show();
      }
    } catch {
      said.textContent = texts.full;
    } finally {
      busy = false;
    }
  };

  // Notes that are not sent yet can have photos already.
  const offer = (notes) => {
    for (const note of notes) {
      if ([...choice.options].some((option) => option.value === note.client_key)) continue;
      choice.add(new Option(note.text.slice(0, 60), note.client_key));
      choice.value = note.client_key;
    }
  };

  let keeping = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (keeping) return; // two taps are one photo
    keeping = true;
    try {
      await keep();
    } finally {
      keeping = false;
    }
  });
  return { flush, offer, show };
};
