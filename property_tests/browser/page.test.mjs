// The page as its readers meet it: in a browser, offline, on a desk and on a phone.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { faultline, json, report, workshop } from "./faultline.mjs";

const kWidths = { desk: { width: 1100, height: 900 }, phone: { width: 360, height: 740 } };
const kWhenOver = [];
let browser;
let folder;

before(async () => {
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  folder = report({ after: (clean) => kWhenOver.push(clean) }, "cart-split.json");
});
after(async () => {
  await browser?.close();
  kWhenOver.forEach((clean) => clean());
});

// Opens the report; `problems` fills up with what a console would show and what leaves the page.
async function opened(t, options = {}, within = folder) {
  const context = await browser.newContext({ viewport: kWidths.desk, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  const address = pathToFileURL(join(within, "report.html")).href;
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) problems.push(request.url());
  });
  await page.goto(address);
  return { page, problems };
}

const unfold = (page) => page.locator("details").evaluateAll((all) =>
  all.forEach((each) => { each.open = true; }));

test("the page loads nothing else and says no error, in light and dark", async (t) => {
  for (const colorScheme of ["light", "dark"]) {
    const { problems } = await opened(t, { colorScheme });
    assert.deepEqual(problems, []);
  }
});

test("every chart and diagram is drawn, and each has words", async (t) => {
  for (const viewport of Object.values(kWidths)) {
    const { page } = await opened(t, { viewport });
    await unfold(page);
    const images = await page.locator("img").all();
    assert.ok(images.length >= 6);
    for (const image of images) {
      await image.scrollIntoViewIfNeeded();
      const { width, height, alt } = await image.evaluate(async (node) => {
        await node.decode();
        return { width: node.naturalWidth, height: node.clientHeight, alt: node.alt };
      });
      assert.ok(width > 0 && height > 60, alt);
      assert.ok(alt.length > 20);
    }
  }
});

test("on a phone the figures of two systems stand beside each other, measured or not", async (t) => {
  const out = join(workshop(t), "report");
  const scenario = join(workshop(t), "reads.json");
  writeFileSync(scenario, JSON.stringify({
    purpose: "Only reads: no update is acknowledged.",
    topology: { datacenters: { a: { racks: { r: 1 } }, b: { racks: { r: 1 } } } },
    engines: { active_active: {}, dynomite: {} },
    script: [{ at: "1s", datacenter: "a", client: "c1", command: ["GET", "k"] }], quiesce: "5s" }));
  faultline("run", scenario, "--out", out);
  const context = await browser.newContext({ viewport: kWidths.phone });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(out, "report.html")).href);
  assert.ok((await page.locator("td").allTextContents()).includes("none acknowledged"));
  for (const table of await page.locator(".scroll:has(table.figures)").all()) {
    const { scrolled, wide } = await table.evaluate((node) => ({
      scrolled: node.scrollWidth, wide: node.clientWidth }));
    assert.ok(scrolled <= wide, `${scrolled} of ${wide} pixels`);
  }
});

test("nothing scrolls sideways on a phone", async (t) => {
  const { page } = await opened(t, { viewport: kWidths.phone });
  await unfold(page);
  const { scrolled, wide } = await page.evaluate(() => ({
    scrolled: document.documentElement.scrollWidth, wide: document.documentElement.clientWidth }));
  assert.ok(scrolled <= wide, `${scrolled} of ${wide} pixels`);
});

test("the slider moves through time, by keys, by hand and by itself", async (t) => {
  const { page } = await opened(t);
  const slider = page.getByRole("slider", { name: "time of the run" });
  const clock = page.locator("#map output");
  await slider.focus();
  await page.keyboard.press("Home");
  assert.equal(await clock.textContent(), "0.0 s");
  assert.match(await slider.getAttribute("aria-valuetext"), /^0\.0 s, no fault; /);
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await clock.textContent(), "0.0 s");
  await slider.fill("60");
  assert.match(await slider.getAttribute("aria-valuetext"), /partition/);
  await page.getByRole("button", { name: "Play" }).click();
  await page.waitForFunction(() => Number(document.querySelector("#map input").value) > 65);
  await page.getByRole("button", { name: "Stop" }).click();
});

