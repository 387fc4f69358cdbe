"use strict";
/* Keys grow the line in place; a changed phone is drawn again unless somebody is typing. */
(() => {
  const desk = document.querySelector("[data-ask]");
  const typed = document.getElementById("typed");
  const text = document.getElementById("text");
  document.querySelectorAll(".key").forEach((key) => {
    key.addEventListener("click", (event) => {
      event.preventDefault();
      typed.value = (typed.value + key.value).slice(0, 100);
    });
  });
  const look = async () => {
    const busy = typed.value || (text && text.value) || document.activeElement.closest("select, input, textarea");
    if (busy || document.hidden) return;
    try {
      const answer = await fetch(desk.dataset.ask);
      const fresh = (await answer.json()).version;
      if (fresh !== desk.dataset.version) location.reload();
    } catch (problem) {
      desk.dataset.offline = "true";
    }
  };
  setInterval(look, 2000);
})();
