// What htmx does not do by itself: tell a screen reader that a part of the page has changed.
"use strict";

document.addEventListener("htmx:afterSwap", (event) => {
  const told = document.getElementById("told");
  if (event.detail.target.id === "live" && told) {
    told.textContent = told.dataset.changed;
  }
});
