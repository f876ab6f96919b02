// Reads { analyser, texts } from standard input, writes the terms of each text.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { modules, analyser, texts } = JSON.parse(readFileSync(0, "utf8"));
const { Analyser } = await import(pathToFileURL(`${modules}/analysis.js`));
const made = new Analyser(analyser);
process.stdout.write(JSON.stringify(texts.map((text) => made.terms(text))));
