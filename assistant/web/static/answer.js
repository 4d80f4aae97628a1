/* One turn of the conversation: the question, what is being done, the claims as they come, the whole answer. */

import { day, element, place, section, text, webAddress } from "./dom.js";

/* Rows of a list that are shown at once; the others wait behind a title. */
const FEW = 12;

let turns = 0;

/**
 * A turn. `cite(citations, index)` opens a proof, `ask(question)` asks another question, `retry()` the same again,
 * `correct()` begins a correction of what was understood.
 * Shows every citation under the number it has in the answer's text; the numbers run on through all its parts.
 */
export class Turn {
  constructor(question, ways) {
    Object.assign(this, ways);
    const id = `asked-${++turns}`;
    this.question = question;
    this.heading = element("h2", { class: "asked", dir: "auto", id, tabindex: "-1" }, question);
    this.progress = element("p", { class: "progress" });
    this.answer = element("div", { class: "answer" });
    this.end = element("div", { class: "end" });
    const parts = [this.heading, this.answer, this.end];
    this.node = element("article", { class: "turn", "aria-labelledby": id }, ...parts);
    this.begin();
  }

  /** Clear the turn for its answer, the first time or once more. */
  begin() {
    this.claims = [];
    this.citations = [];
    this.list = null;
    this.answer.replaceChildren();
    this.end.replaceChildren();
    this.progress.textContent = text("ask.asking");
    this.answer.before(this.progress);
  }

  /** What is being done, for people who wait. */
  status(words) {
    this.progress.textContent = words;
  }

  /** A verified claim, the next one. */
  claim(claim) {
    this.claims.push(claim);
    if (!this.list) this.answer.append((this.list = element("div", { class: "claims" })));
    this.list.append(this.claimNode(claim));
  }

