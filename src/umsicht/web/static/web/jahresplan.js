// A year plan that is kept on this device, so that "Into the year plan" on the page of an offer leads straight into it.
// Kept only when asked for: the address is the key to the plan. Without scripts the links lead to the start page.
const KEY = "umsicht.jahresplan";
const portal = (path) => path.split("/jahresplan")[0];

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY) || "{}");
    return found && typeof found === "object" ? found : {};
  } catch {
    return {};
  }
}

function write(plans) {
  try {
    localStorage.setItem(KEY, JSON.stringify(plans));
    return true;
  } catch {
    return false; // storage switched off
  }
}

const sound = (address, base) => typeof address === "string" && address.startsWith(`${base}/jahresplan/`);

// Links of offers and of the watch list into the kept plan.
for (const link of document.querySelectorAll("a[data-plan-take]")) {
  const url = new URL(link.href);
  const base = portal(url.pathname);
  const kept = read()[base];
  if (sound(kept, base)) link.href = `${kept}/aufnehmen${url.search}`;
}

for (const part of document.querySelectorAll("[data-plan-open]")) {
  const base = portal(location.pathname);
  const kept = read()[base];
  if (sound(kept, base)) {
    part.hidden = false;
    const link = part.querySelector("a");
    link.href = location.search ? `${kept}/aufnehmen${location.search}` : kept;
  }
}

// After deletion nothing may lead there any more.
if (document.querySelector("[data-plan-forget]")) {
  const plans = read();
  delete plans[portal(location.pathname)];
  write(plans);
}

const page = document.querySelector("[data-plan]");
if (page) {
  const address = page.dataset.plan;
  const base = portal(address);
  const keep = page.querySelector("[data-plan-keep]");
  const label = keep?.querySelector(".kern-label");
  const off = label?.textContent;
  const show = () => {
    const on = read()[base] === address;
    label.textContent = on ? keep.dataset.kept : off;
  };
  if (keep && write(read())) {
    keep.hidden = false;
    page.querySelector("[data-plan-hint]").hidden = false;
    keep.addEventListener("click", () => {
      const plans = read();
      if (plans[base] === address) delete plans[base];
      else plans[base] = address;
      write(plans);
      show();
    });
    show();
  }

  // htmx comes when somebody turns to the plan, so that reading it costs no request more. A click before works as a link.
  const load = () => {
    for (const kind of ["pointerover", "focusin"]) page.removeEventListener(kind, load);
    const script = document.createElement("script");
    script.src = page.dataset.htmx;
    document.head.append(script);
  };
  for (const kind of ["pointerover", "focusin"]) page.addEventListener(kind, load);

  // A form that comes back with problems takes its own place; a saved one leaves the focus at its entry.
  let goal = "";
  let said = "";
  page.addEventListener("htmx:beforeSwap", (event) => {
    const form = event.detail.requestConfig?.elt?.closest?.("[data-plan-form]");
    goal = form?.dataset.planForm || "";
    said = form?.dataset.planSaid || "";
    if (event.detail.xhr.status === 400 || event.detail.xhr.status === 409) {
      const place = form?.closest("#eintrag")?.parentElement;
      if (!place) return;
      event.detail.shouldSwap = true;
      event.detail.isError = false;
      event.detail.target = place;
      event.detail.selectOverride = "#eintrag";
      event.detail.swapOverride = "innerHTML";
      goal = said = "";
    }
  });
  page.addEventListener("htmx:afterSettle", (event) => {
    const summary = page.querySelector("#eintrag .um-error-summary");
    const opened = event.detail.target?.id?.startsWith("f-") ? event.detail.target.querySelector("input:not([type=hidden])") : null;
    const next = summary || opened || (goal && document.getElementById(goal));
    if (next) next.focus();
    page.querySelector("[data-plan-say]").textContent = said;
    goal = said = "";
  });
  page.addEventListener("click", (event) => {
    const close = event.target.closest("[data-plan-close]");
    const place = close?.closest("#eintrag")?.parentElement;
    if (!place || !place.id.startsWith("f-")) return;
    event.preventDefault();
    const item = place.closest("li");
    place.replaceChildren();
    item.querySelector("a[hx-get]")?.focus();
  });
}