test("the map's frames are few, and end with what differs in result.json", async (t) => {
  const { page } = await opened(t);
  const data = JSON.parse(await page.locator("#map-data").textContent());
  assert.ok(data.frames <= 240);
  const dynomite = data.engines.find((engine) => engine.name === "Dynomite");
  const atEnd = dynomite.pairs.map((pair) =>
    pair.keys.reduce((sum, number, i) => (i % 2 === 1 ? sum + number : sum), 0));
  const { differing_keys: differing } = json(folder, "result.json").engines.dynomite;
  assert.ok(Math.max(...atEnd) > 0 && Math.max(...atEnd) <= differing);
  assert.ok(atEnd.reduce((sum, number) => sum + number) >= differing);
});

test("a table sorts by a column, both ways, and comes back", async (t) => {
  const { page } = await opened(t);
  const table = page.locator("table.sortable").first();
  const labels = () => table.locator("tbody th").allTextContents();
  const column = async () => (await table.locator("tbody tr td:nth-child(2)").allTextContents())
    .map((text) => Number(text.replaceAll(",", ""))).filter((number) => !Number.isNaN(number));
  const asWritten = await labels();
  const button = table.getByRole("button").first();
  const sorted = table.locator("th[aria-sort]");
  await button.click();
  const down = await column();
  assert.deepEqual(down, [...down].sort((a, b) => b - a));
  assert.equal(await sorted.getAttribute("aria-sort"), "descending");
  assert.notDeepEqual(await labels(), asWritten);
  await button.click();
  assert.deepEqual(await column(), [...down].reverse());
  assert.equal(await sorted.getAttribute("aria-sort"), "ascending");
  await button.click();
  assert.deepEqual(await labels(), asWritten);
});

test("every class of the ledger on the page is that of result.json", async (t) => {
  const { page } = await opened(t);
  const result = json(folder, "result.json");
  const table = page.locator("table.figures").first();
  const engines = (await table.locator("thead th").allTextContents()).map((name) =>
    name.trim().toLowerCase().replaceAll(/[- ]/g, "_"));
  let compared = 0;
  for (const row of await table.locator("tbody tr").all()) {
    const key = row.locator("th code");
    if ((await key.count()) === 0) continue;
    const word = (await key.textContent()).trim();
    const cells = await row.locator("td").allTextContents();
    engines.forEach((engine, i) => {
      assert.equal(Number(cells[i].replaceAll(",", "")), result.engines[engine].ledger[word], word);
      ++compared;
    });
  }
  assert.ok(compared >= 6, `${compared}`);
});

test("what the head says was lost is the sum of the classes of result.json", async (t) => {
  const { page } = await opened(t);
  const { engines } = json(folder, "result.json");
  const cards = await page.locator(".verdicts li").all();
  assert.equal(cards.length, Object.keys(engines).length);
  for (const card of cards) {
    const name = (await card.locator(".engine").textContent()).toLowerCase().replaceAll(/[- ]/g, "_");
    const { ledger } = engines[name];
    const lost = Object.keys(ledger).filter((word) => /^(lost_|never_|diverged_)/.test(word))
      .reduce((sum, word) => sum + ledger[word], 0);
    const told = (await card.locator("strong").textContent()).replaceAll(",", "");
    assert.equal(Number(told), lost, name);
  }
});

test("expectations on the page are those of result.json, in their order", async (t) => {
  const { page } = await opened(t);
  const { expectations } = json(folder, "result.json");
  const rows = page.locator("table", { hasText: "expected" }).locator("tbody tr");
  assert.equal(await rows.count(), expectations.length);
  for (const [i, { path, seen, verdict }] of expectations.entries()) {
    const row = rows.nth(i);
    assert.equal((await row.locator("th").textContent()).trim(), path);
    assert.deepEqual((await row.locator("td").allTextContents()).slice(1).map((text) => text.trim()),
                     [String(seen), verdict]);
  }
});

test("what the chart of losses draws is what result.json has, class by class", async () => {
  const { engines } = json(folder, "result.json");
  const [head, ...rows] = readFileSync(join(folder, "series/losses.csv"), "utf8").trim().split("\n")
    .map((line) => line.split(","));
  assert.deepEqual(head.slice(0, 2), ["class", "lost"]);
  assert.equal(rows.length, Object.keys(engines.dynomite.ledger).length);
  for (const [word, , ...counts] of rows)
    head.slice(2).forEach((engine, i) =>
      assert.equal(Number(counts[i]), engines[engine].ledger[word], `${engine} ${word}`));
});

