// Suggestions under a search field, after the pattern of a combobox with a list (WAI-ARIA). Enter without a choice
// searches for the words as typed; nothing is remembered.
const WAIT = 120;
let serial = 0;

function option(item, id) {
  const entry = document.createElement("li");
  entry.id = id;
  entry.setAttribute("role", "option");
  entry.setAttribute("aria-selected", "false");
  entry.dataset.url = item.url;
  entry.textContent = item.text;
  if (item.note) {
    const note = document.createElement("span");
    note.className = "um-meta";
    note.textContent = ` ${item.note}`;
    entry.append(note);
  }
  return entry;
}

export function start(form) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const said = document.createElement("p");
  list.id = `vorschlaege-${(serial += 1)}`;
  list.className = "um-suggest";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.dataset.suggestLabel);
  list.hidden = true;
  said.className = "kern-sr-only";
  said.setAttribute("role", "status");
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  input.parentElement.classList.add("um-suggest-anchor");
  input.after(list);
  form.append(said);

  let timer;
  let running;
  let active = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(index) {
    const all = options();
    active = (index + all.length) % all.length;
    all.forEach((entry, i) => entry.setAttribute("aria-selected", String(i === active)));
    input.setAttribute("aria-activedescendant", all[active].id);
    all[active].scrollIntoView({ block: "nearest" });
  }

  function show(groups) {
    list.replaceChildren();
    active = -1;
    input.removeAttribute("aria-activedescendant");
    let count = 0;
    for (const group of groups) {
      const head = document.createElement("li");
      head.setAttribute("role", "presentation");
      head.className = "um-suggest__head";
      head.textContent = group.label;
      list.append(head);
      for (const item of group.items) list.append(option(item, `${list.id}-${(count += 1)}`));
    }
    list.hidden = count === 0;
    input.setAttribute("aria-expanded", String(count > 0));
    said.textContent = count ? `${count} ${form.dataset.suggestLabel}` : "";
  }

  async function ask() {
    running?.abort();
    const text = input.value.trim();
    if (text.length < 2) return close();
    running = new AbortController();
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, { signal: running.signal });
      if (answer.ok && document.activeElement === input) show((await answer.json()).groups);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(active + 1);
    else if (event.key === "ArrowUp") mark(active < 0 ? -1 : active - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) location.assign(options()[active].dataset.url);
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", () => setTimeout(close, 150));
  list.addEventListener("pointerdown", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) {
      event.preventDefault();
      location.assign(chosen.dataset.url);
    }
  });
}
