import { prepare } from "./grid";
import { read } from "./page";

/** A long board: pages of rows come as they are scrolled to, and leave again. Without this script the same pages are links. */
export function start(): void {
  const grid = document.getElementById("grid");
  const first = grid?.querySelector<HTMLTableSectionElement>("tbody.rows");
  const pages = Number(grid?.dataset["pages"]);
  if (!grid || !first || pages < 2) return;
  const here = Number(grid.dataset["page"]);
  document.querySelector(".pager")?.setAttribute("hidden", "");

  const height = first.getBoundingClientRect().height;
  const width = grid.querySelectorAll("thead th").length;
  const heights = new Map<Element, number>();
  // The frame of the grid scrolls on a wide screen, the whole page on a narrow one.
  const near: IntersectionObserverInit = { rootMargin: "1500px 0px", scrollMargin: "1500px 0px" };
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const part = target as HTMLTableSectionElement;
      if (isIntersecting && part.dataset["state"] === "away") come(part).catch(() => leave(part));
      else if (!isIntersecting && part.dataset["state"] === "here" && !part.contains(document.activeElement)) leave(part);
    }
  }, near);

  let before: Element = first;
  for (let page = 1; page <= pages; page++) {
    if (page === here) {
      first.dataset["state"] = "here";
      watcher.observe(first);
      before = first;
      continue;
    }
    const part = document.createElement("tbody");
    part.className = "rows";
    part.dataset["page"] = String(page);
    heights.set(part, height);
    if (page < here) first.before(part);
    else before.after(part);
    if (page > here) before = part;
    leave(part);
    watcher.observe(part);
  }
  if (here > 1) first.scrollIntoView();

  function leave(part: HTMLTableSectionElement): void {
    if (part.dataset["state"] === "here") heights.set(part, part.getBoundingClientRect().height);
    part.dataset["state"] = "away";
    const cell = document.createElement("td");
    cell.colSpan = width;
    cell.className = "away";
    cell.style.height = `${heights.get(part) ?? height}px`;
    const row = document.createElement("tr");
    row.append(cell);
    part.replaceChildren(row);
  }

  async function come(part: HTMLTableSectionElement): Promise<void> {
    part.dataset["state"] = "coming";
    const address = new URL(location.href);
    address.searchParams.set("page", part.dataset["page"] ?? "1");
    const fresh = (await read(address.href)).querySelector("#grid tbody.rows");
    if (!fresh) throw new Error(address.href);
    part.replaceChildren(...fresh.childNodes);
    part.dataset["state"] = "here";
    prepare(part);
  }
}
