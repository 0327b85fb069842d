// Returns what is wrong with the page for somebody who uses a screen reader, a keyboard or little light: a list of
// sentences, empty for a good page. Run inside the page by test_browser.py.
() => {
  const faults = [];
  const name = (element) => element.outerHTML.slice(0, 120);
  const seen = (element) => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";

  if (!document.documentElement.lang) faults.push("The page names no language.");
  if (!document.title.trim()) faults.push("The page has no title.");
  if (document.querySelectorAll("h1").length !== 1) faults.push("The page does not have exactly one first heading.");
  if (document.querySelectorAll("main").length !== 1) faults.push("The page does not have exactly one main part.");

  const ids = [...document.querySelectorAll("[id]")].map((element) => element.id);
  for (const id of new Set(ids)) {
    if (ids.filter((other) => other === id).length > 1) faults.push(`The id ${id} is there twice.`);
  }
  for (const element of document.querySelectorAll("[aria-labelledby], [aria-describedby], [aria-controls]")) {
    for (const attribute of ["aria-labelledby", "aria-describedby", "aria-controls"]) {
      for (const id of (element.getAttribute(attribute) || "").split(/\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) faults.push(`${attribute} leads nowhere: ${name(element)}`);
      }
    }
  }

  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const here = Number(heading.tagName[1]);
    if (here > level + 1 && level > 0) faults.push(`A level of headings is left out before: ${name(heading)}`);
    level = here;
  }

  for (const control of document.querySelectorAll("input:not([type=hidden]), select, textarea")) {
    if (!control.labels?.length && !control.getAttribute("aria-label")) faults.push(`No label: ${name(control)}`);
  }
  for (const element of document.querySelectorAll("a[href], button, summary")) {
    const words = (element.textContent || "").trim() || element.getAttribute("aria-label");
    if (!words) faults.push(`Nothing says what this does: ${name(element)}`);
    const box = element.getBoundingClientRect();
    const inText = getComputedStyle(element).display === "inline";
    if (seen(element) && !inText && box.width > 1 && (box.height < 24 || box.width < 24)) {
      faults.push(`Too small to hit: ${name(element)}`);
    }
  }
  for (const picture of document.querySelectorAll("img")) {
    if (!picture.hasAttribute("alt")) faults.push(`A picture without words: ${name(picture)}`);
  }
  for (const table of document.querySelectorAll("table")) {
    for (const head of table.querySelectorAll("th")) {
      if (!head.scope) faults.push(`A head of a table without scope: ${name(head)}`);
    }
  }
  for (const element of document.querySelectorAll("[tabindex]")) {
    if (Number(element.tabIndex) > 0) faults.push(`The order of the Tab key is forced: ${name(element)}`);
  }
  for (const box of document.querySelectorAll("*")) {
    const style = getComputedStyle(box);
    const scrolls = /auto|scroll/.test(style.overflowX + style.overflowY) && box.tagName !== "HTML" && box.tagName !== "BODY";
    const over = box.scrollWidth > box.clientWidth + 1 || box.scrollHeight > box.clientHeight + 1;
    if (scrolls && over && seen(box) && box.tabIndex < 0 && !box.querySelector("a[href], button, input, select")) {
      faults.push(`The keyboard cannot scroll this: ${name(box)}`);
    }
  }

  const light = (colour) => {
    const parts = colour.match(/[\d.]+/g).map(Number);
    const linear = parts.slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (colour !== "rgba(0, 0, 0, 0)" && colour !== "transparent") return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !seen(element) || element.closest(".hidden-text, .skip, script, noscript")) continue;
    const [high, low] = [light(getComputedStyle(element).color), light(ground(element))].sort((a, b) => b - a);
    const contrast = (high + 0.05) / (low + 0.05);
    if (contrast < 4.5) faults.push(`Hard to read, ${contrast.toFixed(2)} to 1: ${name(element)}`);
  }
  return faults;
}
