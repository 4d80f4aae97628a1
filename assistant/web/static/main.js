/* The question box and the conversation. One question at a time; everything stays in this page's memory. */

import { announcement, Turn } from "./answer.js";

const form = document.getElementById("ask");
const box = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const complaint = document.getElementById("complaint");
const conversation = document.getElementById("conversation");
const announcer = document.getElementById("announcer");
const examples = document.getElementById("examples");

const conversationId = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
  byte.toString(16).padStart(2, "0"),
).join("");
let running = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!running) submit(box.value);
});

box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  form.requestSubmit();
});

box.addEventListener("input", () => complain(""));

stop.addEventListener("click", () => running?.abort());

examples?.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.submitter.value);
});

function submit(question) {
  if (running) return;
  const wrong = objection(question);
  complain(wrong);
  if (wrong) return;
  examples?.remove();
  if (box.value === question) box.value = "";
  const turn = new Turn(question, { cite, ask: submit, retry: () => answer(question, turn) });
  conversation.append(turn.node);
  answer(question, turn);
}

function objection(question) {
  const limit = Number(box.dataset.limit);
  const length = Array.from(question).length;
  if (!question.trim()) return "Type what you would like to know.";
  if (length <= limit) return "";
  const figure = (number) => number.toLocaleString("en");
  return `The question has ${figure(length)} characters; at most ${figure(limit)} are read. Shorten it.`;
}

function complain(text) {
  complaint.textContent = text;
  box.toggleAttribute("aria-invalid", Boolean(text));
  if (!text) return;
  box.setAttribute("aria-invalid", "true");
  box.focus();
}

/** Asks and shows the answer in `turn`; also the second time, after a failure. */
async function answer(question, turn) {
  if (running) return;
  busy(new AbortController(), turn);
  turn.begin();
  announcer.textContent = "";
  turn.node.scrollIntoView({ block: "start" });
  try {
    const { ask } = await import("./stream.js"); // comes with the first question
    for await (const { name, data } of ask({ question, conversation_id: conversationId }, running.signal)) {
      if (name === "status") turn.status(data.text);
      if (name === "claim") turn.claim(data.claim);
      if (name === "done") finish(turn, data);
    }
  } catch (error) {
    if (error.name === "AbortError") fail(turn, "Stopped.");
    else if (error.name === "Failure") fail(turn, error.message);
    else {
      fail(turn, "The answer could not be shown.");
      throw error;
    }
  } finally {
    busy(null, turn);
  }
}

function finish(turn, data) {
  turn.done(data);
  announcer.textContent = announcement(data);
}

function fail(turn, reason) {
  turn.broken(reason);
  announcer.textContent = reason;
}

/** One button for both; whose focus goes with it keeps a place: at the stop button, then at the answer. */
function busy(controller, turn) {
  const last = document.activeElement;
  running = controller;
  stop.hidden = !controller;
  send.hidden = Boolean(controller);
  if (controller && last !== box) stop.focus({ preventScroll: true });
  if (!controller && last === stop) turn.heading.focus({ preventScroll: true });
}

/** The proof panel comes with the first proof that is opened. */
async function cite(citations, index) {
  const { openProof } = await import("./proof.js");
  openProof(document.getElementById("proof"), citations, index);
}
