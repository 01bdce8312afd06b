// The map, for those who have script: a card beside the area that is pointed
// at, a ring around it, and a map that can be zoomed. Without it the map of
// the server says the same.
const figure = document.querySelector(".picture");
const svg = figure?.querySelector("svg.map");
if (svg) start(figure, svg, figure.dataset);

function start(figure, svg, words) {
  const card = Object.assign(document.createElement("div"), { className: "card", hidden: true });
  card.setAttribute("aria-hidden", "true"); // the link's own label says it
  figure.append(card);
  const ring = document.createElementNS("http://www.w3.org/2000/svg", "path");
  ring.setAttribute("class", "ring");
  svg.append(ring);
  const kept = new Map();
  let now = null, wait = 0;

  // strip fetches the six criteria of an area, drawn as on its own page.
  async function strip(address) {
    if (!kept.has(address)) kept.set(address, fetch(address).then((a) => (a.ok ? a.text() : "")).then((t) => new DOMParser().parseFromString(t, "text/html").querySelector(".strip")).catch(() => null));
    return kept.get(address);
  }
  function show(a, right) {
    if (!a) { now = null; card.hidden = true; ring.removeAttribute("d"); return; }
    card.style.left = right ? ".8rem" : "auto";
    card.style.right = right ? "auto" : ".8rem";
    const frame = figure.getBoundingClientRect().top;
    card.style.top = `${Math.max((figure.querySelector(".live") ?? svg).getBoundingClientRect().top, 0) - frame + 8}px`;
    if (a === now) return;
    now = a;
    const [name, ...rest] = a.getAttribute("aria-label").split(": ");
    card.replaceChildren(Object.assign(document.createElement("b"), { textContent: name }), rest.join(": "));
    card.hidden = false;
    ring.setAttribute("d", a.firstElementChild.getAttribute("d"));
    clearTimeout(wait);
    if (!svg.dataset.card) return;
    wait = setTimeout(async () => {
      const s = await strip(svg.dataset.card + codeOf(a));
      if (!s || now !== a) return;
      const copy = s.cloneNode(true);
      for (const link of copy.querySelectorAll("a")) link.replaceWith(...link.childNodes); // the card is only looked at
      card.append(copy);
    }, 140);
  }
  const half = (x) => { const b = svg.getBoundingClientRect(); return x > b.left + b.width / 2; };
  svg.addEventListener("pointerover", (e) => { if (e.pointerType === "mouse") show(e.target.closest("a"), half(e.clientX)); });
  svg.addEventListener("pointerleave", () => show());
  // On the figure, not on the svg: Chromium puts an svg that listens for focus
  // into the order of the keyboard.
  figure.addEventListener("focusin", (e) => {
    const a = e.target.closest(".areas a");
    if (!a?.matches(":focus-visible")) return;
    const b = a.getBoundingClientRect();
    show(a, half(b.left + b.width / 2));
  });
  figure.addEventListener("focusout", () => show());
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") show(); });
  if (words.live) zoomable(figure, svg, words, show);
}

// codeOf is the code of a place in its link.
function codeOf(a) {
  const to = new URL(a.getAttribute("href"), location.href);
  return to.searchParams.get("d") ?? decodeURIComponent(to.pathname.split("/").pop());
}

