// Fetches and reads the files of one locale, each once. shards.py writes them.

import { Analyser, RUN } from "./analysis.js";
import { FormMatcher } from "./forms.js";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-";
const DIGITS = new Map([...ALPHABET].map((char, value) => [char, value]));
const BOOSTS = [8, 5, 3, 2, 1];
const TITLE = 0;
const K1 = 1.2;
const MOST_COMPLETIONS = 6;
const SHORTEST_START = 3;

/** One locale's index, of which only what queries need is loaded. */
export class Store {
  constructor(folder, core, load) {
    this.folder = folder;
    this.load = load;
    this.core = core;
    this.locale = core.locale;
    this.analyser = new Analyser(core);
    this.lexicon = {
      stop: core.stop.split(" "),
      groups: core.groups.map(([triggers, targets]) => ({ triggers: triggers.split("|"), targets: targets.split("|") })),
      brands: core.brands.map(([provider, names]) => ({ provider, names: names.split("|") })),
      codes: core.codes,
    };
    const stopUnits = this.lexicon.stop.flatMap((word) => this.analyser.units(word)).filter((unit) => !unit.unspaced);
    this.lexicon.stopTerms = new Set(stopUnits.map((unit) => unit.term));
    this.matcher = new FormMatcher(this.lexicon, this.analyser);
    this.collection = {
      size: core.size,
      providers: core.providers,
      providerOf: decodeNumbers(core.provider_of).flatMap((count, provider) => Array(count).fill(provider)),
      titles: decodeNumbers(core.titles),
    };
    this.numbers = readNumbers(core);
    this.syllables = new Set(core.syllables ? core.syllables.split(" ") : []);
    this.termKeys = core.terms.split(" ");
    this.soundKeys = core.sounds.split(" ");
    this.readingKeys = core.readings.split(" ");
    this.terms = new Map();
    this.readings = new Map();
    this.sounds = new Map();
    this.postings = new Map();
    this.forms = new Map();
    this.files = new Map();
    this.isWord = (term) => this.terms.get(term)?.word ?? null;
    this.get = (term) => this.posting(term);
    this.formUnits = (form) => remember(this.forms, form, () => this.analyser.units(form));
  }

  /** Fetches what is known of the terms. */
  async needTerms(terms) {
    const wanted = new Set();
    for (const term of terms) {
      if (this.terms.has(term)) continue;
      if (!RUN.test(term)) wanted.add(`t${shardOf(term, this.termKeys)}`);
      else if (this.core.runs) wanted.add(`h${(hashOf(term) >>> 0) % this.core.runs}`);
    }
    await Promise.all([...wanted].map((name) => this.file(name, (data) => readTerms(data, this.terms))));
  }

  /** Fetches what is known of the sounds; initials are written `-tk`. */
  async needSounds(sounds) {
    await this.needShards(sounds, this.soundKeys, "s", readSounds, this.sounds);
  }

  /** Returns the known words of these lengths. */
  async needWords(lengths) {
    const known = lengths.filter((length) => this.core.words.includes(length));
    const lists = await Promise.all(known.map((length) => this.file(`w${length}`, readWords)));
    return lists.flat();
  }

  /** Fetches how the characters sound. */
  async needReadings(characters) {
    await this.needShards(characters, this.readingKeys, "c", readReadings, this.readings);
  }

  syllable(character) {
    return this.readings.get(character) ?? "";
  }

  sound(sound) {
    return this.sounds.get(sound) ?? [];
  }

  /** Returns the Chinese word of the shortest sound that starts so. */
  async soundStart(start) {
    await this.needRange(start, this.soundKeys, "s", readSounds, this.sounds);
    let best = null;
    for (const [sound, words] of this.sounds) {
      if (!sound.startsWith(start) || words[0].length < 2) continue;
      if (!best || sound.length < best.sound.length || (sound.length === best.sound.length && sound < best.sound)) {
        best = { sound, word: words[0] };
      }
    }
    return best && best.word;
  }

  /** True when a word is in the index or the lexicon. */
  async knows(word) {
    const units = this.analyser.units(word);
    if (units.length !== 1) return false;
    if (this.matcher.find(units).length) return true;
    await this.needTerms([units[0].term]);
    return this.terms.has(units[0].term);
  }

