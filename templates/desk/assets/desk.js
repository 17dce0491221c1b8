// The desk works without this file. With it, elements marked `data-live` update themselves on
// events, and documents can be dropped onto the page.
"use strict";
(() => {
  const pause = 600; // ms between two looks at the most
  const parts = document.querySelectorAll("[data-live]");
  const said = new Map([...parts].map((part) => [part, part.innerHTML])); // by the server, last
  let due = null;
  let busy = false;

  async function refresh() {
    due = null;
    if (busy || document.hidden) return later();
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { "X-Partial": "1" }, redirect: "manual" });
      if (answer.ok) replace(new DOMParser().parseFromString(await answer.text(), "text/html"));
      tell(answer.ok ? "" : answer.type === "opaqueredirect" ? "ended" : answer.status === 503 ? "away" : "lost");
    } catch {
      tell("lost");
      later(5000);
    } finally {
      busy = false;
    }
  }

  /** Show on the page that its figures are out of date. */
  function tell(why) {
    const stale = document.getElementById("stale");
    for (const each of stale.children) each.hidden = each.dataset.why !== why;
    stale.hidden = !why;
  }

  function replace(fresh) {
    for (const part of parts) {
      const next = fresh.getElementById(part.id);
      if (!next || next.innerHTML === said.get(part)) continue;
      if (part.contains(document.activeElement) && document.activeElement.matches("input,textarea,select")) continue;
      if (part.querySelector("details.act[open]")) continue;
      const focused = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      said.set(part, next.innerHTML);
      for (const each of part.querySelectorAll("details[id]")) { // as somebody opened or closed it
        const same = next.querySelector(`#${each.id}`);
        if (same) same.open = each.open;
      }
      part.className = next.className;
      part.replaceChildren(...next.childNodes);
      if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
    }
  }

  function later(ms = pause) {
    due ??= setTimeout(refresh, ms);
  }

  if (parts.length) {
    const about = document.querySelector("[data-events]");
    const events = new EventSource(about ? about.dataset.events : "/v1/events");
    events.addEventListener("article", () => later());
    events.addEventListener("act", () => later());
    events.onopen = () => later();
    setInterval(later, 5000); // ages grow without events
    if (document.querySelector("[data-soon]")) setTimeout(later, 1000); // the answer is on its way
    document.addEventListener("visibilitychange", () => later(0));
    addEventListener("pagehide", () => events.close());
  }

  // Reload a page that could not be shown as soon as it can be.
  if (document.querySelector("[data-again]")) {
    setInterval(async () => {
      const answer = await fetch(location.href, { redirect: "manual" }).catch(() => null);
      if (answer && answer.status !== 503) location.reload();
    }, 3000);
  }

  // Ask before leaving a page with unsent input.
  const sent = new Set();
  addEventListener("submit", ({ target }) => sent.add(target));
  addEventListener("beforeunload", (event) => {
    const written = (each) => /^(?:text|search|textarea)$/.test(each.type) && each.value !== each.defaultValue;
    const loses = (form) => !sent.has(form) && ("unsent" in form.dataset || [...form.elements].some(written));
    if ([...document.querySelectorAll(".guarded")].some(loses)) event.preventDefault();
  });

  const drop = document.querySelector(".drop");
  if (drop) {
    const file = document.querySelector("input[type=file]");
    file.addEventListener("change", () => file.files.length && file.form.requestSubmit());
    for (const name of ["dragenter", "dragover"]) {
      drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
    }
    drop.addEventListener("dragleave", () => drop.classList.remove("over"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length) {
        file.files = event.dataTransfer.files;
        file.form.requestSubmit();
      } else {
        drop.querySelector("textarea").value = event.dataTransfer.getData("text");
      }
    });
  }
})();
