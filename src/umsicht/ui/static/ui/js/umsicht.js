// Small enhancements; every page works without them. Behaviour hangs on data attributes, never on looks.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// Dialogs. The opener is a link to a page that does the same, or a button that only shows when scripts run.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog-open]");
  if (opener) {
    const dialog = document.getElementById(opener.dataset.dialogOpen);
    if (dialog instanceof HTMLDialogElement) {
      event.preventDefault();
      dialog.showModal();
    }
    return;
  }
  const closer = event.target.closest("[data-dialog-close]");
  if (closer) {
    event.preventDefault();
    closer.closest("dialog")?.close();
  }
});

// Copy and share.
async function share(button) {
  const url = new URL(button.dataset.url || location.href, location.href).href;
  const said = document.getElementById(button.getAttribute("aria-describedby"));
  const say = (text) => said && (said.textContent = text);
  try {
    if (button.dataset.share === "share" && navigator.share) {
      await navigator.share({ title: document.title, url });
      return;
    }
    await navigator.clipboard.writeText(button.dataset.text || url);
    say(button.dataset.done);
  } catch (error) {
    if (error.name !== "AbortError") say(button.dataset.failed);
  }
}

// Tabs: plain links to sections become a tab list.
function tabs(box) {
  const links = all("[data-tabs-list] a", box);
  const panels = links.map((link) => document.getElementById(link.hash.slice(1)));
  if (panels.includes(null)) return;
  const list = box.querySelector("[data-tabs-list]");
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", list.dataset.tabsList);
  const select = (index, focus) => {
    links.forEach((link, i) => {
      link.setAttribute("aria-selected", String(i === index));
      link.tabIndex = i === index ? 0 : -1;
      panels[i].hidden = i !== index;
    });
    if (focus) links[index].focus();
  };
  links.forEach((link, i) => {
    link.parentElement.setAttribute("role", "presentation");
    link.setAttribute("role", "tab");
    link.setAttribute("aria-controls", panels[i].id);
    link.id ||= `${panels[i].id}-tab`;
    panels[i].setAttribute("role", "tabpanel");
    panels[i].setAttribute("aria-labelledby", link.id);
    panels[i].tabIndex = 0;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      select(i);
    });
    link.addEventListener("keydown", (event) => {
      const rtl = document.dir === "rtl" ? -1 : 1;
      const step = { ArrowRight: rtl, ArrowLeft: -rtl }[event.key];
      if (event.key === "Home") select(0, true);
      else if (event.key === "End") select(links.length - 1, true);
      else if (step) select((i + step + links.length) % links.length, true);
      else return;
      event.preventDefault();
    });
  });
  const wanted = panels.findIndex((panel) => `#${panel.id}` === location.hash || panel.querySelector(":target"));
  select(Math.max(wanted, 0));
}

// How many characters are left.
function counter(area) {
  const out = document.getElementById(area.dataset.counter);
  const most = Number(area.getAttribute("maxlength"));
  if (!out || !most) return;
  const show = () => {
    const left = most - area.value.length;
    out.setAttribute("aria-live", left <= 20 ? "polite" : "off");
    out.textContent = out.dataset.text.replace("#", left.toLocaleString(document.documentElement.lang));
  };
  area.addEventListener("input", show);
  show();
}

// Maps load their script only when they come into view.
const seen = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((one) => one.isIntersecting)) {
    seen.unobserve(entry.target);
    import(entry.target.dataset.script).then((module) => module.draw(entry.target));
  }
}, { rootMargin: "300px" });

function enhance(root) {
  all("[data-scripted]", root).forEach((part) => { part.hidden = false; });
  all("[data-unscripted]", root).forEach((part) => { part.hidden = true; });
  all("[data-share]", root).forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => share(button));
  });
  all("[data-tabs]", root).forEach(tabs);
  all("[data-counter]", root).forEach(counter);
  all("[data-map]", root).forEach((box) => seen.observe(box));
  all("[data-print]", root).forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  all("select[data-autosubmit]", root).forEach((select) =>
    select.addEventListener("change", () => select.form.requestSubmit()));
}

// A second click on "send" must not send twice; going back makes the form usable again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || "download" in form.dataset) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});
addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => delete form.dataset.sent));

enhance(document);
document.querySelector("[data-error-summary]")?.focus();

// What came with the page as the answer to a step did not change on it, so screen readers pass over it: say it once more.
const answers = all(".um-flash, main [role=alert]:not([data-error-summary])").map((part) => part.textContent.trim());
if (answers.length) {
  const voice = document.createElement("p");
  voice.className = "kern-sr-only";
  voice.setAttribute("role", "status");
  document.body.append(voice);
  setTimeout(() => { voice.textContent = answers.join(" "); }, 500);
}
document.addEventListener("htmx:load", (event) => event.detail.elt !== document.body && enhance(event.detail.elt));

// Suggestions load with the first key pressed in a search field that has some.
all("form[data-suggest]").forEach((form) => {
  form.addEventListener("focusin", () => import(form.dataset.suggestScript).then((module) => module.start(form)), {
    once: true,
  });
});
