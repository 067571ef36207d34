/** A cell as the hub sends it; the same record as CellView on the server. */
export interface Cell {
  row: string;
  rule: string;
  status: string;
  text: string;
  label: string;
  all: number;
  fulfilled: number;
  overdue: number;
}

/** Finds a cell of the page by row and rule. */
export function find(cell: { row: string; rule: string }): HTMLTableCellElement | null {
  return document.querySelector(`#grid td[data-row="${CSS.escape(cell.row)}"][data-rule="${CSS.escape(cell.rule)}"]`);
}

/** Shows a cell's new state. Answers whether anything is different now. */
export function show(td: HTMLTableCellElement, cell: Cell): boolean {
  const status = cell.status.toLowerCase();
  const bold = td.querySelector("b");
  if (!bold || (td.getAttribute("aria-label") === cell.label && bold.textContent === cell.text && td.classList.contains(status))) return false;
  td.className = ["c", ...["sum", "total"].filter((kind) => td.classList.contains(kind)), status].join(" ");
  td.setAttribute("aria-label", cell.label);
  bold.replaceChildren(...mark(cell.text));
  return true;
}

/** The short text with its shape apart, as CellMark does on the server. */
function mark(text: string): (Node | string)[] {
  const [, shape, rest] = /^([^\d\s]\S*)?(?:\s*)(.*)$/su.exec(text) ?? [];
  if (!shape) return [text];
  const span = document.createElement("span");
  span.className = "shape";
  span.textContent = shape;
  return rest ? [span, ` ${rest}`] : [span];
}

/** Marks a changed cell for three seconds. */
export function outline(td: HTMLTableCellElement): void {
  td.classList.add("new");
  setTimeout(() => td.classList.remove("new"), 3000);
}

/** Counts again what the cards of a narrow screen fold away. */
export function fold(row: Element | null): void {
  const done = row?.querySelector(".folded .n");
  if (done && row) done.textContent = String(row.querySelectorAll("td.c:not(.sum).fulfilled, td.c:not(.sum).fulfilledlate").length);
}
