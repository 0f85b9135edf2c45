// Where what is printed goes: a full disk is told, a reader that went away is no failure.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { test } from "node:test";
import { program } from "./faultline.mjs";

test("a disk that takes nothing is said, and is no success", () => {
  const full = openSync("/dev/full", "w");
  const ended = spawnSync(program, ["list", "faults"], { stdio: ["ignore", full, "pipe"] });
  closeSync(full);
  assert.equal(ended.status, 2);
  assert.match(ended.stderr.toString(), /^faultline: what was to be printed cannot be written/);
});

test("a reader that has read enough is no failure", () => {
  const ended = spawnSync("bash", ["-c", `set -o pipefail; "$0" list commands | head -1`, program]);
  assert.equal(ended.status, 0);
  assert.equal(ended.stderr.toString(), "");
});
