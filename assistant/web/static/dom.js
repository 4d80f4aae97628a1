/* Builds elements. Text goes in as text and never as markup: this is the only way anything gets on the page. */

const SVG = "http://www.w3.org/2000/svg";

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
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(new Date(iso));
}

/** Where a quote is from, in few words. */
export function place({ title, page }) {
  return page === null ? title : `${title}, page ${page}`;
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
