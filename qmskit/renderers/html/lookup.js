
(function () {
  "use strict";
  var MOST_SHOWN = 6;
  var ORDER = ["in-force", "not-yet", "replaced", "withdrawn"];
  var made = document.body.getAttribute("data-made");
  var confused = {};
  document.body.getAttribute("data-confused").split(" ").forEach(function (pair) {
    confused[pair.charAt(0)] = pair.charAt(1);
  });
  var words = document.getElementById("words");
  var day = document.getElementById("day");
  var shownDay = document.getElementById("shown-day");
  var found = document.getElementById("found");
  var table = document.querySelector("table");
  var all = document.getElementById("all");
  var rows = [].map.call(document.querySelectorAll("tbody tr"), function (row) {
    var code = row.querySelector(".code").textContent;
    var title = row.querySelector(".title").textContent;
    return {
      element: row, check: row.id, code: squeezed(code), key: folded(row.id + " " + code + " " + title)
    };
  });

  function form(text, name) {
    return text.normalize ? text.normalize(name) : text;
  }

  function folded(text) {
    var plain = form(text.toLowerCase().replace(/\u0111/g, "d"), "NFD");
    return plain.replace(/[\u0300-\u036f]/g, "").replace(/\s+/g, " ").trim();
  }

  function squeezed(text) {
    return folded(text).replace(/[\s\/._\u2010-\u2015-]+/g, "");
  }

  /* As qmskit.model.check_codes.normalised_check, without the hyphen; of other texts, anything. */
  function asCheck(text) {
    var plain = form(text, "NFKC").replace(/[\s\u2010-\u2015_.-]+/g, "").toUpperCase();
    if (plain.length < 8) { plain = plain.replace(/\u0110/g, "DD"); }
    plain = plain.replace(/\u0110/g, "D").replace(/./g, function (letter) {
      return confused.hasOwnProperty(letter) ? confused[letter] : letter;
    });
    return plain.slice(0, 4) + "-" + plain.slice(4);
  }

  function two(number) {
    return (number < 10 ? "0" : "") + number;
  }

  /* A clock that stands before the day the page was made is wrong. */
  function today() {
    var now = new Date();
    var text = now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
    return text < made ? made : text;
  }

  function chosenDay() {
    return /^\d{4}-\d{2}-\d{2}$/.test(day.value) ? day.value : today();
  }

  function dayText(iso) {
    var month = Number(iso.slice(5, 7));
    return iso.slice(8) + "/" + (month < 3 ? two(month) : month) + "/" + iso.slice(0, 4);
  }

  /* Phases stand in the order of their days: the last that has begun holds. */
  function setDay(iso) {
    shownDay.textContent = dayText(iso);
    rows.forEach(function (row) {
      var phases = row.element.querySelectorAll("[data-since]");
      var current = phases[0];
      var i;
      for (i = 1; i < phases.length; i += 1) {
        if (phases[i].getAttribute("data-since") <= iso) { current = phases[i]; }
      }
      for (i = 0; i < phases.length; i += 1) { phases[i].hidden = phases[i] !== current; }
      row.phase = current;
      row.state = current.className;
    });
  }

  function matching(text) {
    var check = asCheck(text);
    var code = squeezed(text);
    var parts = folded(text).split(" ");
    var same = rows.filter(function (row) { return row.check === check; });
    if (!same.length) { same = rows.filter(function (row) { return code && row.code === code; }); }
    return same.length ? same : rows.filter(function (row) {
      return parts.every(function (part) { return row.key.indexOf(part) >= 0; });
    });
  }

  function answer(name) {
    return document.querySelector("#answers [data-for=" + name + "]").cloneNode(true);
  }

  function add(to, tag, text) {
    var added = document.createElement(tag);
    added.textContent = text;
    to.appendChild(added);
  }

  function card(row) {
    var box = document.createElement("div");
    var list = document.createElement("dl");
    var state = row.phase.cloneNode(true);
    box.className = "answer " + row.state;
    state.className = "state " + row.state;
    box.appendChild(answer("day")).querySelector(".day").textContent = shownDay.textContent;
    box.appendChild(state);
    add(box, "h2", row.element.querySelector(".title").textContent);
    [].forEach.call(row.element.querySelectorAll("[data-label]"), function (cell) {
      if (/title|state/.test(cell.className)) { return; }
      add(list, "dt", cell.getAttribute("data-label"));
      add(list, "dd", cell.textContent);
    });
    box.appendChild(list);
    return box;
  }

  function show() {
    var text = words.value.trim();
    var hits = text ? matching(text) : rows;
    var isFew = text && hits.length > 0 && hits.length <= MOST_SHOWN;
    var many;
    setDay(chosenDay());
    found.textContent = "";
    rows.forEach(function (row) { row.element.hidden = hits.length > 0 && hits.indexOf(row) < 0; });
    table.hidden = isFew;
    all.hidden = !text;
    if (!text) { return; }
    if (!hits.length) {
      found.appendChild(answer(/\d/.test(text) || !/\s/.test(text) ? "code" : "words"));
    } else if (!isFew) {
      many = answer("many");
      many.querySelector(".count").textContent = hits.length;
      found.appendChild(many);
    } else {
      hits.slice().sort(function (one, other) {
        return ORDER.indexOf(one.state) - ORDER.indexOf(other.state) || rows.indexOf(one) - rows.indexOf(other);
      }).forEach(function (row) { found.appendChild(card(row)); });
    }
  }

  /* #K7QM-2XRD or #K7QM-2XRD@2026-12-01: the code, and the day to look at. */
  function follow() {
    var parts;
    try {
      parts = decodeURIComponent(location.hash.slice(1)).split("@");
    } catch (broken) {
      return;
    }
    words.value = parts[0];
    day.value = parts[1] || day.value || today();
    show();
    window.scrollTo(0, 0);
  }

  document.getElementById("ask").addEventListener("submit", function (event) {
    event.preventDefault();
    show();
  });
  day.addEventListener("change", show);
  all.addEventListener("click", function () {
    words.value = "";
    show();
    words.focus();
  });
  words.addEventListener("input", function () {
    var check = asCheck(words.value);
    var isKnown = rows.some(function (row) { return row.check === check; });
    if (isKnown || !words.value.trim()) { show(); }
  });
  window.addEventListener("hashchange", follow);
  document.getElementById("ask").hidden = false;
  day.value = today();
  follow();
  /* The browser goes to the row of that code when all is loaded; the answer stands on top. */
  window.addEventListener("load", function () {
    if (location.hash) { window.scrollTo(0, 0); } else { words.focus(); }
  });
}());
