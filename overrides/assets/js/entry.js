// On an answer: copying a step's address, and telling us whether it helped.
for (const anchor of document.querySelectorAll(".hc-anchor")) {
  anchor.addEventListener("click", () => navigator.clipboard?.writeText(anchor.href).catch(() => {}));
}

const feedback = document.querySelector("[data-feedback]");
if (feedback) {
  const { kind, address, website } = feedback.dataset;
  const { origin, hostname, pathname } = location;
  const thanks = feedback.querySelector("[data-thanks]");
  const events = {
    plausible: (answer) => ({ name: "feedback", url: origin + pathname, domain: hostname, props: { answer } }),
    umami: (answer) => ({ type: "event", payload: { website, hostname, url: pathname, name: "feedback", data: { answer } } }),
    beacon: (answer) => ({ name: "feedback", path: pathname, answer }),
  };
  feedback.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-answer]");
    if (!chosen) return;
    // The page's path and the answer: no query, no cookie, no identity. As plain text it needs no preflight.
    const body = JSON.stringify(events[kind](chosen.dataset.answer));
    const headers = { "Content-Type": "text/plain" };
    fetch(address, { method: "POST", body, headers, credentials: "omit", keepalive: true, mode: "no-cors" }).catch(() => {});
    thanks.textContent = thanks.dataset.thanks;
    for (const button of feedback.querySelectorAll("button")) button.disabled = true;
  });
}
