// The page of a sweep as its readers meet it: on a desk and on a phone, with the data of each chart.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { faultline, source, workshop } from "./faultline.mjs";

const kWidths = { desk: { width: 1100, height: 900 }, phone: { width: 360, height: 740 } };
const kWhenOver = [];
let browser;
let folder;

function swept(seeds) {
  const out = join(workshop({ after: (clean) => kWhenOver.push(clean) }), "sweep");
  const scenario = join(source, "scenarios/catalog/equal-stamps-differ-for-ever.json");
  const ended = faultline("sweep", scenario, "--seeds", seeds, "--out", out);
  assert.ok(existsSync(join(out, "report.html")), ended.err);
  return out;
}

before(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  folder = swept("1..20");
});
after(async () => {
  await browser?.close();
  kWhenOver.forEach((clean) => clean());
});

async function opened(t, from, options = {}) {
  const context = await browser.newContext({ viewport: kWidths.desk, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(from, "report.html")).href);
  return page;
}

test("each chart is drawn in the form that the width asks for", async (t) => {
  for (const [name, viewport] of Object.entries(kWidths)) {
    const page = await opened(t, folder, { viewport });
    const images = await page.locator("img").all();
    assert.ok(images.length >= 2);
    for (const image of images) {
      const { drawn, alt } = await image.evaluate(async (node) => {
        await node.decode();
        return { drawn: node.currentSrc, alt: node.alt };
      });
      assert.ok(alt.length > 20);
      const svg = Buffer.from(drawn.slice(drawn.indexOf(",") + 1), "base64").toString();
      assert.match(svg, name === "phone" ? /viewBox="0 0 400 / : /viewBox="0 0 960 /, alt);
    }
    const { scrolled, wide } = await page.evaluate(() => ({
      scrolled: document.documentElement.scrollWidth, wide: document.documentElement.clientWidth }));
    assert.ok(scrolled <= wide, `${scrolled} of ${wide} pixels`);
  }
});

test("the data of each chart are one click away, and those of the folder", async (t) => {
  const page = await opened(t, folder, { acceptDownloads: true });
  const links = await page.locator("figcaption a").all();
  assert.equal(links.length, await page.locator("img").count());
  for (const link of links) {
    const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
    const name = download.suggestedFilename();
    assert.equal(readFileSync(await download.path(), "utf8"),
                 readFileSync(join(folder, "series", name), "utf8"), name);
  }
});

test("axe finds nothing to blame, in light and dark, with charts and without", async (t) => {
  const few = swept("1..3");
  for (const from of [folder, few]) {
    for (const colorScheme of ["light", "dark"]) {
      const page = await opened(t, from, { colorScheme });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => globalThis.axe.run());
      assert.deepEqual(violations.map((each) => each.id), []);
    }
  }
  const page = await opened(t, few);
  assert.equal(await page.locator("img").count(), 0);
  assert.ok(await page.getByText("No charts: they are drawn from 20 seeds on").isVisible());
});
