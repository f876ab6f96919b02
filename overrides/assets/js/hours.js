// Shows a provider's hours in the reader's own time zone, where that is another one.
const DAY = 24 * 60;

/** Returns how many minutes a time zone is ahead of UTC now. */
function offset(zone) {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
  }).formatToParts(new Date());
  const value = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const there = Date.UTC(value.year, value.month - 1, value.day, value.hour, value.minute);
  return Math.round((there - Date.now()) / 60000);
}

const clock = (minutes) => {
  const time = ((minutes % DAY) + DAY) % DAY;
  return `${String(Math.floor(time / 60)).padStart(2, "0")}:${String(time % 60).padStart(2, "0")}`;
};

for (const note of document.querySelectorAll("[data-zone]")) {
  const { opens, closes, zone, text } = note.dataset;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shift = offset(here) - offset(zone);
  if (shift === 0) continue;
  const [from, to] = [opens, closes].map((time) => {
    const [hours, minutes] = time.split(":").map(Number);
    return clock(hours * 60 + minutes + shift);
  });
  note.textContent = text.replace("{time}", `${from}–${to} (${here})`);
  note.hidden = false;
}
