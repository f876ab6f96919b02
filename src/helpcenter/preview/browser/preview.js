// Reloads a previewed page when its site changes, and lists what the check of the content found.
const version = new URL(import.meta.url).searchParams.get("version");
const events = new EventSource(`/__preview/events?version=${version}`);

events.addEventListener("reload", () => {
  events.close();
  location.reload();
});

events.addEventListener("findings", (event) => {
  const findings = JSON.parse(event.data);
  const list = document.getElementById("hc-preview-findings");
  list.replaceChildren(...findings.map(itemOf));
  document.getElementById("hc-preview").hidden = findings.length === 0 && !document.querySelector(".hc-preview-fault");
});

addEventListener("pagehide", () => events.close());

function itemOf(text) {
  const item = document.createElement("li");
  item.textContent = text;
  return item;
}
