// Small helps for those who have script; every page works without.
"use strict";

// A picture that can be taken as SVG can be taken as PNG too: the browser draws
// the site's own file, which then carries its typeface.
for (const link of document.querySelectorAll("a[data-png]")) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "as-link", textContent: link.dataset.png });
  button.addEventListener("click", async () => {
    button.disabled = true;
    try { await takePNG(link.href); } finally { button.disabled = false; }
  });
  link.after(" ", button);
}

async function takePNG(address) {
  const from = new URL(address);
  from.searchParams.set("letters", "inside");
  const picture = new Image();
  picture.src = from.href;
  await picture.decode();
  await new Promise((done) => setTimeout(done, 150)); // some browsers read the letters after the picture
  const times = Math.max(1, 2000 / picture.naturalWidth);
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.naturalWidth * times), height: Math.round(picture.naturalHeight * times) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  const at = new URL(address);
  const name = [...decodeURIComponent(at.pathname).replace(/\.svg$/, "").split("/").slice(2), ...at.searchParams.values()]
    .map((part) => part.replace(/[^\p{L}\p{N}.-]+/gu, "-")).filter(Boolean).join("-");
  const save = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${name}.png` });
  save.click();
  setTimeout(() => URL.revokeObjectURL(save.href), 60_000);
}

// A line to put into other pages: with the address of this site in front, and
// a button that copies it.
for (const field of document.querySelectorAll("textarea[data-copy]")) {
  if (field.value.includes('src="/')) {
    field.value = field.value.replace('src="/', `src="${location.origin}/`);
    field.closest("details").querySelector(".hint")?.remove();
  }
  field.addEventListener("focus", () => field.select());
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", textContent: field.dataset.copy });
  const said = Object.assign(document.createElement("span"), { className: "hint" });
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    field.select();
    try { await navigator.clipboard.writeText(field.value); } catch { document.execCommand("copy"); }
    said.textContent = ` ${field.dataset.copied}`;
  });
  field.after(button, said);
}
