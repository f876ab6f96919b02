(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // Light, dark, or as the system has it.
  const button = document.getElementById("scheme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme || (system.matches ? "dark" : "light")) === "dark";
  const name = () => { button.textContent = isDark() ? "Light" : "Dark"; };
  button.hidden = false;
  button.addEventListener("click", () => { root.dataset.scheme = isDark() ? "light" : "dark"; name(); });
  system.addEventListener("change", name);
  name();

  // Tables: a click on a heading sorts, a word in the field filters.
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.sort || cell.innerText.trim();
    const number = Number(text.replace(/[^0-9.+-]/g, ""));
    return /^[-+]?[0-9][0-9. ]*$/.test(text) ? number : text;
  };
  const collator = new Intl.Collator(undefined, { numeric: true });
  const compare = (one, two) =>
    typeof one === "number" && typeof two === "number" ? one - two : collator.compare(String(one), String(two));
  const sort = (heading) => {
    const body = heading.closest("table").tBodies[0];
    const column = heading.cellIndex;
    const up = heading.getAttribute("aria-sort") !== "ascending";
    for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const rows = [...body.rows].map((row) => [key(row, column), row]);
    rows.sort((one, two) => (up ? 1 : -1) * compare(one[0], two[0]));
    body.append(...rows.map((pair) => pair[1]));
  };
  for (const heading of document.querySelectorAll("thead th")) {
    heading.tabIndex = 0;
    heading.title = "Sort by this";
    heading.addEventListener("click", () => sort(heading));
    heading.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(heading); }
    });
  }
  for (const field of document.querySelectorAll(".finder input")) {
    const table = document.getElementById(field.dataset.table);
    const output = document.querySelector(`[data-count="${field.dataset.table}"]`);
    const rows = table ? [...table.tBodies[0].rows] : [];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const filter = () => {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      let shown = 0;
      rows.forEach((row, at) => {
        row.hidden = !words.every((word) => texts[at].includes(word));
        shown += row.hidden ? 0 : 1;
      });
      output.textContent = words.length ? `${shown} of ${rows.length}` : `${rows.length}`;
    };
    field.addEventListener("input", filter);
    filter();
  }

  // The map of links: the answer under the pointer, or in focus, shows its own.
  const map = document.querySelector(".linkmap");
  if (map) {
    const paths = [...map.querySelectorAll(".links path")];
    const nodes = [...map.querySelectorAll(".node")];
    const pick = (id) => {
      map.classList.toggle("picked", Boolean(id));
      const near = new Set([id]);
      for (const path of paths) {
        const on = path.dataset.from === id || path.dataset.to === id;
        path.classList.toggle("on", on);
        if (on) near.add(path.dataset.from).add(path.dataset.to);
      }
      for (const node of nodes) node.classList.toggle("on", near.has(node.dataset.node));
    };
    for (const node of nodes) {
      node.addEventListener("pointerenter", () => pick(node.dataset.node));
      node.addEventListener("pointerleave", () => pick(""));
      node.addEventListener("focus", () => pick(node.dataset.node));
      node.addEventListener("blur", () => pick(""));
    }
  }

  // The section that is being read is marked in the navigation.
  const marks = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const watch = new IntersectionObserver((seen) => {
    for (const item of seen) {
      if (item.isIntersecting) {
        for (const link of marks.values()) link.removeAttribute("aria-current");
        marks.get(item.target.id)?.setAttribute("aria-current", "true");
      }
    }
  }, { rootMargin: "-20% 0px -70% 0px" });
  for (const id of marks.keys()) {
    const section = document.getElementById(id);
    if (section) watch.observe(section);
  }
})();
