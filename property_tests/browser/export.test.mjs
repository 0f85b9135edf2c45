// What `faultline export` prints, read by those it is for or by readers as strict: EDN by a parser
// and by Jepsen's own rules on histories, the trace by the rules of the Trace Event Format, graphs
// by Graphviz itself.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseEdn } from "./edn.mjs";
import { faultline, json, report, workshop } from "./faultline.mjs";

function exported(folder, ...words) {
  const ended = faultline("export", folder, ...words);
  assert.equal(ended.code, 0, ended.err);
  return ended.out;
}

const field = (op, name) => op.get(`:${name}`);

// What Jepsen asks of any history: one thing at a time a process, none after a crash.
function checkHistory(ops) {
  const open = new Map();
  const crashed = new Set();
  let last = 0;
  ops.forEach((op, index) => {
    assert.equal(field(op, "index"), index);
    assert.ok(field(op, "time") >= last);
    last = field(op, "time");
    const process = field(op, "process");
    assert.ok(!crashed.has(process), `process ${process} goes on after it crashed`);
    if (field(op, "type") === ":invoke") {
      assert.ok(!open.has(process), `process ${process} does two things at a time`);
      open.set(process, op);
      return;
    }
    assert.ok([":ok", ":fail", ":info"].includes(field(op, "type")));
    const invocation = open.get(process);
    assert.ok(invocation, `process ${process} completes what it never began`);
    for (const same of ["f", "operation", "client"])
      assert.equal(field(invocation, same), field(op, same));
    open.delete(process);
    if (field(op, "type") === ":info") crashed.add(process);
  });
  assert.equal(open.size, 0);
  return crashed.size;
}

const historyOf = (text) => text.trimEnd().split("\n").map(parseEdn);

test("a history in EDN obeys Jepsen's rules, with operations that nobody knows the fate of", (t) => {
  const out = report(t, "host-lost-standby-promoted.json", "--report", "data");
  const engine = Object.keys(json(out, "result.json").engines)[0];
  const ops = historyOf(exported(out, "edn", "--engine", engine));
  const { issued, indeterminate } = json(out, "result.json").engines[engine].operations;
  assert.equal(ops.length, 2 * issued);
  assert.equal(checkHistory(ops), indeterminate);
  assert.ok(indeterminate > 0);
});

test("a history that the folder holds whole and one that is run again are the same bytes", (t) => {
  const kept = report(t, "clock-skew.json", "--report", "data", "--history", "full");
  const again = report(t, "clock-skew.json", "--report", "data", "--history", "none");
  const engine = ["--engine", "dynomite"];
  const whole = faultline("export", kept, "edn", ...engine);
  assert.equal(whole.out, exported(again, "edn", ...engine));
  const ops = historyOf(whole.out);
  checkHistory(ops);
  assert.ok(ops.some((op) => field(op, "f") === ":txn" && field(op, "value")[0][0] === ":w"));
});

test("clients of an open loop that do several things at a time are several processes", (t) => {
  const out = report(t, "cart-split.json", "--report", "data", "--engine", "dynomite");
  const ops = historyOf(exported(out, "edn"));
  checkHistory(ops);
  assert.ok(ops.some((op) => field(op, "f") === ":sadd" && Array.isArray(field(op, "value"))));
});

// Slices of one thread nest or lie apart.
function checkSlices(events) {
  const threads = new Map();
  for (const event of events.filter((each) => each.ph === "X")) {
    const name = `${event.pid}/${event.tid}`;
    if (!threads.has(name)) threads.set(name, []);
    // In ns, and whole: the document has three decimals.
    threads.get(name).push([Math.round(event.ts * 1000), Math.round((event.ts + event.dur) * 1000)]);
  }
  for (const [name, slices] of threads) {
    slices.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const open = [];
    for (const [from, to] of slices) {
      while (open.length > 0 && open.at(-1) <= from) open.pop();
      assert.ok(open.length === 0 || to <= open.at(-1), `slices of ${name} overlap at ${from}`);
      open.push(to);
    }
  }
}

