"use strict";
(() => {
  const form = document.getElementById("search");
  const query = document.getElementById("query");
  const found = document.getElementById("found");
  const text = document.getElementById("text");
  if (!form || !text) return;
  form.hidden = false;
  const LIMIT = 5000;
  let nodes = null;
  let whole = "";
  let ranges = [];
  let here = -1;

  // The text nodes, and the text of all of them in small letters; a letter whose small form is longer keeps its place.
  const read = () => {
    nodes = [];
    const parts = [];
    let length = 0;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const small = node.data.toLowerCase();
      const part = small.length === node.data.length ? small : node.data;
      nodes.push([length, node]);
      parts.push(part);
      length += part.length;
    }
    whole = parts.join("").replace(/\s/g, " ");
  };

  const place = (offset) => {
    let low = 0, high = nodes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (nodes[middle][0] <= offset) low = middle; else high = middle - 1;
    }
    return [nodes[low][1], offset - nodes[low][0]];
  };

  const mark = (name, list) => {
    if (!window.Highlight || !CSS.highlights) return;
    if (list.length) CSS.highlights.set(name, new Highlight(...list)); else CSS.highlights.delete(name);
  };

  const search = () => {
    if (!nodes) read();
    const wanted = query.value.trim().toLowerCase().replace(/\s+/g, " ");
    ranges = [];
    here = -1;
    for (let at = wanted ? whole.indexOf(wanted) : -1; at >= 0 && ranges.length < LIMIT; at = whole.indexOf(wanted, at + wanted.length)) {
      const range = document.createRange();
      range.setStart(...place(at));
      const [node, end] = place(at + wanted.length - 1);
      range.setEnd(node, end + 1);
      ranges.push(range);
    }
    mark("found", ranges);
    mark("here", []);
    found.textContent = wanted ? count() : "";
  };

  const count = () => {
    if (!ranges.length) return "Not found";
    const all = ranges.length === LIMIT ? LIMIT + " or more" : ranges.length;
    return here < 0 ? all + " found" : here + 1 + " of " + all;
  };

  const step = (by) => {
    if (!ranges.length) return;
    here = (here + by + ranges.length + (here < 0 && by < 0 ? 1 : 0)) % ranges.length;
    const range = ranges[here];
    mark("here", [range]);
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    found.textContent = count();
  };

  let waiting = 0;
  query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(waiting); if (here < 0) search(); step(1); });
  form.querySelector("[data-step='-1']").addEventListener("click", () => step(-1));
  document.addEventListener("keydown", (event) => {
    const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    if (event.key === "/" && !isField && !event.ctrlKey && !event.metaKey) { event.preventDefault(); query.focus(); }
    if (event.key === "Escape" && event.target === query) { query.value = ""; search(); }
  });
})();
