// The watch list lives in this browser only. Without scripts the same links carry the numbers in the address.
const KEY = "umsicht.merkliste";
const MOST = 30;

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(found) ? found.filter(Number.isInteger).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function write(ids) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set(ids)].slice(-MOST)));
    return true;
  } catch {
    return false; // storage switched off: the links still work
  }
}

const address = (base, ids) => base + (ids.length ? "?" + ids.map((id) => `o=${id}`).join("&") : "");
const inAddress = () => new URLSearchParams(location.search).getAll("o").map(Number).filter(Number.isInteger);

// "Keep in mind" becomes a switch; a click with a modifier still follows the link.
for (const link of document.querySelectorAll("[data-keep]")) {
  const id = Number(link.dataset.keep);
  const label = link.querySelector(".kern-label");
  const icon = link.querySelector("use");
  const off = label.textContent;
  link.setAttribute("role", "button");
  const show = () => {
    const on = read().includes(id);
    label.textContent = on ? link.dataset.kept : off;
    icon?.setAttribute("href", icon.getAttribute("href").replace(/#.*/, on ? "#star-filled" : "#star"));
  };
  const toggle = (event) => {
    const ids = read();
    if (write(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id])) {
      event.preventDefault();
      show();
    }
  };
  link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) toggle(event);
  });
  link.addEventListener("keydown", (event) => {
    if (event.key === " ") {
      event.preventDefault();
      toggle(event);
    }
  });
  show();
}

// "Compare" takes along what is kept, so that there is something to compare with.
for (const link of document.querySelectorAll("[data-compare]")) {
  const id = Number(link.dataset.compare);
  const others = read().filter((other) => other !== id).slice(-3);
  link.href = address(link.href.split("?")[0], [id, ...others]);
}

const page = document.querySelector("[data-watchlist]");
if (page) {
  const base = page.dataset.watchlist;
  const shown = inAddress();
  const kept = read();
  if (!shown.length && kept.length) location.replace(address(base, kept));
  const said = page.querySelector("[data-watchlist-said]");
  const take = page.querySelector("[data-watchlist-take]");
  if (take && shown.some((id) => !kept.includes(id))) {
    take.hidden = false;
    take.addEventListener("click", () => {
      if (write([...read(), ...shown])) {
        said.textContent = take.dataset.done;
        take.hidden = true;
      }
    });
  }
  const clear = page.querySelector("[data-watchlist-clear]");
  if (clear && kept.length) {
    clear.hidden = false;
    clear.addEventListener("click", () => {
      write([]);
      location.assign(base);
    });
  }
  for (const link of page.querySelectorAll("[data-watchlist-drop]")) {
    link.addEventListener("click", () => write(read().filter((id) => id !== Number(link.dataset.watchlistDrop))));
  }
}
