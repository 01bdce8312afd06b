(function () {
  "use strict";
  // Sorting: the heads become buttons only where a script can answer them.
  document.querySelectorAll("table.sortable").forEach(function (table) {
    var body = table.tBodies[0], heads = table.tHead.rows[0].cells;
    var collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    function key(row, i) {
      var c = row.cells[i];
      return c.dataset.v !== undefined ? c.dataset.v : c.querySelector("[aria-hidden]") ? "" : c.textContent.trim();
    }
    Array.prototype.forEach.call(heads, function (th, i) {
      var button = document.createElement("button"), numeric = th.classList.contains("num");
      button.type = "button";
      button.textContent = th.textContent;
      th.textContent = "";
      th.appendChild(button);
      button.addEventListener("click", function () {
        var up = th.getAttribute("aria-sort") !== "ascending";
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) {
          var x = key(a, i), y = key(b, i);
          if (x === "" || y === "") { return (x === "") - (y === ""); }
          var d = numeric ? x - y : collator.compare(x, y);
          return up ? d : -d;
        });
        rows.forEach(function (r) { body.appendChild(r); });
        Array.prototype.forEach.call(heads, function (h) { h.removeAttribute("aria-sort"); });
        th.setAttribute("aria-sort", up ? "ascending" : "descending");
      });
    });
  });
  // A link into a closed part of the page opens it, in old browsers too.
  function reveal() {
    var id = decodeURIComponent(location.hash.slice(1)), el = id && document.getElementById(id);
    if (!el) { return; }
    for (var p = el.parentElement; p; p = p.parentElement) { if (p.tagName === "DETAILS") { p.open = true; } }
    el.scrollIntoView({ block: el.classList.contains("one") ? "center" : "start" });
  }
  window.addEventListener("hashchange", reveal);
  reveal();
  // What the page says of the area under the pointer or the keyboard, beside the map.
  var card = document.getElementById("card"), map = document.querySelector("svg.map");
  if (card && map) {
    var show = function (e) {
      var a = e.target.closest("a");
      if (!a) { return; }
      var from = document.getElementById(a.getAttribute("href").slice(1)), parts = from && from.querySelectorAll(".vd,.why,.strip,.chg");
      card.textContent = "";
      var name = document.createElement("p");
      name.className = "cardname";
      name.textContent = a.getAttribute("aria-label");
      card.appendChild(name);
      if (parts) { parts.forEach(function (p) { card.appendChild(p.cloneNode(true)); }); }
      card.hidden = false;
    };
    map.addEventListener("pointerover", show);
    map.addEventListener("focusin", show);
  }
})();
