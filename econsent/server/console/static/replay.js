// Draws ink again at the speed at which it was drawn: each piece of a line has its moments, in ms.
"use strict";

const still = matchMedia("(prefers-reduced-motion: reduce)");

function replay(figure) {
  const told = figure.querySelector("[role=status]");
  const pieces = [...figure.querySelectorAll("path")].map((path) => ({
    path, begins: Number(path.dataset.begins), ends: Number(path.dataset.ends),
  }));
  const run = Symbol("run");
  figure.run = run; // a second touch begins anew
  told.textContent = told.dataset.begun;
  let start = null;
  const draw = (now) => {
    if (figure.run !== run) return;
    start ??= now;
    const at = now - start;
    for (const { path, begins, ends } of pieces) {
      const drawn = at >= ends ? 1 : still.matches || at < begins ? 0 : (at - begins) / (ends - begins);
      path.toggleAttribute("hidden", drawn === 0);
      path.style.strokeDashoffset = 1 - drawn;
    }
    if (pieces.some(({ ends }) => at < ends)) requestAnimationFrame(draw);
    else told.textContent = told.dataset.done;
  };
  requestAnimationFrame(draw);
}

for (const figure of document.querySelectorAll("figure[data-replay]")) {
  const button = figure.querySelector("button");
  button.hidden = false;
  button.addEventListener("click", () => replay(figure));
}
