/* One turn of the conversation: the question, what is being done, the claims as they come, the whole answer. */

import { day, element, place } from "./dom.js";

/* What stands above the values of a conflict, by its kind; the English words of assistant/messages. */
const DIFFER = {
  changed: "What changed with time",
  disagree: "The documents disagree",
  error: "A source is wrong",
  scope: "Figures that do not mean the same",
};
const UNDERSTOOD = "Understood as";
const PARTIAL = "The documents answer a part of this";

let turns = 0;

/**
 * A turn. `cite(citations, index)` opens a proof, `ask(question)` asks another question, `retry()` the same again.
 * Shows every citation under the number it has in the answer's text; the numbers run on through all its parts.
 */
export class Turn {
  constructor(question, { cite, ask, retry }) {
    this.cite = cite;
    this.ask = ask;
    this.retry = retry;
    const id = `asked-${++turns}`;
    this.heading = element("h2", { class: "asked", dir: "auto", id, tabindex: "-1" }, question);
    this.progress = element("p", { class: "progress" });
    this.answer = element("div", { class: "answer" });
    this.end = element("div", { class: "end" });
    this.node = element(
      "article",
      { class: "turn", "aria-labelledby": id },
      this.heading,
      this.answer,
      this.end,
    );
    this.begin();
  }

  /** Clear the turn for its answer, the first time or once more. */
  begin() {
    this.claims = [];
    this.citations = [];
    this.list = null;
    this.answer.replaceChildren();
    this.end.replaceChildren();
    this.progress.textContent = "Asking …";
    this.answer.before(this.progress);
  }

  /** What is being done, for people who wait. */
  status(text) {
    this.progress.textContent = text;
  }

  /** A verified claim, the next one. */
  claim(claim) {
    this.claims.push(claim);
    if (!this.list) this.answer.append((this.list = element("div", { class: "claims" })));
    this.list.append(this.claimNode(claim));
  }

  /** The whole answer; claims that are already there stay as they are, and with them the focus. */
  done(answer) {
    this.progress.remove();
    if (JSON.stringify(this.claims) !== JSON.stringify(answer.claims)) {
      this.begin();
      this.progress.remove();
      for (const claim of answer.claims) this.claim(claim);
    }
    if (this.list) this.list.lang = answer.language;
    this.answer.prepend(...understood(answer), ...verdict(answer));
    this.answer.append(
      ...this.rows(answer.list),
      ...answer.conflicts.map((conflict) => this.conflict(conflict)),
      ...this.passages(answer),
      ...this.suggestions(answer.suggestions),
    );
    const { language, note } = answer;
    this.end.replaceChildren(
      ...(note ? [element("p", { class: "note", dir: "auto", lang: language }, note)] : []),
      element("p", { class: "as-of" }, asOf(answer)),
      why(answer.id),
    );
    this.offer(answer);
  }

  /** Links, exports and feedback; they come after the answer, which does not wait for them. */
  async offer(answer) {
    const rest = element("div", { class: "rest" });
    this.end.append(rest);
    const { after } = await import("./after.js");
    const offers = document.getElementById("conversation").dataset.offers.split(" ");
    rest.append(...after(answer, this.heading.textContent, offers));
  }

  /** No answer came: say why and offer to ask again. */
  broken(reason) {
    this.progress.remove();
    const left = this.claims.length ? " What stands above is proven, but not the whole answer." : "";
    this.end.replaceChildren(
      element("p", { class: "broken" }, reason + left),
      element("button", { type: "button", class: "quiet", click: () => this.retry() }, "Ask again"),
    );
  }

  claimNode(claim) {
    return element(
      "p",
      { class: "claim", dir: "auto" },
      claim.text,
      ...this.chips(claim.citations),
      claim.superseded && element("span", { class: "superseded" }, "from a superseded edition"),
    );
  }

  chips(citations) {
    return citations.flatMap((citation) => {
      const index = this.citations.length;
      const attributes = {
        type: "button",
        class: "chip",
        "aria-haspopup": "dialog",
        "aria-label": `Citation ${index + 1}: ${place(citation)}`,
        click: () => this.cite(this.citations, index),
      };
      const chip = element("button", attributes, String(index + 1));
      this.citations.push({ citation, chip });
      return [" ", chip];
    });
  }

  rows(list) {
    if (!list) return [];
    const items = list.items.map((item) =>
      element("li", { dir: "auto" }, item.text, ...this.chips(item.citation ? [item.citation] : [])),
    );
    return [part(`Complete list: ${list.count}`, element("ol", { class: "items" }, ...items))];
  }

  conflict({ about, kind, values }) {
    const rows = values.map(({ value, date, when, citation }) => {
      const told = when ?? (date ? day(date) : "");
      const proofs = this.chips([citation]);
      return element("li", {}, element("strong", {}, value), told ? `, ${told}` : "", ...proofs);
    });
    const box = part(`${DIFFER[kind]}: ${about}`, element("ul", {}, ...rows));
    box.classList.add("conflict");
    return box;
  }

  /** Beside an answer they wait behind their title, in place of one they are what there is. */
  passages({ status, also_read: citations }) {
    if (!citations.length) return [];
    const answered = status === "answered";
    const rows = citations.map((citation) =>
      element(
        "li",
        {},
        element("p", { class: "from" }, place(citation), ...this.chips([citation])),
        element("blockquote", { dir: "auto" }, citation.quote),
      ),
    );
    const title = element("summary", {}, answered ? "Also read" : "Closest passages");
    return [element("details", { class: "part", open: !answered }, title, element("ul", { class: "passages" }, ...rows))];
  }

  suggestions(questions) {
    if (!questions.length) return [];
    const rows = questions.map((question) =>
      element("li", {}, element("button", { type: "button", click: () => this.ask(question) }, question)),
    );
    return [part("You could ask", element("ul", { class: "examples" }, ...rows))];
  }
}

/** What a screen reader is told when the answer is complete. */
export function announcement(answer) {
  const cited = answer.claims.reduce((count, claim) => count + claim.citations.length, 0);
  const proof = cited === 1 ? "1 citation." : `${cited} citations.`;
  const words = answer.claims.length ? answer.claims.map((claim) => claim.text).join(" ") : answer.text;
  const heading = answer.status === "partial" ? PARTIAL : "Answer";
  return `${heading}: ${words} ${cited ? proof : ""}`;
}

/** The question as it was read after the ones before it. */
function understood({ rewritten }) {
  return rewritten ? [element("p", { class: "understood", dir: "auto" }, `${UNDERSTOOD}: ${rewritten}`)] : [];
}

function verdict(answer) {
  const shown = [];
  if (answer.claims.length || answer.list) {
    if (answer.status === "partial") shown.push(element("p", { class: "verdict" }, PARTIAL));
  } else {
    shown.push(element("p", { class: "words verdict", dir: "auto", lang: answer.language }, answer.text));
  }
  if (answer.reason && answer.reason !== answer.text) {
    shown.push(element("p", { class: "reason", dir: "auto", lang: answer.language }, answer.reason));
  }
  return shown;
}

/** What was searched, found and dropped comes when it is opened. */
function why(id) {
  const box = element("details", { class: "part", toggle: show }, element("summary", {}, "Why this answer"));
  async function show() {
    if (!box.open || box.children.length > 1) return;
    const { reasons } = await import("./why.js");
    box.append(await reasons(id));
  }
  return box;
}

function asOf(answer) {
  const state = answer.generation ? ` · state of the index ${answer.generation}` : "";
  return `As of ${day(answer.as_of)}${state}`;
}

function part(title, body) {
  return element("section", { class: "part" }, element("h3", {}, title), body);
}
