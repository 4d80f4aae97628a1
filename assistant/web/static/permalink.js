/* A button beside each link to an answer that copies it; without script the browser's own menu does. */

import { element, text } from "./dom.js";

/** The button for `link`, and where it is told that it worked. */
export function copying(link) {
  const told = element("span", { class: "copied", role: "status" });
  async function copy() {
    told.textContent = (await copied(link.href)) ? text("after.copied") : text("after.not_copied");
  }
  return [element("button", { type: "button", class: "quiet small", click: copy }, text("after.copy")), " ", told];
}

/** Only pages that came over a safe way have a clipboard. */
async function copied(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}

for (const link of document.querySelectorAll(".permalink")) link.after(" ", ...copying(link));
