// The search dialog, loaded when somebody first asks for it: `openDialog(text)`.

import { addStyles, openClient } from "./client.js";
import { buildSearch } from "./view.js";

let made = null;

/** Shows the dialog with `text` in its field. */
export async function openDialog(text = "") {
  made ??= makeDialog().catch((error) => {
    made = null;
    throw error;
  });
  const { dialog, search } = await made;
  if (!dialog.open) dialog.showModal();
  search.field.focus();
  if (text || !search.field.value) await search.show(text);
}

async function makeDialog() {
  const [client] = await Promise.all([openClient(document.documentElement.lang), addStyles()]);
  const { strings } = client.interface;
  const dialog = document.createElement("dialog");
  dialog.className = "hc-s hc-s--dialog";
  dialog.setAttribute("aria-label", strings.title);
  const body = document.createElement("div");
  body.className = "hc-s__body";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "hc-s__close";
  close.textContent = "×";
  close.setAttribute("aria-label", strings.close);
  close.addEventListener("click", () => dialog.close());
  const keys = document.createElement("p");
  keys.className = "hc-s__keys";
  keys.textContent = strings.keys;
  dialog.append(body);
  const search = buildSearch(body, client, { onOpen: () => dialog.close() });
  body.firstElementChild.append(close);
  body.append(keys);
  // A search field takes the first Escape to clear itself; people mean the dialog.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });
  // A click beside the box closes it, as people expect.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  return { dialog, search };
}
