/* The little that a page cannot do alone. Everything works without it where a form can. */
"use strict";
(() => {
  const drawer = () => document.getElementById("drawer");
  let opener = null;

  const close = () => {
    const found = drawer();
    if (found && found.firstChild) {
      found.replaceChildren();
      if (opener) { opener.focus(); opener = null; }
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) { event.preventDefault(); close(); }
    if (event.target.closest("[data-print]")) { event.preventDefault(); window.print(); }
    const all = event.target.closest("[data-tick-all]");
    if (all) {
      document.querySelectorAll(`input[type=checkbox][name="${all.dataset.tickAll}"]`).forEach((box) => { box.checked = all.checked; });
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { close(); } });

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target && event.detail.target.id === "drawer") { opener = event.detail.elt; }
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target && event.detail.target.id === "drawer") {
      const asked = event.detail.target.querySelector("details.remedy[open] > summary");
      const heading = event.detail.target.querySelector("h1, h2");
      if (asked) { asked.focus(); } else if (heading) { heading.tabIndex = -1; heading.focus(); }
    }
  });
  /* The monitor refreshes itself only while nobody is in the middle of something. */
  const typed = (part) => Array.from(part.querySelectorAll("input, select, textarea")).some((field) =>
    field === document.activeElement
    || (field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
      : field.options ? Array.from(field.options).some((one) => one.defaultSelected && !one.selected)
      : field.type !== "hidden" && field.value !== field.defaultValue));
  document.addEventListener("htmx:confirm", (event) => {
    const part = event.detail.elt;
    if (!part.hasAttribute("data-refresh")) { return; }
    const busy = drawer() && drawer().firstChild;
    if (busy || document.hidden || typed(part)) { event.preventDefault(); }
  });

  /* A file that the server would refuse is refused before it travels. */
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.type !== "file" || !field.dataset.most) { return; }
    const most = Number(field.dataset.most) * 1000000;
    /* The limit is of the whole request, so every file of the form counts. */
    const files = Array.from(field.form.querySelectorAll("input[type=file]")).flatMap((one) => Array.from(one.files));
    const size = files.reduce((sum, file) => sum + file.size, 0);
    field.setCustomValidity(size > most ? `Tệp quá lớn: mỗi lần gửi không quá ${field.dataset.most} MB.` : "");
    field.reportValidity();
  });

  /* One click, one request: a second press while the first is on its way does nothing. */
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    window.setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
    const wrong = document.querySelector(".message.refused, .effect");
    if (wrong) { wrong.focus(); }
  });
})();
