// Marks places on a photo with mouse or finger. They are kept as lines of the form's text field, which works alone too.
const figure = document.querySelector("[data-blur]");
const field = document.querySelector('textarea[name="boxes"]');

if (figure && field) {
  figure.classList.add("um-blur--on");
  const parse = () =>
    field.value.split("\n").map((line) => line.trim().split(/\s+/).map((part) => Number(part.replace(",", ".")))).filter((numbers) => numbers.length === 4 && numbers.every(Number.isFinite));
  const write = (boxes) => {
    field.value = boxes.map((box) => box.map((number) => number.toFixed(1)).join(" ")).join("\n");
  };
  const place = (element, [x, y, width, height]) => {
    element.style.left = `${x}%`;
    element.style.top = `${y}%`;
    element.style.width = `${width}%`;
    element.style.height = `${height}%`;
  };
  const draw = () => {
    for (const old of figure.querySelectorAll(".um-blur__box")) old.remove();
    parse().forEach((box, index, boxes) => {
      const element = document.createElement("div");
      element.className = "um-blur__box";
      place(element, box);
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", `${figure.dataset.remove} (${index + 1})`);
      remove.addEventListener("pointerdown", (event) => event.stopPropagation());
      remove.addEventListener("click", () => {
        write(boxes.filter((_box, other) => other !== index));
        draw();
        field.focus();
      });
      element.append(remove);
      figure.append(element);
    });
  };
  const at = (event) => {
    const edge = figure.getBoundingClientRect();
    const share = (value, from, length) => Math.min(100, Math.max(0, ((value - from) / length) * 100));
    return [share(event.clientX, edge.left, edge.width), share(event.clientY, edge.top, edge.height)];
  };
  let start;
  let ghost;
  const box = (event) => {
    const [x, y] = at(event);
    return [Math.min(x, start[0]), Math.min(y, start[1]), Math.abs(x - start[0]), Math.abs(y - start[1])];
  };
  figure.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    start = at(event);
    ghost = document.createElement("div");
    ghost.className = "um-blur__box";
    figure.append(ghost);
    figure.setPointerCapture(event.pointerId);
  });
  figure.addEventListener("pointermove", (event) => start && place(ghost, box(event)));
  figure.addEventListener("pointerup", (event) => {
    if (!start) return;
    const drawn = box(event);
    start = undefined;
    ghost.remove();
    if (drawn[2] > 0.5 && drawn[3] > 0.5) write([...parse(), drawn]);
    draw();
  });
  figure.addEventListener("pointercancel", () => {
    start = undefined;
    ghost?.remove();
  });
  field.addEventListener("input", draw);
  draw();
}
