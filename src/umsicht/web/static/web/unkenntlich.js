// Marks places on a photo with mouse, finger or keys. They are kept as lines of the form's text field, which works alone too.
const figure = document.querySelector("[data-blur]");
const field = document.querySelector('textarea[name="boxes"]');
const STEP = 1; // percent of the picture

if (figure && field) {
  figure.classList.add("um-blur--on");
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  const said = document.querySelector("[data-blur-said]");
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
  const name = (box, index) => `${figure.dataset.place} ${index + 1}: ${box.map((number) => Math.round(number)).join(", ")}`;

  const remove = (index) => {
    write(parse().filter((_box, other) => other !== index));
    draw();
    said.textContent = figure.dataset.removed;
    (figure.querySelector(".um-blur__box") ?? field).focus();
  };
  const within = (number, low, high) => Math.min(high, Math.max(low, number));
  const MOVES = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
  const byKeys = (event, index) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      remove(index);
    }
    const move = MOVES[event.key];
    if (!move) return;
    event.preventDefault();
    const boxes = parse();
    const [x, y, width, height] = boxes[index];
    boxes[index] = event.shiftKey
      ? [x, y, within(width + move[0], STEP, 100 - x), within(height + move[1], STEP, 100 - y)]
      : [within(x + move[0], 0, 100 - width), within(y + move[1], 0, 100 - height), width, height];
    write(boxes);
    place(event.currentTarget, boxes[index]);
    event.currentTarget.setAttribute("aria-label", name(boxes[index], index));
    said.textContent = name(boxes[index], index);
  };

  const draw = () => {
    for (const old of figure.querySelectorAll(".um-blur__box")) old.remove();
    parse().forEach((box, index) => {
      const element = document.createElement("div");
      element.className = "um-blur__box";
      element.tabIndex = 0;
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", name(box, index));
      element.addEventListener("keydown", (event) => byKeys(event, index));
      place(element, box);
      const away = document.createElement("button");
      away.type = "button";
      away.textContent = "×";
      away.setAttribute("aria-label", `${figure.dataset.remove} (${index + 1})`);
      away.addEventListener("pointerdown", (event) => event.stopPropagation());
      away.addEventListener("click", () => remove(index));
      element.append(away);
      figure.append(element);
    });
  };
  document.querySelector("[data-blur-add]").addEventListener("click", () => {
    write([...parse(), [40, 40, 20, 20]]);
    draw();
    [...figure.querySelectorAll(".um-blur__box")].at(-1).focus();
  });

  const at = (event) => {
    const edge = figure.getBoundingClientRect();
    const share = (value, from, length) => within(((value - from) / length) * 100, 0, 100);
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
