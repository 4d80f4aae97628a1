/* The proof panel: the document, the quote, and the place on the page where it stands.
   Does not move the answer out of sight: beside it where there is room, below its first line on a phone. */

import { day, drawing, element, text, webAddress } from "./dom.js";

const NARROW = window.matchMedia("(max-width: 700px)");
const SIZES = [1, 1.5, 2.2];

let panel = null;
let shown = null;
let loading = null;

/** Shows citation `index` of `citations` ({citation, chip} each) in `dialog`. */
export function openProof(dialog, citations, index) {
  panel ??= built(dialog);
  panel.dialog.show();
  document.body.classList.add("proving");
  show(citations, index);
  if (NARROW.matches) shown.chip.closest(".turn")?.querySelector(".answer").scrollIntoView({ block: "start" });
  panel.title.focus({ preventScroll: true });
}

function close() {
  loading?.abort();
  panel.dialog.close();
  document.body.classList.remove("proving");
  mark(null);
  shown?.chip.focus();
  shown = null;
}

function built(dialog) {
  const count = element("p", { class: "count" });
  const previous = button("previous", () => step(-1));
  const next = button("next", () => step(1));
  const shut = button("close", close);
  const title = element("h2", { id: "proof-title", tabindex: "-1", dir: "auto" });
  const body = element("div", { class: "proof-body" });
  const steps = element("nav", { "aria-label": text("proof.steps") }, previous, next);
  dialog.append(element("div", { class: "proof-bar" }, count, steps, shut), title, body);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open) close();
  });
  dialog.addEventListener("keydown", turnPages);
  return { dialog, count, previous, next, title, body, citations: [], index: 0 };
}

function button(name, click) {
  const attributes = { type: "button", class: "quiet", title: text(`proof.${name}_key`), click };
  return element("button", attributes, text(`proof.${name}`));
}

/** The arrow keys go through the citations, but for where they move what is larger than its frame. */
function turnPages(event) {
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const plain = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
  if (!by || !plain || event.target.closest(".frame")) return;
  event.preventDefault();
  step(by);
}

function step(by) {
  const index = panel.index + by;
  if (panel.citations[index]) show(panel.citations, index);
}

function show(citations, index) {
  loading?.abort();
  loading = new AbortController();
  shown = citations[index];
  Object.assign(panel, { citations, index });
  mark(shown.chip);
  panel.count.textContent = text("proof.count", { number: index + 1, count: citations.length });
  able(panel.previous, index > 0);
  able(panel.next, index < citations.length - 1);
  panel.title.textContent = shown.citation.title;
  panel.dialog.scrollTop = 0;
  fill(shown.citation, loading.signal).catch((error) => {
    if (error.name !== "AbortError") throw error;
  });
}

/** Not `disabled`: that would drop the focus of who steps to the end. */
function able(button, can) {
  button.setAttribute("aria-disabled", String(!can));
}

function mark(chip) {
  document.querySelector(".chip[aria-current]")?.removeAttribute("aria-current");
  chip?.setAttribute("aria-current", "true");
  chip?.closest("details")?.setAttribute("open", ""); // what is hidden could not take the focus back
}

async function fill(citation, signal) {
  const imprint = element("dl", { class: "facts" });
  const view = element("div", { class: "view" }, element("p", { class: "progress" }, text("proof.opening")));
  const copied = element("p", { class: "copied", role: "status" });
  const ways = element("p", { class: "ways" });
  const quote = element("blockquote", { class: "quote", dir: "auto", tabindex: "0" }, citation.quote);
  panel.body.replaceChildren(imprint, quote, view, ways, copied);
  const detail = await optional(addressOf(citation), signal);
  imprint.replaceChildren(...rows(citation, detail));
  ways.replaceChildren(...links(citation, detail, copied));
  if (detail?.kind === "record") await addField(imprint, citation, signal);
  const place = detail?.images && citation.page !== null ? image : around;
  try {
    view.replaceChildren(...(await place(citation, signal)));
  } catch (error) {
    if (error.name === "AbortError") throw error;
    view.replaceChildren(element("p", { class: "broken" }, text("proof.unshown")));
  }
}

function rows(citation, detail) {
  const published = detail?.published ?? citation.published;
  return facts([
    ["publisher", detail?.publisher],
    ["published", published && day(published)],
    ["edition", detail?.edition],
    ["state", detail && state(detail)],
    ["page", citation.page !== null && pageOf(citation, detail)],
    ["heading", citation.heading],
  ]);
}

/** Whether it is the latest edition that is held, else a link to what took its place. */
function state({ superseded_by: id, superseded_by_title: title, paged }) {
  if (!id) return text("proof.current");
  const words = text("proof.superseded", { title: title ?? id });
  if (!paged) return words;
  return element("a", { href: `/documents/${encodeURIComponent(id)}/pages/1`, target: "_blank", rel: "noopener" }, words);
}

function pageOf({ page, page_label: label }, detail) {
  const shown = detail ? text("proof.page_of", { page, count: detail.pages.length }) : String(page);
  return label && label !== String(page) ? `${shown}, ${text("proof.printed_as", { label })}` : shown;
}

/** Of a record: which field the quote states, its value, and where that was read. */
async function addField(into, { document_id: id, start, end }, signal) {
  const found = await optional(`${addressOf({ document_id: id })}/field?start=${start}&end=${end}`, signal);
  if (!found) return;
  const named = [
    ["field", text(`field.${found.field}`)],
    ["value", found.value],
  ];
  into.append(...facts([...named, ...found.sources.map((each) => ["source", source(each)])]));
}

