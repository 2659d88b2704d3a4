// Shortcuts of the inbox. Everything they do can be done with links, boxes and buttons too.
const OFF = "umsicht.tasten.aus";
const form = document.querySelector("[data-work]");
const rows = [...document.querySelectorAll("[data-row]")];
const help = document.querySelector("[data-keys]");
const box = (row) => row.querySelector('input[type="checkbox"]');

if (form && help) {
  help.hidden = false;
  const wanting = form.dataset.wanting.split(" ");
  const step = form.elements.schritt;
  const reason = form.querySelector("[data-reason]");
  const marked = form.querySelector("[data-marked]");
  const sync = () => {
    reason.hidden = !wanting.includes(step.value);
    const count = form.querySelectorAll('input[name="wahl"]:checked').length;
    marked.textContent = count ? marked.dataset.text.replace("#", count) : "";
    for (const row of rows) row.classList.toggle("um-workrow--marked", Boolean(box(row)?.checked));
  };
  form.addEventListener("change", sync);
  sync();

  const on = help.querySelector("[data-keys-on]");
  try {
    on.checked = localStorage.getItem(OFF) === null;
  } catch {
    // storage switched off: the shortcuts stay on
  }
  on.addEventListener("change", () => {
    try {
      if (on.checked) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "1");
    } catch {
      // only for this page, then
    }
  });

  let at = -1;
  const go = (number) => {
    at = Math.min(Math.max(number, 0), rows.length - 1);
    rows[at].querySelector("a").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  };
  const current = () => {
    const found = rows.findIndex((row) => row.contains(document.activeElement));
    return found < 0 ? at : found;
  };
  const typing = (target) =>
    target.isContentEditable || target.matches?.('select, textarea, input:not([type="checkbox"]):not([type="radio"])');

  document.addEventListener("keydown", (event) => {
    if (!on.checked || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.isComposing || typing(event.target)) return;
    const here = current();
    if (event.key === "j") go(here + 1);
    else if (event.key === "k") go(here < 0 ? 0 : here - 1);
    else if (event.key === "x" && here >= 0) box(rows[here])?.click();
    else if (event.key === "t" && here >= 0) rows[here].querySelector("[data-take]")?.click();
    else if (event.key === "?") {
      help.open = true;
      help.querySelector("summary").focus();
    } else return;
    event.preventDefault();
  });
}
