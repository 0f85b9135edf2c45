// The path of a new user, with the built program: a copy of a scenario, one line changed, a run, and
// what the page and the figures say of it.
import assert from "node:assert/strict";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { faultline, json, source, workshop } from "./faultline.mjs";

// What a reader sees of a page, without its markup.
function text(page) {
  return page
    .replace(/<(style|script)[^>]*>.*?<\/\1>/gs, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

function copyOf(test) {
  const folder = workshop(test);
  const copy = join(folder, "my-carts.json");
  copyFileSync(join(source, "scenarios/catalog/cart-split.json"), copy);
  return { folder, copy };
}

function change(file, from, to) {
  const before = readFileSync(file, "utf8");
  assert.ok(before.includes(from), `the catalog's scenario has ${from}`);
  writeFileSync(file, before.replace(from, to));
}

test("a copy of a scenario with one line changed runs and reports what became of it", (t) => {
  const { folder, copy } = copyOf(t);
  change(copy, '"rate": "150/s"', '"rate": "50/s"');
  const out = join(folder, "report");
  const ended = faultline("run", copy, "--out", out);
  assert.equal(ended.code, 0, ended.err);
  const lines = ended.out.trimEnd().split("\n").slice(-3);
  assert.deepEqual(lines, [
    "6 held, 0 failed, 0 unknown",
    `report ${out}/report.html`,
    "repeat faultline run my-carts.json --seed 1",
  ]);

  const result = json(out, "result.json");
  assert.equal(result.outcome, "held");
  assert.equal(result.scenario.name, "my-carts");
  assert.equal(result.engines.active_active.operations.issued, result.engines.dynomite.operations.issued);
  const lost = Object.entries(result.engines.dynomite.ledger)
    .filter(([name]) => /^(lost_|diverged_|never_replicated)/.test(name))
    .reduce((sum, [, count]) => sum + count, 0);
  assert.ok(lost > 0);

  const page = text(readFileSync(join(out, "report.html"), "utf8"));
  assert.match(page, /my-carts, seed 1: held/);
  assert.match(page, /All 6 expectations of this scenario held/);
  assert.ok(page.includes(`${lost.toLocaleString("en-US")} of `), `the page says that ${lost} were lost`);
});

test("a mistake in the changed line is told with its place and the nearest word", (t) => {
  const { folder, copy } = copyOf(t);
  change(copy, '"mode": "refused"', '"mode": "refusd"');
  const ended = faultline("run", copy, "--out", join(folder, "report"));
  assert.equal(ended.code, 2);
  assert.equal(ended.out, "");
  assert.match(ended.err, /my-carts\.json:\d+:\d+: \/faults\/0\/mode: .*did you mean "refused"\?/);
});

test("an expectation that does not hold ends with exit code 1, and the page says so", (t) => {
  const { folder, copy } = copyOf(t);
  change(copy, '"dynomite": { "converged": false, "lost": "> 0" }', '"dynomite": { "lost": "== 0" }');
  const out = join(folder, "report");
  const ended = faultline("run", copy, "--out", out);
  assert.equal(ended.code, 1, ended.err);
  assert.match(ended.out, /^4 held, 1 failed, 0 unknown$/m);
  assert.match(text(readFileSync(join(out, "report.html"), "utf8")), /1 of 5 expectations of this scenario failed/);
});
