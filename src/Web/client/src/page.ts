/** Reads a page of this server again as a document. */
export async function read(address: string): Promise<Document> {
  const answer = await fetch(address, { headers: { accept: "text/html" }, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** What wants to be done again whenever the page's content was exchanged. */
const again: (() => void)[] = [];

/** Does it now, and after every exchange. */
export function always(start: () => void): void {
  again.push(start);
  start();
}

/** Reads this page again and exchanges its content; focus, place and what is open stay. */
export async function refresh(): Promise<void> {
  const fresh = await read(location.href);
  const [main, next] = [document.getElementById("main"), fresh.getElementById("main")];
  if (!main || !next) return;
  const scroll = main.querySelector(".scroll");
  const place = { left: scroll?.scrollLeft ?? 0, top: scroll?.scrollTop ?? 0 };
  const open = [...main.querySelectorAll<HTMLDetailsElement>("details[open][id]")].map((details) => details.id);
  const dialog = document.querySelector("dialog");
  const active = document.activeElement;
  const cell = active instanceof HTMLTableCellElement ? { row: active.dataset["row"], rule: active.dataset["rule"] } : null;
  const typed = active instanceof HTMLInputElement && active.id ? { id: active.id, value: active.value, from: active.selectionStart, to: active.selectionEnd } : null;

  // An open panel stays where it is.
  if (dialog) next.querySelector("dialog")?.replaceWith(dialog);
  main.replaceChildren(...next.childNodes);
  document.title = fresh.title;
  for (const id of open) (document.getElementById(id) as HTMLDetailsElement | null)?.setAttribute("open", "");
  main.querySelector(".scroll")?.scrollTo(place);
  for (const start of again) start();
  if (cell?.row && cell.rule) document.querySelector<HTMLElement>(`td[data-row="${CSS.escape(cell.row)}"][data-rule="${CSS.escape(cell.rule)}"]`)?.focus({ preventScroll: true });
  const input = typed && (document.getElementById(typed.id) as HTMLInputElement | null);
  if (input && typed) {
    input.value = typed.value;
    input.focus({ preventScroll: true });
    if (typed.from !== null) input.setSelectionRange(typed.from, typed.to);
  }
}

/** Exchanges one part of the page for the same part of an address. */
export async function exchange(id: string, address: string): Promise<void> {
  const old = document.getElementById(id);
  if (!old) return;
  const fresh = (await read(address)).getElementById(id);
  if (fresh) document.getElementById(id)?.replaceWith(fresh);
}

/** Calls once after things have calmed down, a little earlier or later on each machine. */
export function calm(action: () => Promise<void>, wait: number, jitter: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    if (timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      action().catch(() => undefined);
    }, wait + Math.random() * jitter);
  };
}
