// Opens each *.html of a folder, pages of `teiwright diff`, in Chromium, uses it, and fails on what is not as it should be.
//   node diff-pages.mjs CHROMIUM FOLDER
import { statSync } from "node:fs";
import { browser, expect, finish, narrow, pages, still, violations } from "./browser.mjs";

for await (const { name, path, address, page, opened } of pages(3000)) {
  if (name.startsWith("release")) {
    for (const scheme of ["light", "dark"]) {
      await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, still]);
      await page.evaluate(() => document.querySelectorAll("details").forEach((it) => (it.open = true)));
      for (const { id, nodes } of await violations(page)) expect(false, name, `axe, ${scheme}: ${id}: ${nodes[0].html.slice(0, 200)}`);
      await page.screenshot({ path: path.replace(".html", `-${scheme}.png`) });
    }
    await narrow(page, name);
    continue;
  }
  const visible = () => page.$$eval("#changes li:not([hidden])", (items) => items.length);
  const all = await visible();
  expect(all > 0, name, "no change is listed");

  // Filters: one class off hides its changes in the list and in the text; an element leaves its own.
  const first = await page.$eval("[name=class]", (box) => box.value);
  await page.click("[name=class]");
  const without = await visible();
  const listed = await page.$$eval("#changes li[hidden]", (items) => [...new Set(items.map((item) => item.dataset.class))]);
  expect(without < all && listed.join() === first, name, `without ${first}: ${without} of ${all} are left, ${listed} are hidden`);
  const leaking = await page.evaluate((name) => {
    const off = new Set([...document.querySelectorAll(`#changes li[data-class=${name}]`)].map((item) => item.dataset.n));
    const shows = (mark) => mark.classList.contains("off") === false;
    return [...document.querySelectorAll("main [data-c]")].filter((mark) => off.has(mark.dataset.c) && shows(mark)).length;
  }, first);
  expect(leaking === 0, name, `without ${first}, ${leaking} marks are shown`);
  await page.click("[name=class]");
  const element = await page.$eval("#element option:nth-child(2)", (option) => option.value);
  await page.select("#element", element);
  const chosen = await page.$$eval("#changes li:not([hidden])", (items) => [...new Set(items.map((item) => item.dataset.element))]);
  expect(chosen.join() === element, name, `of ${element} are shown: ${chosen}`);
  await page.select("#element", "");
  expect((await visible()) === all, name, "the filters do not come back");

  // Keys: next and previous.
  await page.focus("#text");
  await page.keyboard.press("n");
  await page.keyboard.press("n");
  await page.keyboard.press("p");
  expect(/^1 of /.test(await page.$eval("#count", (it) => it.textContent)), name, "keys do not lead from change to change");
  const isSeen = () => page.evaluate(() => {
    const shown = [...document.querySelectorAll("main .here")].flatMap((it) => [...it.getClientRects()]);
    return shown.some((box) => box.bottom > 0 && box.top < innerHeight);
  });
  expect(await isSeen(), name, "the first change is not in view");

  // A move leads to its other place and back; every link of the list leads somewhere.
  const move = await page.$("main .mark a[href$='-new']");
  if (move) {
    await page.evaluate(() => document.querySelector("main .mark a[href$='-new']").click());
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(/-new$/.test(await page.evaluate(() => location.hash)), name, "a move leads nowhere");
    expect(await isSeen(), name, "the new place of a move is not in view");
    const back = await page.evaluate(() => document.querySelector(":target").closest(".row").querySelector(".mark a")?.getAttribute("href"));
    expect(back && (await page.$(back)) !== null, name, "a move does not lead back");
  }
  const dead = await page.$$eval("a[href^='#']", (links) => links.filter((it) => !document.getElementById(it.hash.slice(1))).map((it) => it.hash));
  expect(dead.length === 0, name, `links that lead nowhere: ${dead.slice(0, 5)}`);

  // In two columns and in line.
  const columns = () => page.$eval(".row.changed", (row) => [...row.querySelectorAll(".cell")].filter((it) => it.getClientRects().length).length);
  expect((await columns()) === 2, name, "there are not two columns");
  await page.click("#view-inline");
  expect((await columns()) === 1, name, "in line there are two columns");
  await page.screenshot({ path: path.replace(".html", "-inline.png") });
  await page.click("#view-two");

  // Accessibility, light and dark.
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, still]);
    await page.goto(address);
    await page.screenshot({ path: path.replace(".html", `-${scheme}.png`) });
    // axe-core takes minutes for thousands of rows: of a large page it judges the first.
    if (statSync(path).size >= 800_000) {
      await page.evaluate(() => {
        const after = (selector, count) => [...document.querySelectorAll(selector)].slice(count).forEach((it) => it.remove());
        after("main > *", 200);
        after("li", 100);
      });
    }
    for (const { id, impact, nodes } of await violations(page)) {
      expect(false, name, `axe, ${scheme}: ${id} (${impact}), ${nodes.length} times: ${nodes[0].html.slice(0, 200)}`);
    }
  }
  await narrow(page, name);
  await page.screenshot({ path: path.replace(".html", "-narrow.png") });
  await page.emulateMediaFeatures([]);
  const pdf = await page.pdf({ path: path.replace(".html", ".pdf"), format: "A4", timeout: 240_000 });
  expect(pdf.length > 5000, name, "the PDF is empty");

  // Without its script it reads as well.
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.setViewport({ width: 1440, height: 1000 });
  await plain.goto(address);
  expect(await plain.$eval("main", (main) => main.innerText.split(/\s+/).length > 20), name, "without its script it shows nothing");
  expect((await plain.$$(".script:not([hidden])")).length === 0, name, "without its script filters are shown");
  await plain.close();
  console.log(`${name}: ${all} changes, opened in ${opened} ms`);
}
await finish("diff pages: filtered, stepped through, moves followed, printed, read without script; no request left; axe-core: nothing");
