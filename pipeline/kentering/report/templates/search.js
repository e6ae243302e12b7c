"use strict";
// Search and filter: hides what does not fit, opens what does. Without this script the whole report can be read.
(() => {
  const form = document.getElementById("search");
  const words = document.getElementById("search-words");
  const plans = document.getElementById("search-plans");
  const language = document.getElementById("search-language");
  const said = document.getElementById("search-said");
  const main = document.getElementById("main");
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ");
  const units = [...main.querySelectorAll("blockquote, tbody > tr, .sentences > li, main dd")];
  const texts = new Map(units.map((unit) => [unit, folded(unit.textContent)]));
  const quotations = units.filter((unit) => unit.matches("blockquote"));
  const ofPlans = [...main.querySelectorAll("[data-plans]")];
  const parts = [...main.querySelectorAll("section, details, table, figure")].reverse();
  const opened = new Set();

  const hide = (element, gone) => element.classList.toggle("gone", gone);
  const seen = (element) => !element.closest(".gone");

  function filtered(chosen) {
    const wanted = chosen ? new Set(chosen.split(" ")) : null;
    for (const element of ofPlans) {
      hide(element, wanted !== null && !element.dataset.plans.split(" ").some((plan) => wanted.has(plan)));
    }
  }

  function searched(query, tongue) {
    const fits = (unit) => texts.get(unit).includes(query);
    for (const unit of units) {
      if (unit.matches("blockquote")) continue;
      if (!fits(unit)) hide(unit, true);
    }
    for (const quotation of quotations) {
      const around = quotation.parentElement.closest("tbody > tr, .sentences > li");
      const named = around && fits(around) && ![...around.querySelectorAll("blockquote")].some(fits);
      if ((!fits(quotation) && !named) || (tongue && quotation.dataset.language !== tongue)) hide(quotation, true);
    }
  }

  function emptied() {
    for (const part of parts) {
      if (part.matches("figure")) { hide(part, true); continue; }
      const own = units.filter((unit) => part.contains(unit));
      if (!own.some((unit) => seen(unit))) hide(part, true);
    }
  }

  function shown(query) {
    for (const unit of units) {
      if (!query || !seen(unit) || !texts.get(unit).includes(query)) continue;
      for (let part = unit.parentElement; part !== main; part = part.parentElement) {
        if (part.matches("details:not([open])")) { part.open = true; opened.add(part); }
      }
    }
    const bar = form.parentElement;
    if (bar.getBoundingClientRect().top > 0) bar.scrollIntoView();
  }

  function marked(query) {
    if (!("highlights" in CSS)) return;
    CSS.highlights.delete("found");
    if (query.length < 2) return;
    const ranges = [];
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && ranges.length < 2000) {
      const node = walker.currentNode;
      // Folding may change lengths: only where it does not can the place be shown.
      const text = folded(node.data);
      if (text.length !== node.data.length || !seen(node.parentElement)) continue;
      for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + query.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + query.length);
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function update() {
    const query = folded(words.value.trim());
    for (const element of main.querySelectorAll(".gone")) element.classList.remove("gone");
    for (const details of opened) details.open = false;
    opened.clear();
    const narrowed = query || plans.value || language.value;
    if (narrowed) {
      filtered(plans.value);
      searched(query, language.value);
      emptied();
      shown(query);
    }
    marked(query);
    const count = quotations.filter(seen).length;
    const rows = units.length - quotations.length - units.filter((unit) => !unit.matches("blockquote") && !seen(unit)).length;
    said.textContent = narrowed ? said.dataset.said.replace("{quotations}", count).replace("{rows}", rows) : "";
  }

  let waiting = 0;
  const later = () => { clearTimeout(waiting); waiting = setTimeout(update, 150); };
  words.addEventListener("input", later);
  plans.addEventListener("change", update);
  language.addEventListener("change", update);
  form.addEventListener("submit", (event) => { event.preventDefault(); update(); });
  form.addEventListener("reset", () => setTimeout(update));
  form.hidden = false;

  // A link to a quotation opens what it stands in; a filter that hides it gives way.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest(".gone")) { form.reset(); update(); }
    for (let part = target; part; part = part.parentElement) if (part.matches("details")) part.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // On paper stand, besides what the reader opened, the quotations on which the summary rests.
  const forPaper = new Set();
  addEventListener("beforeprint", () => {
    for (const details of main.querySelectorAll("details.basis:not([open])")) { details.open = true; forPaper.add(details); }
  });
  addEventListener("afterprint", () => { for (const details of forPaper) details.open = false; forPaper.clear(); });
})();
