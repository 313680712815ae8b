// Returns what is wrong with how a page lies on the screen, a line for each fault. All lengths are CSS pixels.
(least) => {
  const faults = [];
  const said = (element) => {
    const name = element.getAttribute("aria-label") || element.textContent.trim() || element.getAttribute("name") || "";
    return `<${element.localName}${element.id ? ` id=${element.id}` : ""}> ${name.replace(/\s+/g, " ").slice(0, 60)}`;
  };
  const heard = [...document.querySelectorAll(".told, .skip, thead")].filter(
    (element) => element.matches(".skip") || getComputedStyle(element).clipPath !== "none"); // and not seen
  const isShown = (element) => element.checkVisibility({checkOpacity: true, visibilityProperty: true})
    && !heard.some((hidden) => hidden.contains(element));
  const all = [...document.body.querySelectorAll("*")].filter(isShown);
  const style = new Map(all.map((element) => [element, getComputedStyle(element)]));

  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) faults.push(`the page is ${page.scrollWidth} wide`);

  for (const element of all) {
    const {overflowX, display} = style.get(element);
    if (element.closest("svg") || display === "inline" || element.scrollWidth <= element.clientWidth + 1) continue;
    if (["auto", "scroll"].includes(overflowX)) {
      const named = element.hasAttribute("aria-label") || element.hasAttribute("aria-labelledby");
      if (!named || element.tabIndex !== 0) faults.push(`scrolls sideways, and no key reaches it by a name: ${said(element)}`);
      if (element.querySelector("table")) faults.push(`a table scrolls sideways: ${said(element)}`);
    } else if (!["INPUT", "TEXTAREA", "SELECT", "HTML", "BODY"].includes(element.tagName)) {
      faults.push(`runs out of its place: ${said(element)}`);
    }
  }

  const controls = all.filter((element) => element.matches(
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"));
  const lies = new Map(controls.map((control) => [control, control.getBoundingClientRect()]));
  for (const [control, {width, height, left, right}] of lies) {
    if (width < least || height < least) faults.push(`${width.toFixed(1)} × ${height.toFixed(1)}: ${said(control)}`);
    if (left < 0 || right > innerWidth + 0.5) faults.push(`off the screen: ${said(control)}`);
  }

  const brush = document.createElement("canvas").getContext("2d");
  for (const select of controls.filter((control) => control.localName === "select")) {
    const {font, paddingLeft, paddingRight} = style.get(select);
    brush.font = font;
    const room = select.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - 16; // the arrow
    const wide = brush.measureText(select.selectedOptions[0]?.label ?? "").width; // the list itself is the browser's
    if (wide > room) faults.push(`${wide.toFixed()} of text in ${room.toFixed()}: ${said(select)}`);
  }

  const pieces = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement;
    if (!style.has(parent) || parent.closest("svg, select, textarea") || !walker.currentNode.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const rect of range.getClientRects()) if (rect.width > 1) pieces.push([parent, rect]);
    const font = parseFloat(style.get(parent).fontSize);
    const longest = Math.max(...[...range.getClientRects()].map((rect) => rect.width));
    if (!parent.closest("code, pre, bdi")) for (const {0: word, index} of walker.currentNode.data.matchAll(/[\p{L}]{2,}/gu)) {
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      const parts = [...range.getClientRects()].filter((rect) => rect.width > 0);
      if (parts.at(-1)?.top > parts.at(0)?.top + 2) faults.push(`a word is broken: ${word}`);
    }
    if (longest > font * 48 && !parent.closest("code, pre")) faults.push(`a line of ${(longest / font).toFixed()} em: ${said(parent)}`);
  }
  for (const control of controls) if (!control.matches("[tabindex='0'], a")) pieces.push([control, lies.get(control)]);
  const scrolled = (element) => element.closest("pre, .scroll");
  pieces.sort(([, one], [, other]) => one.top - other.top);
  pieces.forEach(([element, rect], place) => {
    for (let next = place + 1; next < pieces.length && pieces[next][1].top < rect.bottom - 2; next += 1) {
      const [other, under] = pieces[next];
      if (element.contains(other) || other.contains(element) || scrolled(element) || scrolled(other)) continue;
      const across = Math.min(rect.right, under.right) - Math.max(rect.left, under.left);
      const down = Math.min(rect.bottom, under.bottom) - Math.max(rect.top, under.top);
      if (across > 2 && down > 4) faults.push(`lies over another: ${said(element)} and ${said(other)}`);
    }
  });
  for (const part of document.querySelectorAll("table.stacked, table.stacked :is(thead, tbody, tr, th, td)")) {
    if (!part.hasAttribute("role")) faults.push(`loses its place in the table where rows stack: ${said(part)}`);
  }
  return [...new Set(faults)];
}
