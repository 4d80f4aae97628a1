/* The parts of an answer about eligibility: what is asked for with its choices, the verdicts, what was understood.
   Decides nothing; groups and orders the verdicts as assistant/api/proofs.py does for the page without script. */

import { folded, part } from "./answer.js";
import { day, element, section, text } from "./dom.js";

/* Verdicts that stand in one table, whatever they are; of more the plain refusals stand apart. */
const FEW = 6;
const ORDER = ["eligible", "sponsor_decides", "cannot_tell", "not_eligible"];

/** The parts for `turn`, in reading order. */
export function parts(turn, answer) {
  return [
    ...(answer.verdicts ? verdicts(turn, answer) : []),
    ...choices(turn, answer),
    ...understood(turn, answer.understood),
    ...form(answer),
  ];
}

function verdicts(turn, answer) {
  const rows = answer.verdicts.toSorted((one, other) => rank(one) - rank(other));
  const many = rows.length > FEW;
  const apart = many ? rows.filter((each) => each.verdict === "not_eligible") : [];
  const read = rows.filter((each) => !apart.includes(each));
  const open = rows.filter((each) => positive(each) && takesNow(each)).length;
  const box = element("section", { class: "part" });
  box.append(element("p", { class: "words verdict" }, text(open ? "verdicts.open" : "verdicts.none", { count: open })));
  if (read.length) box.append(table(turn, read, text("verdicts.title")));
  if (apart.length) {
    const title = text("verdicts.no", { count: apart.length });
    box.append(folded(title, table(turn, apart, title)));
  }
  box.append(element("p", { class: "reason" }, text("verdicts.sponsor")));
  if (turn.list) box.append(folded(text("verdicts.quotes"), turn.list));
  return [box];
}

/** Best first, of equal ones first where applications are taken now. */
function rank(verdict) {
  return 2 * ORDER.indexOf(verdict.verdict) + (takesNow(verdict) ? 0 : 1);
}

function positive({ verdict }) {
  return verdict === "eligible" || verdict === "sponsor_decides";
}

function takesNow({ window: state }) {
  return state === "open" || state === "rolling";
}

function table(turn, rows, label) {
  const columns = ["call", "window", "verdict", "reasons", "next"].map((name) => text(`verdicts.${name}`));
  const body = rows.map((verdict) => [
    [verdict.title, " ", element("span", { class: "role" }, text(`role.${verdict.role}`))],
    [windowOf(verdict)],
    [element("strong", {}, text(`verdict.${verdict.verdict}`))],
    [element("ul", {}, ...reasons(turn, verdict))],
    [verdict.next_step, ...turn.sameChips(verdict.guidance)],
  ]);
  return stacked(columns, body, { class: "stacked verdicts", "aria-label": label });
}

function reasons(turn, { deciding, missing }) {
  const decided = deciding.map(({ text: words, value, citation, further }) => {
    const citations = citation ? [citation, ...further] : further;
    return element("li", {}, `${words.replace(/\.$/, "")} (${text(`value.${value}`)})`, ...turn.sameChips(citations));
  });
  const open = missing.map(({ question }) => element("li", {}, `${text("verdicts.missing")}: ${question}`));
  return [...decided, ...open];
}

function windowOf({ window: state, rolling, opens, deadline }) {
  if (rolling) return text("window.rolling");
  if (state === "open" && deadline) return text("window.until", { day: day(deadline) });
  if (state === "closed" && deadline) return text("window.closed_since", { day: day(deadline) });
  if (state === "not_yet" && opens) return text("window.from", { day: day(opens) });
  return text(`window.${state}`);
}

function choices(turn, { asks, suggestions }) {
  if (!asks || !suggestions.length) return [];
  const box = part(text("answer.choices"), turn.buttons(suggestions));
  box.classList.add("choices");
  return [box];
}

function understood(turn, facts) {
  if (!facts.length) return [];
  const columns = ["fact", "value", "words"].map((name) => text(`facts.${name}`));
  const rows = facts.map(({ fact, label, shown, value, words }) => [
    [label || fact],
    [shown || JSON.stringify(value)],
    [`“${words}”`],
  ]);
  const change = { type: "button", class: "quiet", click: () => turn.correct() };
  const hint = element("p", { class: "reason" }, text("facts.hint"));
  const ways = element("p", { class: "ways" }, element("button", change, text("facts.change")));
  return [part(text("facts.title"), stacked(columns, rows, { class: "stacked" }), hint, ways)];
}

/** The form, filled in with what was understood; partners are left to the reader. */
function form({ verdicts: decided, understood: facts }) {
  if ((!decided && !facts.length) || !section("/eligibility")) return [];
  const said = facts.map(({ fact, value }) => [fact, filledIn(value)]).filter(([, words]) => words);
  const href = `/eligibility?${new URLSearchParams(said)}`;
  return [element("p", { class: "ways" }, element("a", { href }, text("verdicts.form")))];
}

function filledIn(value) {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.every((each) => typeof each === "string") ? value.join(",") : "";
  return typeof value === "object" ? "" : String(value);
}

/** A table whose rows become blocks on a phone; roles are written out, for blocks are no table to a reader. */
function stacked(columns, rows, attributes) {
  const titles = columns.map((title) => element("th", { scope: "col", role: "columnheader" }, title));
  const lines = rows.map(([first, ...others]) =>
    element(
      "tr",
      { role: "row" },
      element("th", { scope: "row", role: "rowheader" }, ...first),
      ...others.map((cell, index) => element("td", { role: "cell", "data-label": columns[index + 1], dir: "auto" }, ...cell)),
    ),
  );
  const head = element("thead", { role: "rowgroup" }, element("tr", { role: "row" }, ...titles));
  return element("table", { role: "table", ...attributes }, head, element("tbody", { role: "rowgroup" }, ...lines));
}
