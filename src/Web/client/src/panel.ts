import { read } from "./page";

let from: { row: string; rule: string } | null = null;
let address = "";

function dialog(): HTMLDialogElement | null {
  return document.querySelector("dialog#side");
}

/** A plain click on a cell opens its panel at the side; with a modifier, or when it cannot be read, the page opens. */
export function start(): void {
  document.addEventListener("click", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const target = event.target as Element;
    const side = dialog();
    if (target === side || target.closest(".close, #side .back a")) {
      event.preventDefault();
      side?.close();
      return;
    }
    const link = target.closest<HTMLAnchorElement>("td[data-row]:not([data-rule='reviews']) a, #side a[href*='/cell?']");
    if (!link || !side) return;
    event.preventDefault();
    const td = link.closest<HTMLTableCellElement>("td[data-row]");
    if (td) from = { row: td.dataset["row"] ?? "", rule: td.dataset["rule"] ?? "" };
    open(side, link.href).catch(() => location.assign(link.href));
  });
}

async function open(side: HTMLDialogElement, href: string): Promise<void> {
  const panel = (await read(href)).getElementById("panel");
  if (!panel) throw new Error(href);
  address = href;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close quiet";
  close.textContent = "Đóng";
  close.setAttribute("aria-keyshortcuts", "Escape");
  side.replaceChildren(close, panel);
  side.onclose = () => {
    address = "";
    if (from) document.querySelector<HTMLElement>(`td[data-row="${CSS.escape(from.row)}"][data-rule="${CSS.escape(from.rule)}"]`)?.focus();
  };
  if (!side.open) side.showModal();
}

/** Reads the open panel again when its cell has changed. */
export function changed(cells: readonly { row: string; rule: string }[]): void {
  const side = dialog();
  if (side?.open && address && cells.some((cell) => cell.row === from?.row && cell.rule === from.rule)) open(side, address).catch(() => undefined);
}
