/* Leaves at once, locks when nobody is there, and shows nothing by the back button. */
(function () {
  "use strict";
  var body = document.body;
  var leave = body.dataset.leave;
  var idleSeconds = Number(body.dataset.idle || 0);
  var lastEscape = 0;
  var timer = null;

  function go() {
    body.classList.add("veiled");
    window.location.replace(leave);
  }

  function lock() {
    body.classList.add("veiled");
    var form = document.querySelector("form[data-keep]");
    if (!form) {
      window.location.replace(body.dataset.login);
      return;
    }
    var path = document.createElement("input");
    path.type = "hidden";
    path.name = "path";
    path.value = new URL(form.action).pathname;
    form.appendChild(path);
    form.action = body.dataset.lock;
    form.submit();
  }

  function wake() {
    if (!idleSeconds) { return; }
    window.clearTimeout(timer);
    timer = window.setTimeout(lock, idleSeconds * 1000);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") { return; }
    var now = Date.now();
    if (now - lastEscape < 1500) { go(); }
    lastEscape = now;
  });
  document.querySelectorAll("a.leave").forEach(function (link) {
    link.addEventListener("click", function (event) {
      event.preventDefault();
      go();
    });
  });
  document.querySelectorAll("form").forEach(function (form) {
    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "yes";
    });
  });
  ["pointerdown", "keydown", "scroll"].forEach(function (kind) {
    document.addEventListener(kind, wake, { passive: true });
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.reload(); }
  });
  wake();
})();
