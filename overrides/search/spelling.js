// Corrects a query: typos, words run together or torn apart, pinyin, initials, characters that sound alike; as
// spelling.py and words.py. What a step looks up is fetched first, by `source.need…`.

const WORD_COST = 1;
const SINGLE_COST = 1.4;
const UNKNOWN_COST = 3;
const LETTER_COST = 1.3;
const LONGEST_SOUND = 24;
const LONGEST_RUN = 40;
const SHORT_QUERY = 8;
const NEGATIONS = "不没";
const CONFUSED = [["zh", "z"], ["ch", "c"], ["sh", "s"], ["l", "n"], ["h", "f"], ["r", "l"]];
const SHORTEST = 4;
const TWO_EDITS = 6;
const FIRST_LETTER = 0.25;
const BRAND_BONUS = 0.3;
const FREQUENCY_BONUS = 0.05;

/** Returns what to put for the units that nothing known covers: `{start, end, text}`. */
export async function correct(plan, source, isWord, isForeign) {
  const { units } = plan;
  const unknown = new Set(plan.unknown);
  const found = [];
  for (let at = 0; at < units.length; ) {
    let correction = null;
    if (units[at].unspaced) correction = source.syllables.size ? await soundsAlike(plan, at, source, isWord) : null;
    else if (unknown.has(at)) correction = await correctWord(units, at, source, isForeign);
    if (!correction) {
      at += 1;
      continue;
    }
    if (found.length && found.at(-1).end > correction.start) found.pop();
    found.push(correction);
    at = correction.end;
  }
  return found;
}

/** Returns the text of the units with the corrections in their places. */
export function applyCorrections(units, corrections) {
  const starts = new Map(corrections.map((correction) => [correction.start, correction]));
  let text = "";
  let endBefore = 0;
  for (let at = 0; at < units.length; ) {
    const correction = starts.get(at);
    if (at && (!units[at].glued || units[at].start > endBefore)) text += " ";
    text += correction ? correction.text : units[at].raw;
    at = correction ? correction.end : at + 1;
    endBefore = units[at - 1].end;
  }
  return text;
}

async function correctWord(units, at, source, isForeign) {
  const word = units[at].raw;
  if (!/^[a-z]+$/.test(word)) return null;
  const pinyin = source.syllables.size > 0;
  if (pinyin) {
    const [start, end] = pinyinRun(units, at, source.syllables);
    const text = end > start ? await readPinyin(units.slice(start, end).map((unit) => unit.raw), source) : null;
    if (text) return { start, end, text };
  }
  for (const start of [at - 1, at]) {
    if (start < 0 || start + 1 >= units.length || units[start].unspaced || units[start + 1].unspaced) continue;
    const joined = units[start].raw + units[start + 1].raw;
    if (await source.knows(joined)) return { start, end: start + 2, text: joined };
  }
  if (await isForeign(units[at])) return null;
  for (let cut = 3; cut < word.length - 2; cut++) {
    if ((await source.knows(word.slice(0, cut))) && (await source.knows(word.slice(cut)))) {
      return { start: at, end: at + 1, text: `${word.slice(0, cut)} ${word.slice(cut)}` };
    }
  }
  const close = word.length > SHORTEST ? nearest(word, await source.needWords(lengthsNear(word, 1)), 1) : null;
  const text =
    close ||
    (pinyin && ((await readAfterWord(word, source)) || (await readInitials(word, source)))) ||
    nearest(word, await source.needWords(lengthsNear(word, mostEdits(word))), mostEdits(word));
  return text ? { start: at, end: at + 1, text } : null;
}

function pinyinRun(units, at, syllables) {
  const fits = (unit) =>
    unit && !unit.unspaced && unit.raw.length <= LONGEST_RUN && boundaries(unit.raw, syllables).at(-1);
  let start = at;
  let end = at;
  while (fits(units[start - 1])) start -= 1;
  while (fits(units[end])) end += 1;
  if (end === at && at === units.length - 1) end = at + 1; // the last word may be half typed
  return [start, end];
}

