import * as grid from "./grid";
import * as live from "./live";
import { always, calm, refresh } from "./page";
import * as panel from "./panel";
import * as rows from "./rows";

always(() => {
  rows.start();
  grid.keys();
  for (const button of document.querySelectorAll<HTMLElement>(".copy")) button.hidden = false;
});
panel.start();
live.start();

// Parts fetched later bring their own buttons.
new MutationObserver(() => {
  for (const button of document.querySelectorAll<HTMLElement>(".copy[hidden]")) button.hidden = false;
}).observe(document.body, { childList: true, subtree: true });

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || (event.target as Element).closest("input, textarea, select, dialog")) return;
  const search = document.querySelector<HTMLInputElement>("#q");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// The sentence a mouse reads is the one a screen reader speaks.
document.addEventListener("pointerover", (event) => {
  const td = (event.target as Element).closest?.<HTMLElement>("td[aria-label]");
  if (td) td.title = td.getAttribute("aria-label") ?? "";
});

const search = calm(refresh, 250, 0);
document.addEventListener("input", (event) => {
  const input = event.target as HTMLElement;
  const form = input.closest<HTMLFormElement>("form.filters");
  if (!form || input.id !== "q") return;
  const asked = [...new FormData(form)].filter(([, value]) => value !== "").map(([name, value]) => [name, String(value)]);
  history.replaceState(null, "", `${location.pathname}?${new URLSearchParams(asked)}`);
  search();
});
document.addEventListener("change", (event) => {
  const input = event.target as HTMLElement;
  if (input.matches(".filters select, .filters [type=checkbox]")) input.closest("form")?.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = (event.target as Element).closest<HTMLButtonElement>(".copy");
  const text = button?.parentElement?.querySelector("[data-gap]");
  if (!button || !text) return;
  copy(text).then(() => {
    button.textContent = "Đã chép";
    setTimeout(() => (button.textContent = "Chép"), 2000);
  }).catch(() => undefined);
});

/** Copies a sentence. Browsers keep the clipboard from pages without https; selecting and copying still works there. */
async function copy(element: Element): Promise<void> {
  if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(element.textContent ?? "");
  const selection = getSelection();
  selection?.selectAllChildren(element);
  document.execCommand("copy");
}
