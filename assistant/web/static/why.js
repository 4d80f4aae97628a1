/* Why an answer is as it is, as the server tells it. */

import { element, text } from "./dom.js";

const SHOWN = 8;

/** The reasons of the answer of this id, or why there are none. */
export async function reasons(id) {
  try {
    const response = await fetch(`/api/v1/answers/${encodeURIComponent(id)}/why`);
    const told = await response.json();
    return response.ok ? shown(id, told) : element("p", {}, told.detail);
  } catch {
    return element("p", {}, text("ask.unreached"));
  }
}

function shown(id, { why, trace }) {
  const parts = why ? [...searched(why, trace), ...weighed(why.sentences)] : [];
  const ms = Math.round(trace.steps.reduce((sum, step) => sum + step.ms, 0));
  const whole = element("a", { href: `/answers/${encodeURIComponent(id)}/why` }, text("why.whole"));
  return element("div", {}, ...parts, element("p", {}, `${text("why.took", { ms })} `, whole));
}

function searched({ documents, standalone, rows, passages }, { confidence }) {
  if (!passages.length && Object.keys(rows).length) return [element("p", {}, text("why.records"))];
  const sure = confidence === null ? "" : ` ${text("why.confidence", { confidence: confidence.toFixed(2) })}`;
  return [element("p", { dir: "auto" }, text("why.searched", { count: documents, question: standalone }) + sure)];
}

function weighed(sentences) {
  if (!sentences.length) return [];
  const rows = sentences.slice(0, SHOWN).map(({ text: words, fate, score }) => {
    const scored = score === null ? "" : `, ${text("why.score", { score: score.toFixed(2) })}`;
    return element("li", {}, element("span", { dir: "auto" }, words), ` (${text(`why.fate.${fate}`)}${scored})`);
  });
  return [element("ul", {}, ...rows)];
}
