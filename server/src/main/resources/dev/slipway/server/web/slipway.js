// What the pages do beyond HTML: keys, relative times, folding and line marks of logs.
"use strict";
(() => {
  document.documentElement.classList.add("js");

  // Relative times.
  const units = [["d", 86400], ["h", 3600], ["min", 60]];
  const ago = (seconds) => {
    for (const [unit, size] of units) {
      if (seconds >= size) return Math.floor(seconds / size) + " " + unit + " ago";
    }
    return seconds < 10 ? "just now" : Math.floor(seconds) + " s ago";
  };
  const span = (seconds) => {
    const whole = Math.max(0, Math.floor(seconds));
    if (whole >= 3600) return Math.floor(whole / 3600) + "h " + Math.floor((whole % 3600) / 60) + "m";
    if (whole >= 60) return Math.floor(whole / 60) + "m " + (whole % 60) + "s";
    return whole + "s";
  };
  const tick = () => {
    const now = Date.now();
    for (const time of document.querySelectorAll("time.ago")) {
      time.textContent = ago((now - Date.parse(time.dateTime)) / 1000);
    }
    for (const time of document.querySelectorAll("time.since")) {
      time.textContent = span((now - Date.parse(time.dateTime)) / 1000);
    }
  };
  setInterval(tick, 1000);

  // Keys: g and a letter goes somewhere, / searches, ? explains.
  const places = { h: "/", r: "/runs", e: "/environments", p: "/repositories", s: "/settings" };
  let going = 0;
  document.addEventListener("keydown", (event) => {
    const field = event.target.closest && event.target.closest("input, textarea, select");
    if (event.key === "Escape" && field) field.blur();
    if (field || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      const search = document.querySelector("input[type=search]");
      if (search) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (event.key === "?") {
      const help = document.getElementById("help");
      if (help && !help.open) help.showModal();
    } else if (event.key === "g") {
      going = Date.now();
    } else if (Date.now() - going < 1500 && places[event.key]) {
      going = 0;
      location.assign(places[event.key]);
    } else if (event.key === "j" || event.key === "k") {
      move(event.key === "j" ? 1 : -1);
    }
  });
  const move = (by) => {
    const links = [...document.querySelectorAll(".rows a.name")];
    const at = links.indexOf(document.activeElement);
    const next = links[at < 0 ? 0 : at + by];
    if (next) next.focus();
  };

  // A menu closes when something else is clicked.
  document.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details.user[open], details.popover[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  // Groups of a log fold: the lines behind a head up to the end of its group.
  const lines = (head) => {
    const found = [];
    let line = head.nextElementSibling;
    while (line && line.classList.contains("in")) {
      found.push(line);
      line = line.nextElementSibling;
    }
    return found;
  };
  const fold = (head, closed) => {
    const button = head.querySelector(".fold");
    if (!button) return;
    button.setAttribute("aria-expanded", String(!closed));
    button.textContent = closed ? "▸" : "▾";
    for (const line of lines(head)) line.classList.toggle("folded", closed);
  };
  const addFolds = (root) => {
    for (const head of root.querySelectorAll(".ll.group:not([data-fold])")) {
      head.dataset.fold = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "fold";
      button.setAttribute("aria-label", "Fold or unfold this group");
      head.querySelector(".lx").prepend(button);
      const inside = lines(head);
      const needed = inside.some((line) => line.matches(".error, .warning, :target, .picked") || line.querySelector("mark"));
      fold(head, inside.length > 0 && !needed);
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".fold");
    if (button) fold(button.closest(".ll"), button.getAttribute("aria-expanded") === "true");
  });

  // A line number marks its line; with shift, all lines from the one marked before.
  const pick = () => {
    const match = /^#L(\d+)(?:-L(\d+))?$/.exec(location.hash);
    for (const line of document.querySelectorAll(".ll.picked")) line.classList.remove("picked");
    if (!match) return;
    const from = Number(match[1]);
    const to = Number(match[2] || from);
    let first = null;
    for (const line of document.querySelectorAll(".ll[id]")) {
      const number = Number(line.id.slice(1));
      if (number >= from && number <= to) {
        line.classList.add("picked");
        line.classList.remove("folded");
        first = first || line;
      }
    }
    if (first && match[2]) first.scrollIntoView({ block: "center" });
  };
  document.addEventListener("click", (event) => {
    const number = event.target.closest("a.ln");
    const before = /^#L(\d+)/.exec(location.hash);
    const here = number && /#L(\d+)$/.exec(number.getAttribute("href"));
    if (here && event.shiftKey && before) {
      event.preventDefault();
      const [from, to] = [Number(before[1]), Number(here[1])].sort((a, b) => a - b);
      history.replaceState(null, "", "#L" + from + "-L" + to);
      pick();
    }
  });
  addEventListener("hashchange", pick);

  // Times of a log are shown when asked for, and stay so.
  const showTimes = (shown) => {
    for (const log of document.querySelectorAll(".log")) log.classList.toggle("times", shown);
    for (const button of document.querySelectorAll("[data-times]")) button.setAttribute("aria-pressed", String(shown));
  };
  const remembered = () => localStorage.getItem("log.times") === "yes";
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-times]")) {
      localStorage.setItem("log.times", remembered() ? "no" : "yes");
      showTimes(remembered());
    }
  });

  // A log that is followed stays at its end as long as the reader is there.
  let atEnd = true;
  addEventListener("scroll", () => {
    atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 80;
  }, { passive: true });
  const follow = (target) => {
    if (target.closest && target.closest("[data-follow]") && atEnd) {
      scrollTo(0, document.documentElement.scrollHeight);
    }
  };

  // A question before what cannot be taken back.
  document.addEventListener("submit", (event) => {
    const question = event.target.dataset.ask;
    if (question && !confirm(question)) event.preventDefault();
  });

  // A choice in a filter counts at once.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-instant]");
    if (form) form.requestSubmit();
  });

  // The little picture in the tab and its title follow the state of the page.
  const showState = (root) => {
    const state = root.querySelector && root.querySelector("[data-title]");
    if (!state) return;
    document.title = state.dataset.title;
    const icon = document.querySelector("link[rel=icon]");
    if (icon) icon.href = state.dataset.icon;
  };

  const dress = (root) => {
    addFolds(root);
    showTimes(remembered());
    tick();
  };
  document.addEventListener("htmx:load", (event) => {
    dress(document);
    showState(event.target);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    dress(document);
    showState(document);
    follow(event.target);
  });
  document.addEventListener("htmx:sseMessage", (event) => {
    dress(document);
    showState(document);
    follow(event.target);
  });
  dress(document);
  pick();
})();
