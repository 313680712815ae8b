// What htmx does not do by itself where a page brings itself up to date: whoever is in that part of it stays where they
// are, what they have opened stays open, and a screen reader is told. A part in which somebody fills in a form waits.
"use strict";

const REACHED = "a[href], button, input, select, textarea, summary, [tabindex]";
const nameOf = (element) => [element.localName, element.getAttribute("href"), element.name, element.getAttribute("aria-label") || element.textContent.trim()].join("\n");
let kept = null;

document.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.detail.elt;
  if (part.id === "live" && part.querySelector("details[open] form")) event.preventDefault();
});

document.addEventListener("htmx:beforeSwap", ({detail: {target}}) => {
  const focused = target.contains(document.activeElement) ? document.activeElement : null;
  kept = {
    id: target.id,
    open: [...target.querySelectorAll("details")].map((details) => details.open),
    name: focused && nameOf(focused),
    place: focused && [...target.querySelectorAll(REACHED)].indexOf(focused),
  };
});

document.addEventListener("htmx:afterSwap", () => {
  const part = kept && document.getElementById(kept.id);
  if (!part) return;
  part.querySelectorAll("details").forEach((details, place) => { details.open = kept.open[place] ?? details.open; });
  if (kept.name !== null) {
    const reached = [...part.querySelectorAll(REACHED)];
    const same = reached.find((element) => nameOf(element) === kept.name) ?? reached[kept.place];
    (same ?? document.getElementById("main")).focus({preventScroll: true});
  }
  const told = document.getElementById("told");
  if (part.dataset.told === undefined) {
    told.textContent = "";
    setTimeout(() => { told.textContent = told.dataset.changed; }, 100); // said anew, also where it says the same
  } else if (told.textContent !== part.dataset.told) {
    told.textContent = part.dataset.told; // how far a work is comes every second; aloud it is told where its words are others
  }
  kept = null;
});
