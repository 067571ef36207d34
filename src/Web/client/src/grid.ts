/**
 * The grid as one tab stop: arrows, Home, End, PageUp and PageDown move, Enter opens. It stays a table: readers keep their own ways
 * through it, and a cell may speak in other words than it shows.
 */
export function keys(): void {
  const grid = document.getElementById("grid");
  if (!(grid instanceof HTMLTableElement) || grid.dataset["keys"]) return;
  grid.dataset["keys"] = "on";
  prepare(grid);
  grid.querySelector<HTMLElement>("tbody td, tbody th")?.setAttribute("tabindex", "0");
  grid.addEventListener("keydown", (event) => move(grid, event));
  grid.addEventListener("focusin", (event) => {
    const cell = (event.target as Element).closest<HTMLElement>("td, th");
    if (!cell || cell.tabIndex === 0) return;
    for (const old of grid.querySelectorAll("[tabindex='0']:is(td, th)")) old.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
  });
}

/** Takes what lies in the cells out of the tab order; rows that came later too. */
export function prepare(part: Element): void {
  for (const cell of part.querySelectorAll<HTMLElement>("td, th")) if (!cell.hasAttribute("tabindex")) cell.tabIndex = -1;
  for (const inner of part.querySelectorAll<HTMLElement>("td a, th a, th summary"))
    if (inner.tagName === "A" || !inner.closest(".folded") || !inner.offsetParent) inner.tabIndex = -1;
}

function move(grid: HTMLTableElement, event: KeyboardEvent): void {
  const cell = (event.target as Element).closest<HTMLTableCellElement>("td, th");
  if (!cell || event.altKey || event.metaKey || event.target !== cell) return;
  const rows = [...grid.rows].filter((row) => row.getClientRects().length > 0 && row.cells.length > 1);
  const y = rows.indexOf(cell.parentElement as HTMLTableRowElement);
  const x = cell.cellIndex;
  const last = rows.length - 1;
  const width = (rows[y]?.cells.length ?? 1) - 1;
  const [toY, toX] = ((): [number, number] => {
    switch (event.key) {
      case "ArrowUp": return [y - 1, x];
      case "ArrowDown": return [y + 1, x];
      case "ArrowLeft": return [y, x - 1];
      case "ArrowRight": return [y, x + 1];
      case "Home": return [event.ctrlKey ? 0 : y, 0];
      case "End": return [event.ctrlKey ? last : y, width];
      case "PageUp": return [y - 10, x];
      case "PageDown": return [y + 10, x];
      default: return [-1, -1];
    }
  })();
  if (event.key === "Enter" || event.key === " ") {
    const inner = cell.querySelector<HTMLElement>("a, summary");
    if (inner) event.preventDefault();
    inner?.click();
    return;
  }
  if (toX === -1 && toY === -1) return;
  event.preventDefault();
  const target = rows[Math.min(Math.max(toY, 0), last)]?.cells[Math.min(Math.max(toX, 0), width)];
  target?.focus();
}