// Rows of a series as objects; an empty cell was not measured.
const series = (name) => {
  const [head, ...rows] = readFileSync(join(folder, `series/${name}.csv`), "utf8").trim().split("\n")
    .map((line) => line.split(","));
  return rows.map((row) => Object.fromEntries(head.map((key, i) => [key, row[i]])));
};
const most = (rows, key) => Math.max(...rows.filter((row) => row[key] !== "")
  .map((row) => Number(row[key])));

test("what the other charts draw adds up to what result.json has", async () => {
  const { engines } = json(folder, "result.json");
  const shares = { 50: "p50", 95: "p95", 99: "p99", 100: "max" };
  for (const row of series("delay"))
    assert.equal(Number(row.within_ns),
      engines[row.engine].staleness_ns[row.direction][shares[row.share_percent]]);
  const differing = series("divergence");
  for (const [name, engine] of Object.entries(engines)) {
    const own = (file) => series(file).filter((row) => row.engine === name);
    const changes = differing.filter((row) => row[name] !== "");
    assert.equal(Number(changes.at(-1)[name]), engine.differing_keys);
    const area = changes.reduce((sum, row, i) => sum + BigInt(row[name]) *
      (BigInt(changes[i + 1]?.at_ns ?? engine.virtual_ns) - BigInt(row.at_ns)), 0n);
    assert.equal(Number(area), engine.divergence_area_key_ns);
    assert.equal(most(own("metadata"), "metadata_bytes_max"), engine.metadata_bytes_peak);
    for (const [dc, { max }] of Object.entries(engine.latency_ns))
      assert.equal(most(own("latency").filter((row) => row.dc === dc), "max_ns"), max);
    for (const [dc, ppm] of Object.entries(engine.availability_ppm)) {
      const rows = own("availability").filter((row) => row.dc === dc);
      const all = (key) => rows.reduce((sum, row) => sum + Number(row[key]), 0);
      assert.equal(Math.floor(all("served") * 1e6 / all("attempted")), ppm);
    }
    for (const [direction, { max }] of Object.entries(engine.staleness_ns))
      assert.equal(most(own("lag").filter((row) => row.direction === direction), "max_ns"), max);
  }
});

test("a chart's data can be saved from the page, and is the series of the folder", async (t) => {
  const { page } = await opened(t);
  const href = await page.locator('a[download="divergence.csv"]').getAttribute("href");
  const bytes = Buffer.from(href.slice(href.indexOf(",") + 1), "base64").toString();
  assert.equal(bytes, readFileSync(join(folder, "series/divergence.csv"), "utf8"));
});

test("every section of the page is one link away, by keys too, with no link on paper", async (t) => {
  const { page } = await opened(t);
  const links = page.getByRole("navigation", { name: "sections" }).getByRole("link");
  const targets = await links.evaluateAll((all) => all.map((each) => each.getAttribute("href")));
  for (const wanted of ["#map", "#charts", "#expectations", "#findings", "#fidelity"])
    assert.ok(targets.includes(wanted), wanted);
  for (const target of targets) assert.equal(await page.locator(target).count(), 1, target);
  await links.filter({ hasText: "Findings" }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => location.hash === "#findings");
  const { top, left } = await page.locator("#findings").evaluate((node) => ({
    top: node.getBoundingClientRect().top,
    left: document.documentElement.scrollHeight - innerHeight - scrollY }));
  assert.ok(Math.abs(top) < 2 || left < 2, `${top} pixels from the top`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("nav").isVisible(), false);
});

