// What the checks of pages share: Chromium with no network asked for, a count of faults, and each *.html of a folder, opened.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const [chromium, folder] = process.argv.slice(2);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const browser = await puppeteer.launch({ executablePath: chromium, args: ["--no-sandbox", "--disable-gpu"] });

// Places are measured, not the way there.
export const still = { name: "prefers-reduced-motion", value: "reduce" };

let faults = 0;
export const expect = (holds, page, what) => {
  if (!holds) {
    faults += 1;
    console.log(`${page}: ${what}`);
  }
};

/** Opens each page of the folder in turn, which must take less than `limit` milliseconds. */
export async function* pages(limit) {
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".html"))) {
    const path = resolve(folder, name);
    const address = pathToFileURL(path).href;
    const page = await browser.newPage();
    const requests = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => expect(false, name, `script error: ${error.message}`));
    page.on("console", (line) => expect(line.type() !== "error", name, `console: ${line.text()}`));
    await page.setViewport({ width: 1440, height: 1000 });
    await page.emulateMediaFeatures([still]);
    const began = performance.now();
    await page.goto(address, { waitUntil: "load" });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    const opened = Math.round(performance.now() - began);
    expect(opened < limit, name, `opened in ${opened} ms`);
    yield { name, path, address, page, opened };
    const foreign = requests.filter((request) => !request.startsWith("file:"));
    expect(foreign.length === 0, name, `requests: ${foreign}`);
    await page.close();
  }
}

/** What axe-core has against a page as it is shown. */
export async function violations(page) {
  await page.evaluate(axe);
  return (await page.evaluate(() => axe.run({ resultTypes: ["violations"] }))).violations;
}

/** Whether a page as wide as a telephone needs no scrolling to the side. */
export async function narrow(page, name) {
  await page.setViewport({ width: 400, height: 900 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(overflow <= 1, name, `on a narrow screen it is ${overflow} pixels too wide`);
}

/** Ends the run: with `summary`, or with the exit status of faults. */
export async function finish(summary) {
  await browser.close();
  if (faults) process.exit(1);
  console.log(summary);
}
