/* Follows a change while it goes on, and tells before sending what would be refused. The pages work without. */

const running = document.getElementById("running");
const upload = document.getElementById("upload");

if (running) follow(running);
if (upload) guard(upload);

/** Shows each event; at the end the page itself says how it went. */
function follow(section) {
  const bar = section.querySelector("progress");
  const words = section.querySelector(".progress-text");
  const events = new EventSource(section.dataset.events);
  events.addEventListener("progress", ({ data }) => {
    const { text, done, total } = JSON.parse(data);
    words.textContent = text;
    if (total) {
      bar.max = total;
      bar.value = done;
    } else {
      bar.removeAttribute("value");
    }
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
}

/** Sends with a figure of how far it is; files that are too many or too large are not sent at all. */
function guard(form) {
  const input = form.querySelector("input[type=file]");
  const complaint = document.getElementById("files-complaint");
  const sending = document.getElementById("sending");
  const button = form.querySelector("button");
  input.addEventListener("change", () => complain(objection()));
  form.addEventListener("submit", (event) => {
    const wrong = objection();
    complain(wrong);
    if (wrong || button.disabled) event.preventDefault();
    else send(event);
  });

  function objection() {
    const { limit, files, complaint: large, many } = input.dataset;
    const size = Array.from(input.files).reduce((sum, file) => sum + file.size, 0);
    if (input.files.length > Number(files)) return many;
    return size > Number(limit) ? large : "";
  }

  function complain(text) {
    complaint.textContent = text;
    if (text) input.setAttribute("aria-invalid", "true");
    else input.removeAttribute("aria-invalid");
  }

  function send(event) {
    event.preventDefault();
    const request = new XMLHttpRequest(); // fetch does not say how much has been sent
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      sending.textContent = input.dataset.sending.replace("{share}", Math.floor((100 * loaded) / total));
    });
    request.addEventListener("loadend", () => {
      if (request.status === 201) {
        location.assign(request.getResponseHeader("Location"));
        return;
      }
      button.disabled = false;
      sending.textContent = "";
      complain(reasonOf(request) ?? input.dataset.failed);
    });
    button.disabled = true;
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(new FormData(form));
  }
}

/** What the server says is wrong; null where it could not be heard. */
function reasonOf(request) {
  try {
    return JSON.parse(request.responseText).detail;
  } catch {
    return null;
  }
}
