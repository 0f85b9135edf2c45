// A strict reader of the EDN that faultline writes, for tests: maps, vectors, strings, keywords,
// integers, nil. Anything else is an error.
export function parseEdn(text) {
  let at = 0;
  const fail = (what) => {
    throw new Error(`${what} at ${at}: ${text.slice(at, at + 30)}`);
  };
  const blanks = () => {
    while (at < text.length && " ,\n".includes(text[at])) ++at;
  };
  const several = (end) => {
    const values = [];
    for (++at, blanks(); text[at] !== end; blanks()) {
      if (at >= text.length) fail(`no ${end}`);
      values.push(value());
    }
    ++at;
    return values;
  };
  const escapes = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };
  const string = () => {
    let read = "";
    for (++at; text[at] !== '"'; ++at) {
      if (at >= text.length) fail("no end of a string");
      if (text.charCodeAt(at) < 0x20) fail("a control character");
      if (text[at] !== "\\") {
        read += text[at];
        continue;
      }
      const kind = text[++at];
      if (kind === "u") {
        const hex = text.slice(at + 1, at + 5);
        if (!/^[0-9a-f]{4}$/.test(hex)) fail("no character");
        read += String.fromCharCode(parseInt(hex, 16));
        at += 4;
      } else if (kind in escapes) {
        read += escapes[kind];
      } else {
        fail("an unknown escape");
      }
    }
    ++at;
    return read;
  };
  const map = () => {
    const flat = several("}");
    if (flat.length % 2 !== 0) fail("a key without a value");
    const made = new Map();
    for (let i = 0; i < flat.length; i += 2) {
      if (made.has(flat[i])) fail(`twice the key ${flat[i]}`);
      made.set(flat[i], flat[i + 1]);
    }
    return made;
  };
  const value = () => {
    blanks();
    if (text[at] === "{") return map();
    if (text[at] === "[") return several("]");
    if (text[at] === '"') return string();
    const word = /^[^\s,{}[\]"()]+/.exec(text.slice(at))?.[0] ?? fail("nothing");
    at += word.length;
    if (word === "nil") return null;
    if (/^-?(0|[1-9][0-9]*)$/.test(word)) return Number(word);
    if (/^:[a-z][a-z0-9._-]*$/.test(word)) return word;
    return fail(`the word ${word}`);
  };
  const read = value();
  blanks();
  if (at !== text.length) fail("more than one value");
  return read;
}
