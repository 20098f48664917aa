"use strict";
(() => {
  const form = document.getElementById("controls");
  const items = [...document.querySelectorAll("#changes li")];
  if (!form || !items.length) return;
  for (const part of form.querySelectorAll(".script")) part.hidden = false;
  const element = document.getElementById("element");
  const count = document.getElementById("count");
  const marks = new Map();
  for (const mark of document.querySelectorAll("[data-c]")) {
    const list = marks.get(mark.dataset.c);
    if (list) list.push(mark); else marks.set(mark.dataset.c, [mark]);
  }
  let shown = items;
  let here = -1;

  const tell = () => {
    count.textContent = here < 0 ? `${shown.length} of ${items.length} shown` : `${here + 1} of ${shown.length}`;
  };

  const filter = () => {
    const classes = new Set([...form.querySelectorAll("[name=class]:checked")].map((box) => box.value));
    unmark();
    here = -1;
    shown = [];
    const off = new Set();
    for (const item of items) {
      const isShown = classes.has(item.dataset.class) && (!element.value || item.dataset.element === element.value);
      item.hidden = !isShown;
      if (isShown) shown.push(item); else off.add(item.dataset.n);
      for (const mark of marks.get(item.dataset.n) ?? []) mark.classList.toggle("off", !isShown);
    }
    for (const row of document.querySelectorAll(".row.changed")) row.hidden = !row.querySelector("[data-c]:not(.off)");
    for (const cell of document.querySelectorAll("#strip a")) {
      const first = cell.dataset.all.split(" ").find((it) => !off.has(it));
      cell.hidden = first === undefined;
      if (first !== undefined) cell.setAttribute("href", "#c" + first);
    }
    tell();
  };

  const unmark = () => {
    for (const mark of document.querySelectorAll(".here")) mark.classList.remove("here");
  };

  // Shows a change in the text and in the list.
  const show = (index, target) => {
    here = index;
    unmark();
    const item = shown[index];
    item.classList.add("here");
    item.scrollIntoView({ block: "nearest" });
    const all = marks.get(item.dataset.n) ?? [];
    for (const mark of all) mark.classList.add("here");
    const place = target ?? document.getElementById("c" + item.dataset.n);
    const row = place?.closest(".row");
    (all.find((mark) => mark.getClientRects().length && (!row || row.contains(mark))) ?? row)?.scrollIntoView({ block: "center" });
    tell();
  };

  const step = (by) => {
    if (!shown.length) return;
    show(here < 0 ? (by > 0 ? 0 : shown.length - 1) : (here + by + shown.length) % shown.length);
  };

  const follow = () => {
    const target = document.getElementById(location.hash.slice(1));
    const wanted = /^#c(\d+)/.exec(location.hash)?.[1];
    const index = shown.findIndex((item) => item.dataset.n === wanted);
    if (target && index >= 0) show(index, target);
  };

  form.addEventListener("change", (event) => { if (event.target.name !== "view") filter(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const button of form.querySelectorAll("[data-step]")) button.addEventListener("click", () => step(Number(button.dataset.step)));
  document.addEventListener("keydown", (event) => {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "radio" && event.target.type !== "checkbox") return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n" || event.key === "j") step(1);
    if (event.key === "p" || event.key === "k") step(-1);
  });
  addEventListener("hashchange", follow);
  tell();
  follow();
})();