  /** Returns the terms that a half-typed word may become, in most documents first. */
  async complete({ term, raw }) {
    for (const start of [term, raw]) {
      if (start.length < SHORTEST_START) continue;
      await this.needRange(start, this.termKeys, "t", readTerms, this.terms);
      const found = [...this.terms.keys()].filter((known) => known.startsWith(start));
      const counted = found.map((known) => [this.posting(known).documents.length, known]);
      counted.sort((one, other) => other[0] - one[0] || (one[1] < other[1] ? -1 : 1));
      if (counted.length) return counted.slice(0, MOST_COMPLETIONS).map(([, known]) => known);
    }
    return [];
  }

  /** Returns a term's documents, weights, and which documents have it in their title; undefined when unknown. */
  posting(term) {
    if (!this.terms.has(term)) return undefined;
    return remember(this.postings, term, () => decodePosting(this.terms.get(term).posting, this.core.size));
  }

  /** Returns the texts of a document: [ref, title, summary, url, source locale, "derived"]. */
  async text(document) {
    const rows = await this.file(`d${Math.floor(document / this.core.texts)}`, (data) => data);
    return rows[document % this.core.texts];
  }

  async needShards(keys, firsts, letter, read, into) {
    const wanted = new Set(keys.filter((key) => !into.has(key)).map((key) => shardOf(key, firsts)));
    await Promise.all([...wanted].map((shard) => this.file(letter + shard, (data) => read(data, into))));
  }

  async needRange(start, firsts, letter, read, into) {
    const shards = [];
    for (let at = shardOf(start, firsts); at < firsts.length; at++) {
      if (shards.length && firsts[at] > start && !firsts[at].startsWith(start)) break;
      shards.push(at);
    }
    await Promise.all(shards.map((shard) => this.file(letter + shard, (data) => read(data, into))));
  }

  file(name, read) {
    return remember(this.files, name, () => this.load(`${this.folder}/${name}.json`).then(read));
  }
}

function remember(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

function hashOf(term) {
  let value = 0x811c9dc5;
  for (let at = 0; at < term.length; at++) value = Math.imul(value ^ term.charCodeAt(at), 0x01000193) >>> 0;
  return value ^ (value >>> 15);
}

/** Returns the last shard whose first key is not after `key`. */
function shardOf(key, firsts) {
  let low = 0;
  let high = firsts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (firsts[middle] <= key) low = middle;
    else high = middle - 1;
  }
  return low;
}

function readTerms({ t, w, p }, into) {
  const postings = p.split(" ");
  t.split(" ").forEach((term, at) => into.set(term, { posting: postings[at], word: w[at] === "1" }));
}

function readSounds({ k, v }, into) {
  const words = v.split(" ");
  k.split(" ").forEach((sound, at) => into.set(sound, words[at].split(",")));
}

function readWords({ r, m, b }) {
  const brands = new Set(b.split(" "));
  return r.flatMap((words, rank) =>
    words.split(" ").filter(Boolean).map((text) => ({ text, rank, means: m[text] ?? "", brand: brands.has(text) })),
  );
}

function readReadings({ c, s }, into) {
  const sounds = s.split(" ");
  [...c].forEach((character, at) => into.set(character, sounds[at]));
}

function readNumbers(core) {
  if (!core.numbers) return Array.from({ length: core.size }, (_, at) => at);
  let number = -1;
  return decodeNumbers(core.numbers).map((gap) => (number += gap + 1));
}

function decodeNumbers(text) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const char of text) {
    const digit = DIGITS.get(char);
    value += (digit & 31) * 2 ** shift;
    shift += 5;
    if (digit < 32) {
      numbers.push(value);
      value = shift = 0;
    }
  }
  return numbers;
}

function decodePosting(text, size) {
  const numbers = decodeNumbers(text);
  const found = new Map();
  for (let at = 0; at < numbers.length; ) {
    const field = numbers[at] % 8;
    let count = Math.floor(numbers[at++] / 8);
    for (let document = -1; count > 0; count--) {
      const gap = numbers[at++];
      document += Math.floor(gap / 2) + 1;
      const frequency = gap % 2 ? numbers[at++] + 2 : 1;
      const weight = (((K1 + 1) * frequency) / (K1 + frequency)) * BOOSTS[field];
      const entry = found.get(document);
      if (entry) entry[0] += weight;
      else found.set(document, [weight, field === TITLE]);
    }
  }
  const documents = Int32Array.from([...found.keys()].sort((one, other) => one - other));
  return {
    documents,
    weights: Float64Array.from(documents, (document) => found.get(document)[0]),
    titles: Array.from(documents, (document) => found.get(document)[1]),
    idf: Math.log(1 + (size - documents.length + 0.5) / (documents.length + 0.5)),
  };
}
