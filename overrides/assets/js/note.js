// The hand-off note: what the reader fills in becomes a tidy text for the agent. It never leaves the device.
const form = document.querySelector("[data-note]");
const { id, greeting, about, masked, secret, secrets, copied, failed } = form.dataset;
const result = form.querySelector("#n-result");
const area = form.querySelector("[data-note-result]");
const status = form.querySelector("[data-note-status]");
const fields = [...form.querySelectorAll(".hc-field")].map((box) => ({
  box,
  input: box.querySelector("input, textarea"),
  label: box.querySelector("label").textContent,
  warning: box.querySelector("[data-warning]"),
}));
const key = `hc-note-${id}`;
const query = new URLSearchParams(location.search);

/** True for a number that a payment card may have (ISO/IEC 7812 check digit). */
function isCard(digits) {
  if (digits.length < 13 || digits.length > 19) return false;
  let sum = 0;
  [...digits].reverse().forEach((digit, position) => {
    const value = Number(digit) * (position % 2 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}

const masks = (text) =>
  text.replace(/\d(?:[ -]?\d){12,18}/g, (found) => {
    const digits = found.replace(/\D/g, "");
    return isCard(digits) ? `•••• ${digits.slice(-4)}` : found;
  });

// A word such as "password" with something written after it.
const words = secrets.split("|").map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
const hasSecret = new RegExp(`(?:${words.join("|")})\\s*(?:[:：=是为]|is)?\\s*[\\w!@#$%^&*]{3,}`, "i");

/** Returns the entry that the reader came from, if it is one of this provider's. */
function aboutLine() {
  const entry = query.get("about") ?? "";
  if (!/^[a-z0-9-]+\/[a-z0-9-]+\/[a-z0-9-]+$/.test(entry) || !entry.startsWith(`${id}/`)) return "";
  const home = new URL("../../", location.href);
  return `${about}: ${new URL(`${entry}/`, home).href}`;
}

function update() {
  const lines = [];
  for (const { input, label, warning } of fields) {
    const text = input.value.trim();
    const clean = masks(text);
    warning.textContent = hasSecret.test(text) ? secret : clean === text ? "" : masked;
    warning.hidden = !warning.textContent;
    if (text && !hasSecret.test(text)) lines.push(`${label}: ${clean}`);
  }
  area.hidden = !lines.length;
  result.value = [greeting, ...lines, aboutLine()].filter(Boolean).join("\n");
  result.rows = lines.length + 4;
  status.textContent = "";
  store(lines.length ? JSON.stringify(Object.fromEntries(fields.map(({ input }) => [input.name, masks(input.value)]))) : null);
}

function store(value) {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // It is not kept when the page is left.
  }
}

function restore() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(key) ?? "{}");
    for (const { input } of fields) input.value = kept[input.name] ?? "";
  } catch {
    // Nothing kept, or nothing readable.
  }
}

/** Puts what the answer asks for first, in its order; other things follow. */
function arrange() {
  const needed = (query.get("need") ?? "").split(",");
  const rank = ({ input }) => (needed.includes(input.name) ? needed.indexOf(input.name) : needed.length);
  fields.sort((one, other) => rank(one) - rank(other));
  form.prepend(...fields.map(({ box }) => box));
}

form.addEventListener("input", update);
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("reset", (event) => {
  // Cleared here, so that what is kept goes in the same moment as what is seen.
  event.preventDefault();
  for (const { input } of fields) input.value = "";
  update();
});
form.querySelector("[data-note-copy]").addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(result.value);
    status.textContent = copied;
  } catch {
    result.select();
    status.textContent = failed;
  }
});
arrange();
restore();
update();