  /** The whole answer; claims that are already there stay as they are, and with them the focus. */
  done(answer, verdicts = null) {
    this.progress.remove();
    if (JSON.stringify(this.claims) !== JSON.stringify(answer.claims)) {
      this.begin();
      this.progress.remove();
      for (const claim of answer.claims) this.claim(claim);
    }
    if (this.list) this.list.lang = answer.language;
    this.answer.prepend(...understood(answer), ...verdict(answer));
    this.answer.append(
      ...(verdicts ? verdicts.parts(this, answer) : []),
      ...this.rows(answer.list),
      ...answer.conflicts.map((conflict) => this.conflict(conflict)),
      ...this.passages(answer),
      ...this.suggestions(answer),
      ...elsewhere(answer),
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
    const left = this.claims.length ? ` ${text("ask.proven_part")}` : "";
    const again = element("button", { type: "button", class: "quiet", click: () => this.retry() }, text("ask.again"));
    this.end.replaceChildren(element("p", { class: "broken" }, reason + left), again);
  }

  claimNode(claim) {
    return element(
      "p",
      { class: "claim", dir: "auto" },
      claim.text,
      ...this.chips(claim.citations),
      claim.superseded && element("span", { class: "superseded" }, text("answer.superseded")),
    );
  }

  /** Citations under the next numbers. */
  chips(citations) {
    return citations.flatMap((citation) => {
      const index = this.citations.length;
      const chip = this.chip(citation, index);
      this.citations.push({ citation, chip });
      return [" ", chip];
    });
  }

  /** Citations under the numbers that they have already, where they have one. */
  sameChips(citations) {
    return citations.flatMap((citation) => {
      const index = this.citations.findIndex((known) => same(known.citation, citation));
      return index < 0 ? this.chips([citation]) : [" ", this.chip(citation, index)];
    });
  }

  chip(citation, index) {
    const attributes = {
      type: "button",
      class: "chip",
      "aria-haspopup": "dialog",
      "aria-label": text("answer.citation", { number: index + 1, place: place(citation) }),
    };
    const chip = element("button", attributes, String(index + 1));
    chip.addEventListener("click", () => {
      this.citations[index].chip = chip; // where the focus returns to
      this.cite(this.citations, index);
    });
    return chip;
  }

  rows(list) {
    if (!list) return [];
    const items = list.items.map((item) =>
      element("li", { dir: "auto" }, item.text, ...this.chips(item.citation ? [item.citation] : [])),
    );
    const more = items.splice(FEW);
    const box = part(text("answer.list", { count: list.count }), element("ol", { class: "items" }, ...items));
    if (more.length) {
      const rest = element("ol", { class: "items", start: FEW + 1 }, ...more);
      box.append(folded(text("answer.more_rows", { count: more.length }), rest));
    }
    return [box];
  }

  conflict({ about, kind, values }) {
    const rows = values.map(({ value, date, when, citation }) => {
      const told = when ?? (date ? day(date) : "");
      const proofs = this.chips([citation]);
      return element("li", {}, element("strong", {}, value), told ? `, ${told}` : "", ...proofs);
    });
    const box = part(`${text(`answer.differ.${kind}`)}: ${about}`, element("ul", {}, ...rows));
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
    const title = text(answered ? "answer.also_read" : "answer.closest");
    const box = folded(title, element("ul", { class: "passages" }, ...rows));
    box.classList.add("part");
    box.open = !answered;
    return [box];
  }

  /** Questions to go on with; answers to choose from where a fact was asked for stand beside that question. */
  suggestions({ suggestions, asks }) {
    if (!suggestions.length || asks) return [];
    return [part(text("answer.suggestions"), this.buttons(suggestions))];
  }

  /** Buttons that ask what they say. */
  buttons(questions) {
    const rows = questions.map((question) =>
      element("li", {}, element("button", { type: "button", click: () => this.ask(question) }, question)),
    );
    return element("ul", { class: "examples" }, ...rows);
  }
}

/** What a screen reader is told when the answer is complete. */
export function announcement(answer) {
  const cited = answer.claims.reduce((count, claim) => count + claim.citations.length, 0);
  const proof = cited ? text("answer.citations", { count: cited }) : "";
  const told = answer.claims.length && !answer.verdicts;
  const words = told ? answer.claims.map((claim) => claim.text).join(" ") : (answer.asks ?? answer.text);
  const heading = text(answer.status === "partial" ? "answer.partial" : "answer.answer");
  return `${heading}: ${words} ${proof}`;
}

/** A titled part of an answer. */
export function part(title, ...body) {
  return element("section", { class: "part" }, element("h3", {}, title), ...body);
}

/** A part that waits behind its title. */
export function folded(title, ...body) {
  return element("details", {}, element("summary", {}, title), ...body);
}

function same(one, other) {
  return ["document_id", "page", "start", "end"].every((key) => one[key] === other[key]);
}

/** The question as it was read after the ones before it. */
function understood({ rewritten }) {
  if (!rewritten) return [];
  return [element("p", { class: "understood", dir: "auto" }, text("answer.understood", { question: rewritten }))];
}

function verdict(answer) {
  const shown = [];
  if (!answer.verdicts && !answer.claims.length && !answer.list) {
    const words = answer.asks ?? answer.text;
    shown.push(element("p", { class: "words verdict", dir: "auto", lang: answer.language }, words));
  } else if (!answer.verdicts && answer.status === "partial") {
    shown.push(element("p", { class: "verdict" }, text("answer.partial")));
  }
  if (answer.reason && answer.reason !== answer.text) {
    shown.push(element("p", { class: "reason", dir: "auto", lang: answer.language }, answer.reason));
  }
  return shown;
}

/** Where to look or whom to ask when the documents do not answer. */
function elsewhere({ status }) {
  if (status !== "not_found") return [];
  const contact = webAddress(document.getElementById("conversation").dataset.contact);
  const ways = element(
    "p",
    { class: "ways" },
    section("/library")?.cloneNode(true) ?? null,
    contact && element("a", { href: contact, rel: "noopener noreferrer external" }, text("answer.contact")),
  );
  const hint = element("p", { class: "reason" }, text("answer.elsewhere"));
  return [element("section", { class: "part elsewhere" }, hint, ways)];
}

/** What was searched, found and dropped comes when it is opened. */
function why(id) {
  const box = element("details", { class: "part", toggle: show }, element("summary", {}, text("answer.why")));
  async function show() {
    if (!box.open || box.children.length > 1) return;
    const { reasons } = await import("./why.js");
    box.append(await reasons(id));
  }
  return box;
}

function asOf(answer) {
  const state = answer.generation ? ` · ${text("answer.generation", { name: answer.generation })}` : "";
  return text("answer.as_of", { day: day(answer.as_of) }) + state;
}
