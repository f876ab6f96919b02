// Reads { analyser, texts, covered } from standard input, writes the terms of each text, or what its units cover.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { modules, analyser, texts, covered } = JSON.parse(readFileSync(0, "utf8"));
const { Analyser } = await import(pathToFileURL(`${modules}/analysis.js`));
const made = new Analyser(analyser);

function wordsIn(text) {
  const normal = made.normalise(text);
  return made.units(text).map((unit) => normal.slice(unit.start, unit.end));
}

process.stdout.write(JSON.stringify(texts.map((text) => (covered ? wordsIn(text) : made.terms(text)))));
