// Opens each *.html of a folder in Chromium, uses it, and fails on what is not as it should be.
//   node pages.mjs CHROMIUM FOLDER
import { browser, expect, finish, narrow, pages, still, violations } from "./browser.mjs";

for await (const { name, path, address, page, opened } of pages(2000)) {
  // Search: a word of the last speech is found, counted, and brought into view.
  const word = await page.evaluate(() => {
    const words = [...document.querySelectorAll(".reading p:not([class]), .reading .l")].at(-1)?.textContent.match(/\p{L}{3,}/gu);
    return words?.at(-1) ?? "";
  });
  if (word) {
    await page.type("#query", word);
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /of/.test(document.querySelector("#found").textContent), { timeout: 5000 }).catch(() => {});
    const found = await page.$eval("#found", (output) => output.textContent);
    expect(/^1 of \d/.test(found), name, `search for ${word}: "${found}"`);
    const marked = await page.evaluate(() => CSS.highlights.get("found")?.size ?? 0);
    expect(marked > 0, name, "nothing is marked");
  }

  // A permalink leads to its speech.
  const link = await page.$eval(".sp > .here", (anchor) => anchor.getAttribute("href")).catch(() => null);
  if (link) {
    await page.goto(address + link);
    const top = await page.$eval(":target", (target) => target.getBoundingClientRect().top);
    expect(top >= -1 && top < 1000, name, `the permalink ${link} shows ${top}`);
  }

  // Notes: from the call to the note, and back.
  const call = await page.$(".call");
  if (call) {
    await page.evaluate(() => document.querySelector(".call").click());
    const note = await page.$eval(":target", (target) => [target.className, target.querySelector(".back").getAttribute("href")]);
    expect(note[0].includes("note"), name, "the call leads to no note");
    await page.evaluate(() => document.querySelector(":target .back").click());
    expect(await page.$eval(":target", (target) => target.classList.contains("call")), name, "the note does not lead back");
  }

  // Accessibility, light and dark. The metadata are opened, so that they are judged too.
  for (const scheme of ["light", "dark"]) {
    await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }, still]);
    await page.goto(address);
    await page.evaluate(() => (document.querySelector("#about").open = true));
    const size = await page.evaluate(() => document.documentElement.outerHTML.length);
    if (size < 800_000) {
      for (const { id, impact, nodes } of await violations(page)) {
        const isGrave = impact === "serious" || impact === "critical";
        expect(!isGrave, name, `axe, ${scheme}: ${id} (${impact}): ${nodes[0].html.slice(0, 160)}`);
        if (!isGrave) console.log(`${name}: axe notes ${id} (${impact}), ${nodes.length} times`);
      }
    }
    await page.evaluate(() => (document.querySelector("#about").open = false));
    await page.screenshot({ path: path.replace(".html", `-${scheme}.png`) });
  }
  await narrow(page, name);
  await page.screenshot({ path: path.replace(".html", "-narrow.png") });
  await page.emulateMediaFeatures([]);
  const pdf = await page.pdf({ path: path.replace(".html", ".pdf"), format: "A4", timeout: 240_000 });
  expect(pdf.length > 5000, name, "the PDF is empty");

  // Without its script it reads as well.
  const plain = await browser.newPage();
  await plain.setJavaScriptEnabled(false);
  await plain.goto(address);
  const words = await plain.$eval("main", (main) => main.textContent.split(/\s+/).length);
  expect(words > 20, name, "without its script it shows nothing");
  expect(await plain.$eval("#search", (form) => form.hidden), name, "without its script a search is shown");
  await plain.close();
  console.log(`${name}: opened in ${opened} ms, ${words} words`);
}
await finish("pages: searched, linked, read without script, printed; nothing asked of any server; axe-core: nothing serious");
