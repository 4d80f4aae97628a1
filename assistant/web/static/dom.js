/* Builds elements and words for them. Text goes in as text and never as markup: nothing else gets on the page. */

const SVG = "http://www.w3.org/2000/svg";

/** The language of the page, as a BCP 47 tag. */
export const language = document.documentElement.lang || "en";

/* As the server writes them: days of the Gregorian calendar and Latin digits in every language. */
const locale = `${language === "en" ? "en-GB" : language}-u-ca-gregory-nu-latn`;

/* The texts of this page, in its language; the server put them into its head. */
const texts = JSON.parse(document.querySelector("meta[name=wording]")?.content || "{}");

/** A text by its key, its places filled with `values`; with `count` in the form that fits the number. */
export function text(key, values = {}) {
  const form = texts[key] ?? key;
  const chosen = typeof form === "string" ? form : form[values.count === 1 ? "one" : "other"];
  return chosen.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** An element with attributes (a function is a listener, false and null leave one out) and children. */
export function element(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** The same for drawings. */
export function drawing(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

/** "8 July 2018" for "2018-07-08". */
export function day(iso) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}

/** "20,000" for 20000. */
export function figure(number) {
  return new Intl.NumberFormat(locale).format(number);
}

/** Where a quote is from, in few words. */
export function place({ title, page }) {
  return page === null ? title : text("place.page", { title, page });
}

/** The link to a section in the head of the page, null where the server has no such section. */
export function section(address) {
  return document.querySelector(`.sections a[href="${address}"]`);
}

/** `url` where it is an http(s) address that may become a link, else null. */
export function webAddress(url) {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
  } catch {
    return null;
  }
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value !== false && value !== null) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== false));
  return node;
}
