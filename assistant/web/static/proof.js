/* The proof panel: the document, the quote, and the place on the page where it stands.
   Does not move the answer out of sight: beside it where there is room, below its first line on a phone. */

import { day, drawing, element, webAddress } from "./dom.js";

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
  const previous = element("button", { type: "button", class: "quiet", click: () => step(-1) }, "Previous");
  const next = element("button", { type: "button", class: "quiet", click: () => step(1) }, "Next");
  const shut = element("button", { type: "button", class: "quiet", click: close }, "Close");
  const title = element("h2", { id: "proof-title", tabindex: "-1", dir: "auto" });
  const body = element("div", { class: "proof-body" });
  const steps = element("nav", { "aria-label": "Citations" }, previous, next);
  dialog.append(element("div", { class: "proof-bar" }, count, steps, shut), title, body);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && dialog.open) close();
  });
  return { dialog, count, previous, next, title, body, citations: [], index: 0 };
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
  panel.count.textContent = `Citation ${index + 1} of ${citations.length}`;
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
  const facts = element("dl", { class: "facts" });
  const view = element("div", { class: "view" }, element("p", { class: "progress" }, "Opening the page …"));
  const copied = element("p", { class: "copied", role: "status" });
  const ways = element("p", { class: "ways" });
  const quote = element("blockquote", { class: "quote", dir: "auto", tabindex: "0" }, citation.quote);
  panel.body.replaceChildren(facts, quote, view, ways, copied);
  let detail = null;
  try {
    detail = await json(addressOf(citation), signal);
  } catch (error) {
    if (error.name === "AbortError") throw error;
  }
  facts.replaceChildren(...rows(citation, detail));
  ways.replaceChildren(...links(citation, detail, copied));
  const place = detail?.images && citation.page !== null ? image : text;
  try {
    view.replaceChildren(...(await place(citation, signal)));
  } catch (error) {
    if (error.name === "AbortError") throw error;
    view.replaceChildren(element("p", { class: "broken" }, "The page could not be shown. The quote stands above."));
  }
}

function rows(citation, detail) {
  const label = citation.page_label && citation.page_label !== String(citation.page);
  const page = `${citation.page}${detail ? ` of ${detail.pages.length}` : ""}`;
  const edition = detail?.superseded_by ? `${detail.edition ?? ""} replaced by ${detail.superseded_by}` : detail?.edition;
  const published = detail?.published ?? citation.published;
  return [
    ["Publisher", detail?.publisher],
    ["Published", published && day(published)],
    ["Edition", edition],
    ["Page", citation.page !== null && (label ? `${page}, printed as ${citation.page_label}` : page)],
    ["Heading", citation.heading],
  ]
    .filter(([, value]) => value)
    .map(([name, value]) => element("div", { class: name.toLowerCase() }, element("dt", {}, name), element("dd", {}, value)));
}

function links(citation, detail, copied) {
  const url = webAddress(citation.url ?? detail?.url);
  const own = `/documents/${encodeURIComponent(citation.document_id)}/${
    citation.page === null ? "text" : `pages/${citation.page}`
  }?start=${citation.start}&end=${citation.end}`;
  const copy = async () => {
    copied.textContent = (await copies(reference(citation, detail, url)))
      ? "Copied."
      : "Copying is not allowed here: select the quote instead.";
  };
  return [
    element("button", { type: "button", class: "quiet", click: copy }, "Copy quote with reference"),
    url && element("a", { href: url, target: "_blank", rel: "noopener noreferrer external" }, "Official page"),
    element("a", { href: own, target: "_blank", rel: "noopener" }, "Page on its own"),
  ].filter(Boolean);
}

/** “Quote.” Title, publisher, date, page. Address */
function reference(citation, detail, url) {
  const published = detail?.published ?? citation.published;
  const parts = [
    citation.title,
    detail?.publisher,
    published && day(published),
    citation.page !== null && `p. ${citation.page}`,
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
  const picture = element("img", { src: `${page}/image?width=1400`, alt: `Page ${citation.page} of ${citation.title}` });
  const sheet = element("div", { class: "sheet" }, picture, overlay(boxes));
  const frame = element("div", { class: "frame", tabindex: "0", role: "group", "aria-label": "Image of the page" }, sheet);
  picture.addEventListener("load", () => {
    sheet.classList.add("drawn");
    centre(frame, sheet, boxes);
  });
  picture.addEventListener("error", () => {
    frame.replaceChildren(element("p", { class: "broken" }, "The image of the page could not be drawn."));
  });
  const unmarked = boxes.length ? null : element("p", { class: "hint" }, "The words could not be marked on this image.");
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
  const button = (words, by) => element("button", { type: "button", class: "quiet", click: () => change(by) }, words);
  return element("p", { class: "tools" }, button("Smaller", -1), button("Larger", 1));
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

async function text(citation, signal) {
  const { before, quote, after } = await surroundings(citation, signal);
  const marked = element("mark", {}, quote);
  const frame = element(
    "div",
    { class: "frame text", dir: "auto", tabindex: "0", role: "group", "aria-label": "Text around the quote" },
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

async function json(address, signal) {
  const response = await fetch(address, { signal });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}