function boundaries(text, syllables) {
  const reach = [true];
  for (let end = 1; end <= text.length; end++) {
    reach[end] = false;
    for (let start = Math.max(0, end - 6); start < end && !reach[end]; start++) {
      reach[end] = reach[start] && syllables.has(text.slice(start, end));
    }
  }
  return reach;
}

/** Returns the Chinese text that pinyin tokens most likely mean, or null. */
async function readPinyin(tokens, source) {
  tokens = tokens.map((token) => token.replaceAll("v", "u"));
  const text = tokens.join("");
  let reach = [true];
  for (const token of tokens) reach = [...reach.slice(0, -1), ...boundaries(token, source.syllables)];
  const ends = reach.flatMap((open, at) => (open ? [at] : []));
  const pieces = ends.flatMap((end) =>
    ends.filter((start) => start < end && end - start <= LONGEST_SOUND).map((start) => text.slice(start, end)),
  );
  await source.needSounds(pieces);
  const best = [[0, "", 0]];
  for (const end of ends) {
    for (const start of ends) {
      const before = best[start];
      if (start >= end || end - start > LONGEST_SOUND || !before) continue;
      const piece = text.slice(start, end);
      const single = source.syllables.has(piece);
      const words = source.sound(piece);
      let step;
      if (words.length) {
        const cost = single ? SINGLE_COST : WORD_COST;
        step = [before[0] + cost, before[1] + words[0], before[2] + (single ? 0 : words[0].length)];
      } else if (single) {
        step = [before[0] + UNKNOWN_COST, before[1], before[2]];
      } else continue;
      if (isBetter(step, best[end])) best[end] = step;
    }
  }
  const whole = best[text.length];
  if (whole && whole[2] * 2 >= whole[1].length && whole[2] > 0) return whole[1];
  for (let start = Math.max(0, text.length - LONGEST_SOUND); start < text.length - 2; start++) {
    const before = best[start];
    if (!before || !(start === 0 || before[2] > 0)) continue;
    const word = await source.soundStart(text.slice(start));
    if (word) return before[1] + word;
  }
  return null;
}

function isBetter(step, current) {
  if (!current || step[0] !== current[0]) return !current || step[0] < current[0];
  return step[1] < current[1];
}

/** Reads `cgpaytuikuan`: a known word, then pinyin or initials. */
async function readAfterWord(word, source) {
  for (let cut = word.length - 2; cut > 2; cut--) {
    if (!(await source.knows(word.slice(0, cut)))) continue;
    const rest = (await readPinyin([word.slice(cut)], source)) || (await readInitials(word.slice(cut), source));
    if (rest) return `${word.slice(0, cut)} ${rest}`;
  }
  return null;
}

async function readInitials(letters, source) {
  if (letters.length < 2 || letters.length > 10) return null;
  const pieces = [];
  for (let start = 0; start < letters.length; start++) {
    for (let end = start + 2; end <= Math.min(start + 6, letters.length); end++) pieces.push(letters.slice(start, end));
  }
  await source.needSounds(pieces.map((piece) => `-${piece}`));
  const best = [[0, "", 0]];
  for (let end = 1; end <= letters.length; end++) {
    for (let start = Math.max(0, end - 6); start < end; start++) {
      const before = best[start];
      if (!before) continue;
      const word = end - start > 1 ? source.sound(`-${letters.slice(start, end)}`)[0] : null;
      let step;
      if (word && !before[1].includes(word)) step = [before[0] + WORD_COST, before[1] + word, before[2]];
      else if (end - start === 1) step = [before[0] + LETTER_COST, before[1], before[2] + 1];
      else continue;
      if (isBetter(step, best[end])) best[end] = step;
    }
  }
  const whole = best[letters.length];
  return whole && whole[1] && whole[2] * 4 <= letters.length ? whole[1] : null;
}

