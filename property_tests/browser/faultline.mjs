// The program as its users run it, and what it leaves behind, for tests in node.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const source = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const program = process.env.FAULTLINE_PROGRAM ?? join(source, "build/release/faultline");

// Any exit code is an answer; what it prints is given back with it.
export function faultline(...words) {
  try {
    return { code: 0, out: execFileSync(program, words, { encoding: "utf8", stdio: "pipe", maxBuffer: 1 << 28 }) };
  } catch (failed) {
    if (failed.status === null) throw failed;
    return { code: failed.status, out: failed.stdout, err: failed.stderr };
  }
}

// A folder that is gone when the test is over.
export function workshop(test) {
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  test.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

// Runs a scenario of the catalog and gives back the folder of its report.
export function report(test, scenario, ...words) {
  const out = join(workshop(test), "report");
  const ended = faultline("run", join(source, "scenarios/catalog", scenario), "--out", out, ...words);
  if (ended.code !== 0) throw new Error(`faultline run ended with ${ended.code}: ${ended.err}`);
  return out;
}

export function json(...path) {
  return JSON.parse(readFileSync(join(...path), "utf8"));
}