// zoomable offers the map that can be zoomed. It is fetched when it is asked
// for; the part of the address behind # holds what it shows.
function zoomable(figure, svg, words, show) {
  const tools = Object.assign(document.createElement("div"), { className: "tools" });
  const button = (text, label, press) => {
    const b = Object.assign(document.createElement("button"), { type: "button", textContent: text });
    if (label) b.setAttribute("aria-label", label);
    b.addEventListener("click", press);
    return b;
  };
  const say = Object.assign(document.createElement("p"), { role: "status" });
  const start = button(words.zoom, "", () => open());
  tools.append(start, say);
  figure.prepend(tools);
  const prefix = "#kort=";
  let live = null;

  async function open(view) {
    start.disabled = true;
    const box = Object.assign(document.createElement("div"), { className: "live" });
    const links = Object.fromEntries([...svg.querySelectorAll(".areas a")].map((a) => [codeOf(a), a]));
    try {
      const { open } = await import(words.live);
      svg.before(box);
      svg.classList.add("beneath");
      svg.style.top = `${box.offsetTop}px`; // a link that gets the focus scrolls to where it is seen
      svg.style.height = `${box.clientHeight}px`;
      live = await open({
        box, worker: words.worker, shapes: words.shapes, level: words.level, view,
        places: Object.fromEntries(Object.entries(links).map(([code, a]) => [code, look(a)])),
        colours: colours(svg), marks: marks(svg),
        show: { zones: !!svg.querySelector(".zone"), housing: !!svg.querySelector(".housing") },
        on: {
          title: svg.getAttribute("aria-label"),
          point: (code, x) => show(links[code], x > 0.5),
          choose: (code) => { location.href = links[code].getAttribute("href"); },
          moved: (at) => history.replaceState(history.state, "", prefix + at),
        },
      });
    } catch {
      box.remove();
      svg.classList.remove("beneath");
      svg.removeAttribute("style");
      start.remove();
      say.textContent = words.failed;
      return;
    }
    const follow = (e) => { const a = e.target.closest(".areas a"); if (a?.matches(":focus-visible")) live?.go([codeOf(a)], 13); };
    figure.addEventListener("focusin", follow);
    const find = finder(words, (hit) => { show(); live.go(hit.areas, 14, hit.door, hit.name); }, say);
    const back = button(words.back, "", () => {
      live.close();
      live = null;
      box.remove();
      figure.removeEventListener("focusin", follow);
      svg.classList.remove("beneath");
      svg.removeAttribute("style");
      history.replaceState(history.state, "", location.pathname + location.search);
      start.disabled = false;
      tools.replaceChildren(start, say);
      say.textContent = "";
      show();
      start.focus();
    });
    tools.replaceChildren(back, button("+", words.in, () => live.closer()), button("−", words.out, () => live.farther()), find, say);
    if (!view) back.focus();
  }
  if (location.hash.startsWith(prefix)) open(location.hash.slice(prefix.length));
}

// finder looks an address up and shows where it lies. What is typed is sent in
// the body of a request and stands in no address.
function finder(words, go, say) {
  const form = Object.assign(document.createElement("form"), { className: "seek" });
  const field = Object.assign(document.createElement("input"), { name: "q", type: "search", autocomplete: "off", placeholder: words.seek });
  field.setAttribute("aria-label", words.seek);
  form.append(field);
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    say.textContent = "";
    try {
      const answer = await fetch(words.find, { method: "POST", body: new URLSearchParams({ q: field.value }) });
      const hit = (await answer.json()).content.find((h) => h.areas.length);
      if (hit) { go(hit); say.textContent = hit.name; } else say.textContent = words.nowhere;
    } catch { say.textContent = words.nowhere; }
  });
  return form;
}

// look is how an area is drawn on the server's map.
function look(a) {
  const p = a.firstElementChild;
  return { tone: p.getAttribute("fill")?.match(/p-(\w+)/)?.[1] ?? p.classList[0], faded: p.classList.contains("faded") };
}

function colours(svg) {
  const of = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const tones = {};
  const probe = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.append(probe);
  for (let i = 0; i < 6; i++) { probe.setAttribute("class", `c${i}`); tones[`c${i}`] = getComputedStyle(probe).fill; }
  probe.remove();
  return { tones, page: "#ffffff", ink: of("--ink"), soft: "#6b7782", line: "#8f9aa4", here: of("--here"), water: of("--water") };
}

// marks are the points laid over the server's map, on the finer grid of the
// borders: 988 steps of the one are 16000 of the other.
function marks(svg) {
  const fine = 16000 / 988;
  return [...svg.querySelectorAll(".playground,.intervention")].map((m) => {
    return { x: (m.cx.baseVal.value - 6) * fine, y: (m.cy.baseVal.value - 6) * fine, name: m.textContent, n: Number(m.dataset.n ?? 0) };
  });
}