test("the head leads to an example of what each engine lost, and unfolds it", async (t) => {
  const { page } = await opened(t);
  const { engines } = json(folder, "result.json");
  const losers = Object.values(engines).filter(({ ledger }) => Object.keys(ledger)
    .some((word) => /^(lost_|never_|diverged_)/.test(word) && ledger[word] > 0));
  const cards = await page.locator(".verdicts li:has(a)").all();
  assert.equal(cards.length, losers.length);
  await page.locator("details").evaluateAll((all) => all.forEach((each) => { each.open = false; }));
  for (const card of cards) {
    const link = card.getByRole("link");
    const finding = page.locator(`details[id="${(await link.getAttribute("href")).slice(1)}"]`);
    await link.click();
    await page.waitForFunction((node) => node.open, await finding.elementHandle());
    assert.ok((await finding.locator("summary").textContent())
      .startsWith(await card.locator(".engine").textContent()));
  }
});

test("on paper all is unfolded and dark on white, and afterwards as it was", async (t) => {
  const { page } = await opened(t, { colorScheme: "dark" });
  const states = () => page.locator("details").evaluateAll((all) => all.map((each) => each.open));
  const before = await states();
  assert.ok(before.includes(false) && before.includes(true));
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.ok((await states()).every((open) => open));
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  assert.deepEqual(await states(), before);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).color), "rgb(29, 35, 41)");
  // Embedded, a drawing is as under a light scheme.
  const chart = page.locator("picture").first();
  const dark = await chart.screenshot();
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  assert.ok(dark.equals(await chart.screenshot()));
  // Each drawing, opened by itself.
  const drawings = await page.locator("figure img, img.diagram").evaluateAll((all) =>
    all.map((each) => each.src));
  assert.ok(drawings.length > 6);
  for (const address of drawings) {
    await page.goto(address);
    const inks = () => page.locator("text").evaluateAll((all) => all.map((node) =>
      getComputedStyle(node).fill.match(/\d+/g).slice(0, 3)
        .reduce((sum, each) => sum + Number(each), 0) / 3));
    await page.emulateMedia({ media: "screen", colorScheme: "dark" });
    assert.ok(Math.max(...await inks()) > 200);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    assert.ok(Math.max(...await inks()) < 170);
  }
});

test("no name on the map is cut off, however long, on a desk and on a phone", async (t) => {
  const scenario = join(workshop(t), "far.json");
  const places = ["australia-southeast1", "southamerica-east1", "northamerica-northeast1",
                  "europe-west1", "us-central1"];
  const far = join(workshop(t), "report");
  writeFileSync(scenario, JSON.stringify({
    purpose: "Five data centers with long names.",
    topology: { links: [{ preset: "gcp-2019" }], datacenters: Object.fromEntries(
      places.map((name) => [name, { racks: { r: 1 } }])) },
    engines: { active_active: {}, dynomite: {} },
    workload: { kind: "shopping_cart", clients_per_datacenter: 2, rate: "50/s",
                keys: { kind: "zipf", count: 50, exponent: "1" }, for: "10s" },
    faults: [{ at: "3s", for: "4s", kind: "partition", mode: "refused",
               groups: [places.slice(0, 2), places.slice(2)] }],
    quiesce: "20s" }));
  const { code, err } = faultline("run", scenario, "--out", far);
  assert.equal(code, 0, err);
  for (const width of [1280, 360]) {
    const { page } = await opened(t, { viewport: { width, height: 900 } }, far);
    const names = await page.locator("#map .name").evaluateAll((all) => all.map((node) => {
      const own = node.getBoundingClientRect();
      const map = node.ownerSVGElement.getBoundingClientRect();
      return { name: node.textContent, left: own.left - map.left, right: map.right - own.right };
    }));
    assert.deepEqual(new Set(names.map(({ name }) => name)), new Set(places));
    for (const { name, left, right } of names)
      assert.ok(left >= 0 && right >= 0, `${name} at ${width}: ${left}, ${right}`);
  }
});

test("axe finds nothing to mend, on a light desk and on a dark phone", async (t) => {
  for (const options of [{ colorScheme: "light" },
                         { colorScheme: "dark", viewport: kWidths.phone }]) {
    const { page } = await opened(t, options);
    await unfold(page);
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => globalThis.axe.run());
    assert.deepEqual(found.violations.map((each) => `${each.id}: ${each.nodes[0].html}`), []);
  }
});

test("without scripts all but the map is there", async (t) => {
  const { page } = await opened(t, { javaScriptEnabled: false });
  assert.equal(await page.locator("#map").isVisible(), false);
  assert.equal(await page.locator("figure img").first().isVisible(), true);
});