async function soundsAlike(plan, at, source, isWord) {
  const { units, settled, fillers } = plan;
  const next = units[at + 1];
  if (!next?.unspaced || !next.glued || settled[at] || settled[at + 1]) return null;
  const first = units[at].term;
  const second = next.term;
  if (isWord(first + second) !== null) return null;
  if (NEGATIONS.includes(first) || NEGATIONS.includes(second)) return null;
  // In a whole question each means something by itself.
  if (units.length > SHORT_QUERY && [at, at + 1].every((each) => fillers[each] || isWord(units[each].term))) return null;
  await source.needTerms([second + first]);
  if (isWord(second + first)) return { start: at, end: at + 2, text: second + first };
  await source.needReadings([first, second]);
  const sounds = [source.syllable(first), source.syllable(second)];
  if (!sounds[0] || !sounds[1]) return null;
  const ways = confusable(sounds[0]).flatMap((left) => confusable(sounds[1]).map((right) => left + right));
  await source.needSounds(ways);
  for (const [index, way] of ways.entries()) {
    for (const word of source.sound(way)) {
      const near = index === 0 || word[0] === first || word.at(-1) === second;
      if (near && word.length === 2 && word !== first + second && !source.lexicon.stop.includes(word)) {
        return { start: at, end: at + 2, text: word };
      }
    }
  }
  return null;
}

function confusable(sound) {
  const found = [sound];
  for (const pair of CONFUSED) {
    for (const [one, other] of [pair, [pair[1], pair[0]]]) {
      if (sound.startsWith(one) && !(one.length === 1 && sound.startsWith(one + "h"))) {
        found.push(other + sound.slice(one.length));
      }
    }
  }
  for (const start of [...found]) {
    if (start.endsWith("ng")) found.push(start.slice(0, -1));
    else if (start.endsWith("n")) found.push(start + "g");
  }
  return [...new Set(found)];
}

function lengthsNear(word, edits) {
  if (word.length < SHORTEST) return [];
  const lengths = [];
  for (let length = Math.max(word.length - edits, 3); length <= word.length + edits; length++) lengths.push(length);
  return lengths;
}

function mostEdits(word) {
  return word.length >= TWO_EDITS ? 2 : 1;
}

function nearest(word, candidates, limit) {
  let best = null;
  const letters = lettersOf(word);
  for (const candidate of candidates) {
    // An edit changes at most two of the letters that a word is made of: most words are out without a closer look.
    if (bitsOf((candidate.letters ??= lettersOf(candidate.text)) ^ letters) > 2 * limit) continue;
    const edits = distance(word, candidate.text, limit);
    if (edits === null) continue;
    let cost = edits + (candidate.text[0] !== word[0] ? FIRST_LETTER : 0) - FREQUENCY_BONUS * candidate.rank;
    cost = Math.round((cost - (candidate.brand ? BRAND_BONUS : 0)) * 1e6) / 1e6;
    if (!best || cost < best.cost || (cost === best.cost && candidate.text < best.text)) {
      best = { cost, text: candidate.text, means: candidate.means || candidate.text };
    }
  }
  return best && best.means;
}

function lettersOf(word) {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) - 97);
  return letters;
}

function bitsOf(number) {
  let bits = 0;
  for (; number; number &= number - 1) bits += 1;
  return bits;
}

/** Returns the number of edits, swaps of neighbours included, between two words; null when more than `limit`. */
function distance(first, second, limit) {
  if (Math.abs(first.length - second.length) > limit) return null;
  let older = [];
  let before = [];
  let row = Array.from({ length: second.length + 1 }, (_, at) => at);
  for (let i = 1; i <= first.length; i++) {
    [older, before, row] = [before, row, [i]];
    for (let j = 1; j <= second.length; j++) {
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (first[i - 1] !== second[j - 1] ? 1 : 0));
      if (i > 1 && j > 1 && first[i - 1] === second[j - 2] && first[i - 2] === second[j - 1]) {
        cost = Math.min(cost, older[j - 2] + 1);
      }
      row[j] = cost;
    }
    if (Math.min(...row) > limit) return null;
  }
  return row.at(-1) <= limit ? row.at(-1) : null;
}
