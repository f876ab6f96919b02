// Reads { modules, words } from standard input, writes the stem of each word.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const { modules, words } = JSON.parse(readFileSync(0, "utf8"));
const { stem } = await import(pathToFileURL(`${modules}/stemmer.js`));
process.stdout.write(JSON.stringify(words.map((word) => stem(word))));
