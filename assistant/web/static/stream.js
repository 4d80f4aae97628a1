/* Asks the server and reads its events. Knows nothing of the page but its words. */

import { text } from "./dom.js";

/** Something went wrong that people can be told about: the message is a sentence for them. */
class Failure extends Error {
  name = "Failure";
}

/** The connection broke while the answer was on its way; the server may have it. */
class Lost extends Failure {
  name = "Lost";
}

/** The server did not take the question. */
class Unreached extends Failure {
  name = "Unreached";
}

/** Events of one answer as {name, data}; the last one is `done`. Throws `Failure`, or AbortError when stopped. */
export async function* ask(body, signal) {
  const response = await reached(body, signal);
  if (!response.ok) throw new Failure(await problem(response));
  for await (const event of events(response.body)) {
    if (event.name === "error") throw new Failure(event.data.detail);
    yield event;
    if (event.name === "done") return;
  }
  throw new Lost(text("ask.lost"));
}

async function reached(body, signal) {
  try {
    return await fetch("/api/v1/chat", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unreached(text("ask.unreached"));
  }
}

async function problem(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return text("ask.status", { status: response.status });
  }
}

async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await read(reader);
      if (done) return;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) {
        const event = parsed(block);
        if (event) yield event;
      }
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function read(reader) {
  try {
    return await reader.read();
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Lost(text("ask.lost"));
  }
}

/** A block of lines as an event; null for a ping. */
function parsed(block) {
  let name = "message";
  const data = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event: ")) name = line.slice(7);
    if (line.startsWith("data: ")) data.push(line.slice(6));
  }
  return data.length ? { name, data: JSON.parse(data.join("\n")) } : null;
}
