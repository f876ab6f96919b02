// On an answer: copying a step's address, and telling us whether it helped.
for (const anchor of document.querySelectorAll(".hc-anchor")) {
  anchor.addEventListener("click", () => navigator.clipboard?.writeText(anchor.href).catch(() => {}));
}

const feedback = document.querySelector("[data-feedback]");
if (feedback) {
  const { kind, address } = feedback.dataset;
  const thanks = feedback.querySelector("[data-thanks]");
  // Only the page's path and the answer are told: no query, no cookie, no identity.
  const tell = (answer) => {
    const event = { name: "feedback", path: location.pathname, answer };
    if (kind === "plausible") {
      const host = location.hostname;
      send(address, { name: "feedback", url: location.origin + location.pathname, domain: host, props: { answer } });
    } else if (kind === "umami") {
      const payload = { website: feedback.dataset.site, url: location.pathname, name: "feedback", data: { answer } };
      send(address, { type: "event", payload });
    } else if (kind === "beacon") send(address, event);
    thanks.textContent = thanks.dataset.thanks;
  };
  const send = (url, body) => navigator.sendBeacon?.(url, new Blob([JSON.stringify(body)], { type: "text/plain" }));
  const helped = feedback.querySelector("[data-helped]");
  helped.hidden = false;
  helped.addEventListener("click", () => {
    tell("yes");
    helped.disabled = true;
  });
  for (const reason of feedback.querySelectorAll("[data-reason]")) {
    reason.hidden = false;
    reason.addEventListener("click", () => tell(reason.dataset.reason));
  }
}