test("a trace names its tracks, nests its slices and joins its arrows", (t) => {
  const out = report(t, "cart-split.json", "--report", "data");
  const trace = JSON.parse(exported(out, "trace", "--engine", "active_active"));
  assert.deepEqual(Object.keys(trace), ["displayTimeUnit", "otherData", "traceEvents"]);
  const events = trace.traceEvents;
  const named = new Set();
  for (const event of events) {
    assert.ok(["M", "X", "s", "f"].includes(event.ph));
    assert.ok(Number.isInteger(event.pid) && Number.isInteger(event.tid));
    if (event.name === "thread_name") named.add(`${event.pid}/${event.tid}`);
    if (event.ph === "M") continue;
    assert.ok(named.has(`${event.pid}/${event.tid}`));
    assert.ok(event.ts >= 0);
    if (event.ph === "X") assert.ok(event.dur >= 0);
  }
  const processes = events.filter((each) => each.name === "process_name").map((each) => each.args.name);
  assert.deepEqual(new Set(processes), new Set(["faults", "ap-south", "eu-west", "us-east"]));
  checkSlices(events);
  const issued = json(out, "result.json").engines.active_active.operations.issued;
  assert.equal(events.filter((each) => ["ok", "failed", "indeterminate"].includes(each.cat)).length, issued);
  assert.ok(events.some((each) => each.cat === "fault" && each.name.includes("partition")));
  const arrows = new Map();
  for (const { ph, id, ts } of events.filter((each) => each.cat === "arrow")) {
    if (!arrows.has(id)) arrows.set(id, {});
    assert.ok(!(ph in arrows.get(id)));
    arrows.get(id)[ph] = ts;
  }
  assert.ok(arrows.size > issued / 2);
  for (const { s, f } of arrows.values()) assert.ok(s <= f);
});

test("Graphviz draws the topology, and what the updates of a key knew of each other", (t) => {
  const out = report(t, "cart-split.json", "--report", "data");
  const drawn = (...words) =>
    execFileSync("dot", ["-Tsvg"], { input: exported(out, "graphviz", ...words), encoding: "utf8", stdio: "pipe" })
      .replaceAll("&#45;", "-");
  const topology = drawn();
  for (const name of ["us-east", "eu-west", "rack a", "lognormal"]) assert.ok(topology.includes(name));
  const key = json(out, "result.json").findings.find((each) => each.kind.startsWith("lost_")).example.key;
  const causality = drawn("--engine", "last_write_wins", "--key", key);
  assert.ok(causality.includes("lost_concurrent"));
  assert.ok(causality.includes("under Last-Write-Wins"));
});

test("names and keys that are markup elsewhere do no harm", (t) => {
  const folder = workshop(t);
  const key = 'k"]; } \\N {:x\n\u20ac';
  const step = (at, datacenter, command) => ({ at, datacenter, client: "c1", command });
  writeFileSync(join(folder, "odd.json"), JSON.stringify({
    purpose: "Odd keys.",
    topology: { datacenters: { a: { racks: { r: 1 } }, b: { racks: { r: 1 } } } },
    engines: { active_active: {} },
    script: [step("1s", "a", ["SADD", key, '"}']), step("2s", "a", ["SET", "s", key]), step("3s", "a", ["GET", "s"])],
    quiesce: "5s",
  }));
  const out = join(folder, "o");
  faultline("run", join(folder, "odd.json"), "--out", out, "--report", "data", "--quiet");
  const ops = historyOf(exported(out, "edn"));
  checkHistory(ops);
  assert.deepEqual(field(ops[1], "value"), [key, '"}']);
  assert.deepEqual(field(ops[5], "value"), [[":r", "s", key]]);
  JSON.parse(exported(out, "trace"));
  execFileSync("dot", ["-Tsvg"], { input: exported(out, "graphviz", "--key", key), stdio: "pipe" });
});
