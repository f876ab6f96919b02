// English stemming by Porter's algorithm (1980), the same steps as stemming.py.

const STEP_2 = [
  ["ational", "ate"], ["tional", "tion"], ["enci", "ence"], ["anci", "ance"], ["izer", "ize"], ["bli", "ble"],
  ["alli", "al"], ["entli", "ent"], ["eli", "e"], ["ousli", "ous"], ["ization", "ize"], ["ation", "ate"],
  ["ator", "ate"], ["alism", "al"], ["iveness", "ive"], ["fulness", "ful"], ["ousness", "ous"], ["aliti", "al"],
  ["iviti", "ive"], ["biliti", "ble"], ["logi", "log"],
];
const STEP_3 = [
  ["icate", "ic"], ["ative", ""], ["alize", "al"], ["iciti", "ic"], ["ical", "ic"], ["ful", ""], ["ness", ""],
];
const STEP_4 = [
  "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ion", "ism", "ate", "iti", "ous", "ive", "ize",
  "al", "er", "ic", "ou",
];

/** Returns the stem of a lower-case English word. */
export function stem(word) {
  if (word.length < 3) return word;
  word = dropPlural(word);
  word = dropPast(word);
  if (word.endsWith("y") && shapeOf(word.slice(0, -1)).includes("v")) word = word.slice(0, -1) + "i";
  word = replaceEnding(replaceEnding(word, STEP_2), STEP_3);
  return tidy(dropSuffix(word));
}

function shapeOf(word) {
  let shape = "";
  for (const letter of word) {
    shape += "aeiou".includes(letter) || (letter === "y" && shape.endsWith("c")) ? "v" : "c";
  }
  return shape;
}

function measure(word) {
  return (shapeOf(word).match(/v+c+/g) || []).length;
}

function endsShort(word) {
  return word.length > 2 && shapeOf(word).endsWith("cvc") && !"wxy".includes(word.at(-1));
}

function dropPlural(word) {
  if (word.endsWith("sses") || word.endsWith("ies")) return word.slice(0, -2);
  return word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

function dropPast(word) {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  for (const suffix of ["ed", "ing"]) {
    const root = word.slice(0, -suffix.length);
    if (!word.endsWith(suffix) || !shapeOf(root).includes("v")) continue;
    if (/(?:at|bl|iz)$/.test(root)) return root + "e";
    if (root.length > 1 && root.at(-1) === root.at(-2) && shapeOf(root).endsWith("c") && !"lsz".includes(root.at(-1))) {
      return root.slice(0, -1);
    }
    return measure(root) === 1 && endsShort(root) ? root + "e" : root;
  }
  return word;
}

function replaceEnding(word, endings) {
  for (const [suffix, plain] of endings) {
    if (word.endsWith(suffix)) {
      const root = word.slice(0, -suffix.length);
      return measure(root) > 0 ? root + plain : word;
    }
  }
  return word;
}

function dropSuffix(word) {
  const suffix = STEP_4.find((ending) => word.endsWith(ending));
  if (!suffix) return word;
  const root = word.slice(0, -suffix.length);
  return measure(root) > 1 && (suffix !== "ion" || /[st]$/.test(root)) ? root : word;
}

function tidy(word) {
  if (word.endsWith("e")) {
    const root = word.slice(0, -1);
    const count = measure(root);
    if (count > 1 || (count === 1 && !endsShort(root))) word = root;
  }
  return word.endsWith("ll") && measure(word.slice(0, -1)) > 1 ? word.slice(0, -1) : word;
}
