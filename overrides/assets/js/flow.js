// A troubleshooting page as a dialogue: one question at a time.
//
// The address says where one is (`#record`) and how one got there (`?path=1.0.2`: the answers by position),
// so it can be shared, reloaded and walked back. Without this script the page shows everything at once.
const flow = document.querySelector("[data-flow]");
const bar = flow.querySelector("[data-flow-bar]");
const progress = flow.querySelector("[data-flow-progress]");
const given = flow.querySelector("[data-flow-given]");
const nodes = new Map([...flow.querySelectorAll(".hc-check, .hc-outcome")].map((node) => [node.id, node]));
const first = nodes.keys().next().value;

const answersOf = (id) => [...nodes.get(id).querySelectorAll(".hc-options a")];
const nextOf = (answer) => decodeURIComponent(answer.hash.slice(1));

const lengths = new Map();

/** Returns how many questions the longest way from a node to an outcome has. */
function questionsFrom(id) {
  if (!lengths.has(id)) {
    lengths.set(id, 0);
    const answers = nodes.has(id) ? answersOf(id) : [];
    if (answers.length) lengths.set(id, 1 + Math.max(...answers.map((answer) => questionsFrom(nextOf(answer)))));
  }
  return lengths.get(id);
}

/** Returns the answers given so far, `[{ id, choice }]`, and where they lead. */
function read() {
  const way = [];
  let id = first;
  for (const part of (new URLSearchParams(location.search).get("path") ?? "").split(".")) {
    const choice = Number.parseInt(part, 10);
    const answer = answersOf(id)[choice];
    if (!answer || !nodes.has(nextOf(answer))) break;
    way.push({ id, choice });
    id = nextOf(answer);
  }
  const asked = decodeURIComponent(location.hash.slice(1));
  // A link to a question alone is as good: it shows that one, with no answers before it.
  return nodes.has(asked) && asked !== id ? { way: [], id: asked } : { way, id };
}

function address(way, id) {
  const query = new URLSearchParams(location.search);
  if (way.length) query.set("path", way.map((step) => step.choice).join("."));
  else query.delete("path");
  const search = query.toString();
  return `${location.pathname}${search ? `?${search}` : ""}${id === first ? "" : `#${id}`}`;
}

function go(way, id) {
  history.pushState(null, "", address(way, id));
  show(true);
}

function show(moved) {
  const { way, id } = read();
  for (const [name, node] of nodes) node.classList.toggle("is-off", name !== id);
  const left = questionsFrom(id);
  const step = way.length + 1;
  progress.textContent = left
    ? progress.dataset.flowProgress.replace("{n}", step).replace("{total}", step - 1 + left)
    : progress.dataset.flowResult;
  bar.classList.toggle("is-start", id === first && !way.length);
  given.hidden = !way.length;
  given.replaceChildren(...way.map((answered, position) => summary(way, answered, position)));
  if (moved) nodes.get(id).focus();
}

function summary(way, { id, choice }, position) {
  const item = document.createElement("li");
  const question = nodes.get(id).querySelector("h3").lastChild.textContent.trim();
  const change = document.createElement("a");
  change.href = address(way.slice(0, position), id);
  change.textContent = given.dataset.flowGiven;
  change.setAttribute("aria-label", `${given.dataset.flowGiven}: ${question}`);
  change.addEventListener("click", (event) => {
    event.preventDefault();
    go(way.slice(0, position), id);
  });
  item.append(`${question} `, strong(answersOf(id)[choice].querySelector("b").textContent), change);
  return item;
}

function strong(text) {
  const element = document.createElement("b");
  element.textContent = text;
  return element;
}

flow.addEventListener("click", (event) => {
  const answer = event.target.closest(".hc-options a");
  if (!answer || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const { way, id } = read();
  go([...way, { id, choice: answersOf(id).indexOf(answer) }], nextOf(answer));
});
flow.querySelector("[data-flow-back]").addEventListener("click", () => {
  const { way } = read();
  const last = way.at(-1);
  go(way.slice(0, -1), last ? last.id : first);
});
flow.querySelector("[data-flow-restart]").addEventListener("click", () => go([], first));
addEventListener("popstate", () => show(true));

flow.classList.add("is-guided");
show(false);
