// Finds passages that hold every word asked for, words of headings before words of text. The index comes with the first
// key, as a script, so that the site works from a folder as well.
"use strict";
const root = document.currentScript.dataset.root;
const input = document.getElementById("search");
const found = document.getElementById("found");

function load(then) {
  if (window.ikatIndex) return then();
  if (document.getElementById("index")) return;
  const script = document.createElement("script");
  script.id = "index";
  script.src = root + "assets/index.js";
  script.onload = then;
  document.head.append(script);
}

function plain(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

function search(words) {
  const hits = [];
  for (const e of window.ikatIndex) {
    const title = plain(e.t + " " + e.p), text = plain(e.x);
    let score = 0;
    for (const w of words) {
      const inTitle = title.includes(w), times = text.split(w).length - 1;
      if (!inTitle && !times) { score = 0; break; }
      score += (inTitle ? 20 : 0) + Math.min(times, 5);
    }
    if (score) hits.push([score, e]);
  }
  return hits.sort((a, b) => b[0] - a[0]).slice(0, 20).map((h) => h[1]);
}

function around(text, word) {
  const at = plain(text).indexOf(word);
  const from = Math.max(0, at - 60);
  return (from ? "…" : "") + text.slice(from, from + 180) + (text.length > from + 180 ? "…" : "");
}

function show() {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  found.replaceChildren();
  found.hidden = !words.length;
  if (!words.length) return;
  const hits = search(words);
  if (!hits.length) found.append("Nothing on this site has all of these words.");
  for (const e of hits) {
    const line = document.createElement("p"), link = document.createElement("a"), more = document.createElement("small");
    link.href = root + e.u;
    link.textContent = e.t === e.p ? e.t : e.p + ": " + e.t;
    more.textContent = around(e.x, words[0]);
    line.append(link, more);
    found.append(line);
  }
}

input.addEventListener("input", () => load(show));
input.form.addEventListener("submit", (e) => {
  e.preventDefault();
  const first = found.querySelector("a");
  if (first) location.href = first.href;
});
