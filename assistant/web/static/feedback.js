/* The form for what somebody finds of an answer. It says what happens with it before it is sent. */

import { element, text } from "./dom.js";

const VERDICTS = ["right", "wrong", "incomplete", "unclear"];
const LIMIT = 2000;

let forms = 0;

/** A form about the answer of this id to `question`; once it was sent, thanks take its place. */
export function form(id, question) {
  const name = `opinion-${++forms}`;
  const comment = element("textarea", { id: `${name}-comment`, rows: "2", dir: "auto", maxlength: LIMIT });
  const complaint = element("p", { id: `${name}-complaint`, class: "complaint", role: "alert" });
  const send = element("button", { type: "submit", class: "quiet" }, text("feedback.send"));
  const choices = VERDICTS.map((verdict) => {
    const box = element("input", { type: "radio", name: "verdict", value: verdict, required: true });
    return element("label", { class: "choice" }, box, " ", text(`feedback.${verdict}`));
  });
  const node = element(
    "form",
    { class: "feedback", novalidate: true, submit },
    element(
      "fieldset",
      { "aria-describedby": complaint.id },
      element("legend", {}, text("feedback.verdict")),
      ...choices,
    ),
    element("label", { for: comment.id }, text("feedback.reason")),
    comment,
    complaint,
    element("p", { class: "kept" }, text("feedback.kept")),
    element("p", {}, send),
  );

  async function submit(event) {
    event.preventDefault();
    const verdict = new FormData(node).get("verdict");
    complaint.textContent = verdict ? "" : text("feedback.choose");
    if (!verdict) return node.querySelector("input").focus();
    send.disabled = true;
    const wrong = await sent({ answer_id: id, question, verdict, comment: comment.value || null });
    send.disabled = false;
    complaint.textContent = wrong;
    if (wrong) return send.focus();
    const thanks = element("p", { class: "thanks", role: "status", tabindex: "-1" }, text("feedback.thanks"));
    node.replaceWith(thanks);
    return thanks.focus();
  }

  return node;
}

/** Sends it; what went wrong, or nothing. */
async function sent(opinion) {
  try {
    const response = await fetch("/api/v1/feedback", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(opinion),
    });
    return response.ok ? "" : (await response.json()).detail;
  } catch {
    return text("feedback.lost");
  }
}
