/* What can be done with an answer once it is there: keep its link, carry it away, say what one finds of it. */

import { element, text } from "./dom.js";
import { copying } from "./permalink.js";

/** Nodes for below an answer to `question`; `offers` names what this server keeps: answers, feedback. */
export function after({ id, trace }, question, offers) {
  return [
    ...trace.notes.map((note) => element("p", { class: "lost", role: "note" }, note)),
    ...(offers.includes("answers") ? [links(`/answers/${encodeURIComponent(id)}`)] : []),
    ...(offers.includes("feedback") ? [opinion(id, question)] : []),
  ];
}

function links(own) {
  const permalink = element("a", { class: "permalink", href: own }, text("after.link"));
  const item = (...nodes) => element("li", {}, ...nodes);
  return element(
    "ul",
    { class: "after", "aria-label": text("after.title") },
    item(permalink, " ", ...copying(permalink)),
    item(element("a", { href: `${own}.md`, download: true }, text("after.markdown"))),
    item(element("a", { href: `${own}.docx`, download: true }, text("after.word"))),
    item(element("a", { href: `${own}/memo` }, text("after.print"))),
  );
}

/** The form comes when it is opened. */
function opinion(id, question) {
  const box = element("details", { class: "opinion", toggle: show }, element("summary", {}, text("feedback.open")));
  async function show() {
    if (!box.open || box.children.length > 1) return;
    const { form } = await import("./feedback.js");
    if (box.children.length === 1) box.append(form(id, question));
  }
  return box;
}
