/* The question box and the conversation. One question at a time; the server keeps what was asked and answered,
   this tab only which conversation it is in and what it waits for. */

import { announcement, Turn } from "./answer.js";
import { figure, text } from "./dom.js";

const form = document.getElementById("ask");
const box = document.getElementById("question");
const send = document.getElementById("send");
const stop = document.getElementById("stop");
const anew = document.getElementById("new");
const complaint = document.getElementById("complaint");
const conversation = document.getElementById("conversation");
const announcer = document.getElementById("announcer");
const examples = document.getElementById("examples");

/* Of this tab: its conversation, and the question that is being answered. */
const CONVERSATION = "conversation";
const WAITING = "waiting";

/* A page that was answered without script names its conversation itself. */
const named = form.elements.conversation_id?.value;
const known = sessionStorage.getItem(CONVERSATION);
const conversationId = named ?? known ?? fresh();
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

anew.addEventListener("click", () => {
  sessionStorage.clear();
  location.assign("/");
});

examples?.addEventListener("submit", (event) => {
  event.preventDefault();
  submit(event.submitter.value);
});

if (known && !named) restore();

function submit(question) {
  if (running) return;
  const wrong = objection(question);
  complain(wrong);
  if (wrong) return;
  if (box.value === question) box.value = "";
  answer(question, added(question));
}

function added(question) {
  examples?.remove();
  anew.hidden = false;
  const turn = new Turn(question, { cite, ask: submit, correct, retry: () => answer(question, turn) });
  conversation.append(turn.node);
  return turn;
}

function objection(question) {
  const limit = Number(box.dataset.limit);
  const length = Array.from(question).length;
  if (!question.trim()) return text("ask.empty");
  if (length <= limit) return "";
  return text("ask.too_long", { length: figure(length), limit: figure(limit) });
}

function complain(words) {
  complaint.textContent = words;
  box.toggleAttribute("aria-invalid", Boolean(words));
  if (!words) return;
  box.setAttribute("aria-invalid", "true");
  box.focus();
}

/** Asks and shows the answer in `turn`; also the second time, after a failure. */
async function answer(question, turn) {
  if (running) return;
  busy(new AbortController(), turn);
  sessionStorage.setItem(CONVERSATION, conversationId);
  sessionStorage.setItem(WAITING, question);
  turn.begin();
  announcer.textContent = "";
  turn.node.scrollIntoView({ block: "start" });
  try {
    await listen(question, turn);
    settled();
  } catch (error) {
    await failed(turn, error);
  } finally {
    busy(null, turn);
  }
}

/** What was lost on the way stays waited for: a reload asks it once more. */
async function failed(turn, error) {
  if (error.name === "Lost") return recover(turn, error.message);
  if (error.name === "Unreached") return fail(turn, error.message);
  settled();
  if (error.name === "AbortError") return fail(turn, text("ask.stopped"));
  if (error.name === "Failure") return fail(turn, error.message);
  fail(turn, text("ask.unshown"));
  throw error;
}

function settled() {
  sessionStorage.removeItem(WAITING);
}

async function listen(question, turn) {
  const { ask } = await import("./stream.js"); // comes with the first question
  for await (const { name, data } of ask({ question, conversation_id: conversationId }, running.signal)) {
    if (name === "status") turn.status(data.text);
    if (name === "claim") turn.claim(data.claim);
    if (name === "done") await finish(turn, data);
  }
}

async function finish(turn, data) {
  await show(turn, data);
  announcer.textContent = announcement(data);
}

async function show(turn, data) {
  const special = data.verdicts || data.asks || data.understood.length;
  turn.done(data, special ? await import("./verdicts.js") : null);
}

function fail(turn, reason) {
  turn.broken(reason);
  announcer.textContent = reason;
}

/** The connection was lost: the server may have finished the answer all the same. */
async function recover(turn, reason) {
  const { keptAnswer } = await import("./kept.js");
  const found = await keptAnswer(conversationId, turn.question);
  if (!found) return fail(turn, reason);
  settled();
  await finish(turn, found);
}

/** After a reload: the turns come back, and what this tab was waiting for is asked once more. */
async function restore() {
  const waiting = sessionStorage.getItem(WAITING);
  const { kept } = await import("./kept.js");
  const turns = await kept(conversationId);
  if (running || conversation.childElementCount) return; // somebody was quicker
  let open = null;
  for (const { question, answer: given } of turns) {
    const turn = added(question);
    if (given) await show(turn, given);
    else turn.broken(text("ask.unfinished"));
    open = given || question !== waiting ? null : turn;
  }
  if (waiting === null) return;
  const answered = turns.at(-1)?.question === waiting && turns.at(-1).answer;
  if (answered) settled();
  else answer(waiting, open ?? added(waiting));
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

/** Begins a correction of what was understood of an applicant; facts are read in English only. */
function correct() {
  box.value = "Actually, ";
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
}

/** The proof panel comes with the first proof that is opened. */
async function cite(citations, index) {
  const { openProof } = await import("./proof.js");
  openProof(document.getElementById("proof"), citations, index);
}

/** A name for a new conversation that nobody can guess. */
function fresh() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
