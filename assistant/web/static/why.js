/* Why an answer is as it is, as the server tells it. */

import { element } from "./dom.js";

/** What became of a sentence; the same words as assistant/phrases.py, which has them at more length. */
const FATES = {
  quoted: "quoted",
  replaced: "a document proper says the same and is quoted",
  unproven: "its quote did not hold",
  unsure: "not sure enough that it answers",
  low: "scores too low",
  adds_nothing: "adds nothing",
  overlaps: "says the same as one that is quoted",
  enough: "enough was said",
  not_of_the_day: "not known on that day, or refuted",
};
const SHOWN = 8;

/** The reasons of the answer of this id, or why there are none. */
export async function reasons(id) {
  try {
    const response = await fetch(`/api/v1/answers/${encodeURIComponent(id)}/why`);
    const told = await response.json();
    return response.ok ? shown(id, told) : element("p", {}, told.detail);
  } catch {
    return element("p", {}, "The server cannot be reached.");
  }
}

function shown(id, { why, trace }) {
  const parts = why ? [...searched(why, trace), ...weighed(why.sentences)] : [];
  const took = Math.round(trace.steps.reduce((sum, step) => sum + step.ms, 0));
  const whole = element("a", { href: `/answers/${encodeURIComponent(id)}/why` }, "All of it");
  return element("div", {}, ...parts, element("p", {}, `It took ${took} ms. `, whole));
}

function searched({ documents, standalone, rows, passages }, { confidence }) {
  if (!passages.length && Object.keys(rows).length) return [element("p", {}, "Answered from records.")];
  const sure = confidence === null ? "" : `, confidence ${confidence.toFixed(2)}`;
  return [element("p", { dir: "auto" }, `Searched ${documents} documents for “${standalone}”${sure}.`)];
}

function weighed(sentences) {
  if (!sentences.length) return [];
  const rows = sentences.slice(0, SHOWN).map(({ text, fate, score }) => {
    const told = score === null ? FATES[fate] : `${FATES[fate]}, score ${score.toFixed(2)}`;
    return element("li", {}, element("span", { dir: "auto" }, text), ` (${told})`);
  });
  return [element("ul", {}, ...rows)];
}