function source({ text: words, url }) {
  const address = webAddress(url);
  return address ? element("a", { href: address, target: "_blank", rel: "noopener noreferrer external" }, words) : words;
}

function facts(pairs) {
  return pairs
    .filter(([, value]) => value)
    .map(([name, value]) =>
      element("div", { class: name }, element("dt", {}, text(`proof.${name}`)), element("dd", { dir: "auto" }, value)),
    );
}

function links(citation, detail, copied) {
  const url = webAddress(citation.url ?? detail?.url);
  const own = `/documents/${encodeURIComponent(citation.document_id)}/${
    citation.page === null ? "text" : `pages/${citation.page}`
  }?start=${citation.start}&end=${citation.end}`;
  const copy = async () => {
    const done = await copies(reference(citation, detail, url));
    copied.textContent = text(done ? "proof.copied" : "proof.uncopied");
  };
  return [
    element("button", { type: "button", class: "quiet", click: copy }, text("proof.copy")),
    url && element("a", { href: url, target: "_blank", rel: "noopener noreferrer external" }, text("proof.official")),
    element("a", { href: own, target: "_blank", rel: "noopener" }, text("proof.own_page")),
  ].filter(Boolean);
}

/** “Quote.” Title, publisher, date, page. Address */
function reference(citation, detail, url) {
  const published = detail?.published ?? citation.published;
  const parts = [
    citation.title,
    detail?.publisher,
    published && day(published),
    citation.page !== null && text("proof.reference_page", { page: citation.page }),
  ];
  return `“${citation.quote}” ${parts.filter(Boolean).join(", ")}.${url ? ` ${url}` : ""}`;
}

async function copies(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}

async function image(citation, signal) {
  const page = `${addressOf(citation)}/pages/${citation.page}`;
  const { boxes } = await json(`${page}/marks?start=${citation.start}&end=${citation.end}`, signal);
  const picture = element("img", { src: `${page}/image?width=1400`, alt: text("proof.image", citation) });
  const sheet = element("div", { class: "sheet" }, picture, overlay(boxes));
  const frame = element("div", { class: "frame", tabindex: "0", role: "group", "aria-label": text("proof.image_of_page") }, sheet);
  picture.addEventListener("load", () => {
    sheet.classList.add("drawn");
    centre(frame, sheet, boxes);
  });
  picture.addEventListener("error", () => {
    frame.replaceChildren(element("p", { class: "broken" }, text("proof.undrawn")));
  });
  const unmarked = boxes.length ? null : element("p", { class: "hint" }, text("proof.unmarked"));
  return [tools(frame, sheet, boxes), unmarked, frame].filter(Boolean);
}

function overlay(boxes) {
  const marks = boxes.map(({ left, top, width, height }) =>
    drawing("rect", { class: "mark", x: left, y: top, width, height }),
  );
  return drawing("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" }, ...marks);
}

/** Two buttons that change the size of the page image, around the marks. */
function tools(frame, sheet, boxes) {
  let size = NARROW.matches ? 1 : 0;
  const change = (by) => {
    size = Math.min(Math.max(size + by, 0), SIZES.length - 1);
    sheet.style.width = `${SIZES[size] * 100}%`;
    centre(frame, sheet, boxes);
  };
  change(0);
  const tool = (name, by) =>
    element("button", { type: "button", class: "quiet", click: () => change(by) }, text(`proof.${name}`));
  return element("p", { class: "tools" }, tool("smaller", -1), tool("larger", 1));
}

/** Scrolls the first mark into the upper part of the window. */
function centre(frame, sheet, boxes) {
  if (!boxes.length) return;
  const left = Math.min(...boxes.map((box) => box.left));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const top = Math.min(...boxes.map((box) => box.top));
  frame.scrollTop = top * sheet.offsetHeight - frame.clientHeight / 4;
  frame.scrollLeft = ((left + right) / 2) * sheet.offsetWidth - frame.clientWidth / 2;
}

async function around(citation, signal) {
  const { before, quote, after } = await surroundings(citation, signal);
  const marked = element("mark", {}, quote);
  const frame = element(
    "div",
    { class: "frame text", dir: "auto", tabindex: "0", role: "group", "aria-label": text("proof.text_around") },
    before,
    marked,
    after,
  );
  requestAnimationFrame(() => {
    frame.scrollTop = marked.offsetTop - frame.offsetTop - frame.clientHeight / 4;
  });
  return [frame];
}

async function surroundings(citation, signal) {
  const { start, end, page } = citation;
  if (page === null) return json(`${addressOf(citation)}/text?start=${start}&end=${end}`, signal);
  const whole = await json(`${addressOf(citation)}/pages/${page}`, signal);
  const characters = Array.from(whole.text); // offsets count code points, not UTF-16 units
  const joined = (from, to) => characters.slice(from, to).join("");
  return { before: joined(0, start), quote: joined(start, end), after: joined(end) };
}

function addressOf({ document_id: id }) {
  return `/api/v1/documents/${encodeURIComponent(id)}`;
}

/** What is at an address, null where it cannot be had. */
async function optional(address, signal) {
  try {
    return await json(address, signal);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return null;
  }
}

async function json(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
