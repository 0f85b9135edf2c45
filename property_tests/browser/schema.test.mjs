// result.json against its published schema, by a validator that knows nothing of faultline.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Ajv2020 from "ajv/dist/2020.js";
import { faultline, json, program, source, workshop } from "./faultline.mjs";

const schema = json(source, "reports/render/result.schema.json");
const validate = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);

function errorsOf(result) {
  return validate(result) ? [] : validate.errors.map((each) => `${each.instancePath} ${each.message}`);
}

function result(t, scenario, ...words) {
  const out = join(workshop(t), "report");
  const file = join(source, "scenarios/catalog", scenario);
  const ended = faultline("run", file, "--out", out, "--report", "data", "--quiet", ...words);
  assert.ok([0, 1, 3].includes(ended.code), `exit ${ended.code}: ${ended.err}`);
  return json(out, "result.json");
}

test("the schema is one itself", () => {
  assert.equal(schema.$schema, "https://json-schema.org/draft/2020-12/schema");
  assert.ok(new Ajv2020().validateSchema(schema));
});

const kinds = {
  "losses under two of three engines": ["cart-split.json"],
  "figures that were not measured": ["cart-split.json", "--checks", "none"],
  "one check alone": ["cart-split.json", "--checks", "ledger_sum", "--engine", "dynomite"],
  "losses by wrong clocks": ["clock-skew.json"],
  "a data center nobody is served in": ["data-center-lost-for-good.json"],
  "clients that wait for answers": ["oversold.json"],
  "replicas that stay stuck": ["paused-node-late-writes.json"],
  "expectations that fail": ["canary/must-fail.json"],
};
for (const [name, [scenario, ...words]] of Object.entries(kinds)) {
  test(`valid: ${name}`, (t) => {
    const found = result(t, scenario, ...words);
    assert.deepEqual(errorsOf(found), []);
    if (words.includes("none"))
      assert.ok(Object.values(found.engines).every((each) => each.ledger === null));
  });
}

test("valid: what is printed with --json", (t) => {
  const file = join(source, "scenarios/catalog/cart-split.json");
  const ended = faultline("run", file, "--report", "none", "--quiet", "--json");
  assert.deepEqual(errorsOf(JSON.parse(ended.out)), []);
});

test("valid: a run that was interrupted", async (t) => {
  const out = join(workshop(t), "report");
  const scenario = JSON.parse(
    readFileSync(join(source, "scenarios/catalog/cart-split.json"), "utf8").replace(/(^|\s)\/\/.*$/gm, ""));
  scenario.workload.for = "600s";
  delete scenario.expect;
  const file = join(workshop(t), "long.json");
  writeFileSync(file, JSON.stringify(scenario));
  const run = spawn(program, ["run", file, "--out", out, "--report", "data"], { stdio: "pipe" });
  run.stderr.once("data", () => run.kill("SIGINT"));  // "running"
  const code = await new Promise((done) => run.on("exit", done));
  assert.equal(code, 130);
  const found = json(out, "result.json");
  assert.equal(found.interrupted, true);
  assert.deepEqual(errorsOf(found), []);
});

test("damaged documents are refused, each for its damage", (t) => {
  const whole = result(t, "cart-split.json", "--engine", "last_write_wins,dynomite");
  assert.deepEqual(errorsOf(whole), []);
  const damaged = (change) => {
    const copy = structuredClone(whole);
    change(copy);
    return errorsOf(copy).join("; ");
  };
  const engine = (result) => result.engines.dynomite;
  const refused = [
    [/must have required property 'seed'/, (r) => delete r.seed],
    [/engines\/dynomite must have required property 'marks'/, (r) => delete engine(r).marks],
    [/must NOT have additional properties/, (r) => (r.more = 1)],
    [/ledger must NOT have additional properties/, (r) => (engine(r).ledger.lost_socks = 0)],
    [/ledger must have required property 'lost_tie'/, (r) => delete engine(r).ledger.lost_tie],
    [/events must be integer/, (r) => (engine(r).events = 1.5)],
    [/updates must be integer/, (r) => (engine(r).updates = "12")],
    [/wire\/bytes must be >= 0/, (r) => (engine(r).wire.bytes = -1)],
    [/fingerprint must match pattern/, (r) => (engine(r).fingerprint = "00AB")],
    [/findings\/0\/id must match pattern/, (r) => (r.findings[0].id = "0a1b2c3d4e5")],
    [/sha256 must match pattern/, (r) => (r.scenario.sha256 = r.scenario.sha256.slice(1))],
    [/seed must be string/, (r) => (r.seed = 1)],
    [/seed must match pattern/, (r) => (r.seed = "01")],
    [/converged must be boolean,null/, (r) => (engine(r).converged = "no")],
    [/availability_ppm\/eu-west must be <= 1000000/, (r) => (engine(r).availability_ppm["eu-west"] = 1000001)],
    [/verdict must be equal to one of the allowed values/, (r) => (r.checks[0].verdict = "passed")],
    [/basis must be equal to one of the allowed values/, (r) => (r.findings[0].rule.basis = "guessed")],
    [/property name must be valid/, (r) => (r.engines.redis = engine(r))],
    [/format must be equal to constant/, (r) => (r.format = "faultline-result/2")],
    [/engines must NOT have fewer than 2 items/, (r) => r.pairs[0].engines.pop()],
    [/example\/key must match pattern|example\/key\/base64 must match pattern/, (r) => (r.findings[0].example.key = { base64: "?" })],
  ];
  for (const [message, change] of refused) assert.match(damaged(change), message);
});

test("bytes that are no text are wrapped, and a reply may be anything that Redis answers", (t) => {
  const found = result(t, "cart-split.json", "--engine", "dynomite");
  const example = found.findings.find((each) => each.example.loser).example;
  example.key = { base64: "cmF3/wE=" };
  for (const reply of [null, -1, "x", { error: "ERR no" }, [1, [null, { base64: "/w==" }]]]) {
    example.loser.reply = reply;
    assert.deepEqual(errorsOf(found), []);
  }
  example.loser.reply = 1.5;
  assert.notDeepEqual(errorsOf(found), []);
});
