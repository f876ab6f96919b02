// Compares a number, link or e-mail address with the official ones that were checked. Nothing is sent anywhere.
const form = document.querySelector("[data-verify]");
const field = form.querySelector("input");
const verdict = form.querySelector("output");
const { contacts: source, locale } = form.dataset;
let loading;

/** Returns `{ kind, value }` of what was pasted; null when it is none of the three. */
function read(text) {
  const value = text.normalize("NFKC").trim();
  const address = /^[^\s@]+@([^\s@]+\.[^\s@]+)$/.exec(value.replace(/^mailto:/i, ""));
  if (address) return { kind: "email", value: address[0].toLowerCase(), host: host(address[1]) };
  const digits = value.replace(/^tel:/i, "").replace(/[\s().\-–/]/g, "");
  if (/^\+?\d{3,15}$/.test(digits)) return { kind: "phone", value: digits };
  if (/^(?:[a-z]+:\/\/)?[^\s/]+\.[^\s/]{2,}(?:[/?#].*)?$/iu.test(value)) {
    const name = host(value);
    return name && { kind: "link", value, host: name };
  }
  return null;
}

/** Returns the host of an address as a reader would see it: `xn--…` decoded, no `www.`. */
function host(address) {
  try {
    const { hostname } = new URL(/^[a-z]+:\/\//i.test(address) ? address : `https://${address}`);
    return hostname.split(".").map(unicode).join(".").replace(/^www\./, "");
  } catch {
    return "";
  }
}

/** Returns a label of a host name with its own letters (Punycode, RFC 3492). */
function unicode(label) {
  if (!label.startsWith("xn--")) return label;
  const end = label.lastIndexOf("-");
  const letters = end > 3 ? [...label.slice(4, end)] : [];
  let [code, bias, at] = [128, 72, 0];
  for (let position = Math.max(end + 1, 4); position < label.length; ) {
    const before = at;
    for (let weight = 1, k = 36; ; k += 36) {
      const digit = "abcdefghijklmnopqrstuvwxyz0123456789".indexOf(label[position]);
      if (digit < 0) return label;
      position += 1;
      at += digit * weight;
      const threshold = Math.min(Math.max(k - bias, 1), 26);
      if (digit < threshold) break;
      weight *= 36 - threshold;
    }
    const count = letters.length + 1;
    let delta = before === 0 ? Math.floor((at - before) / 700) : (at - before) >> 1;
    delta += Math.floor(delta / count);
    for (bias = 0; delta > 455; bias += 36) delta = Math.floor(delta / 35);
    bias += Math.floor((36 * delta) / (delta + 38));
    code += Math.floor(at / count);
    at %= count;
    letters.splice(at, 0, String.fromCodePoint(code));
    at += 1;
  }
  return letters.join("");
}

const within = (name, domain) => name === domain || name.endsWith(`.${domain}`);
const last = (digits) => digits.replace(/\D/g, "").slice(-9);

// Letters that pass for others; what is left is compared.
const skeleton = (name) =>
  name.replace(/rn/g, "m").replace(/vv/g, "w").replace(/[0оο]/g, "o").replace(/[1іl|]/g, "i")
    .replace(/[5ѕ]/g, "s").replace(/а/g, "a").replace(/е/g, "e").replace(/р/g, "p").replace(/с/g, "c").replace(/[-_.]/g, "");

function distance(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1] ? 0 : 1;
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + same));
    }
    row = next;
  }
  return row[other.length];
}

/** Returns the official domain that a host imitates. */
function imitated(name, providers) {
  for (const provider of providers) {
    for (const domain of provider.official_domains) {
      // The longest part but the last: `cgpay` of help.cgpay.com.cn.
      const parts = domain.split(".").slice(0, -1).map(skeleton);
      const brand = parts.reduce((longest, part) => (part.length > longest.length ? part : longest));
      const near = distance(skeleton(name), skeleton(domain)) <= (domain.length > 8 ? 2 : 1);
      if (near || (brand.length > 3 && skeleton(name).includes(brand))) return { provider, domain };
    }
  }
  return null;
}

const nameOf = (provider) => provider.names[locale] ?? Object.values(provider.names)[0];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (found, key) => values[key] ?? found);

function judge(asked, providers) {
  const today = new Date().toISOString().slice(0, 10);
  for (const provider of providers) {
    const listed = provider.contacts.find((contact) => contact.expires_on > today && matches(asked, contact.value));
    if (listed) {
      const date = new Date(`${listed.verified_on}T00:00:00`).toLocaleDateString(locale, { dateStyle: "long" });
      return ["official", fill(verdict.dataset.listed, { provider: nameOf(provider), date })];
    }
  }
  if (!asked.host) return ["unknown", verdict.dataset.unknown];
  for (const provider of providers) {
    const domain = provider.official_domains.find((official) => within(asked.host, official));
    // A mailbox at an official domain is no proof: a sender's address can be forged.
    if (domain && asked.kind === "link") {
      return ["official", fill(verdict.dataset.official, { provider: nameOf(provider), domain })];
    }
    if (domain) return ["unknown", verdict.dataset.unknown];
  }
  const found = imitated(asked.host, providers);
  if (!found) return ["unknown", verdict.dataset.unknown];
  return ["alike", fill(verdict.dataset.alike, { provider: nameOf(found.provider), domain: found.domain })];
}

function matches(asked, value) {
  const official = read(value);
  if (!official || official.kind !== asked.kind) return false;
  if (asked.kind === "phone") return last(official.value) === last(asked.value) && last(asked.value).length > 4;
  return official.value.replace(/\/$/, "") === asked.value.replace(/\/$/, "");
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const asked = read(field.value);
  try {
    loading ??= fetch(source).then((response) => (response.ok ? response.json() : Promise.reject(response.status)));
    const { providers } = await loading;
    const [kind, text] = asked ? judge(asked, providers) : ["unreadable", verdict.dataset.unreadable];
    show(kind, text);
  } catch {
    loading = undefined;
    show("offline", verdict.dataset.offline);
  }
});

function show(kind, text) {
  verdict.className = `hc-verdict hc-verdict--${kind}`;
  verdict.textContent = text;
}
