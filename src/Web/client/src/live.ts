import { HubConnectionBuilder, HubConnectionState, LogLevel, type HubConnection } from "@microsoft/signalr";
import { find, fold, outline, show, type Cell } from "./cell";
import { calm, exchange, refresh } from "./page";
import { changed as panelChanged } from "./panel";

interface Change { unit: string; year: number; level: string; prev: number; seq: number; reset: boolean; cells: Cell[] }
interface Heartbeat { seq: number; day: string; clock: string; applying: string[] }

/** After so long without a word the page says that its data has stopped. */
const Silence = 15_000;

const board = () => document.getElementById("board");
const filtered = () => ["q", "overdue"].some((name) => new URLSearchParams(location.search).get(name));
const clock = () => document.querySelector<HTMLElement>("#live time");

let seq = 0;
let heard = performance.now();
let lastClock = "";

/** Follows the board over the hub: changes by number, signs of life, alerts. A board of the past is not followed. */
export function start(): void {
  const here = board();
  if (!here || here.dataset["asof"]) return;
  seq = Number(here.dataset["number"] ?? 0);
  lastClock = clock()?.textContent ?? "";
  const hub = new HubConnectionBuilder().withUrl("/hubs/board").configureLogging(LogLevel.None).build();
  hub.serverTimeoutInMilliseconds = Silence;
  hub.on("changed", (change: Change) => take(hub, change));
  hub.on("heartbeat", (beat: Heartbeat) => alive(hub, beat));
  hub.on("alerts", () => alerts());
  hub.onclose(() => connect(hub));
  connect(hub, 0);
  setInterval(silence, 1000);
}

function connect(hub: HubConnection, wait = 1000 + Math.random() * 3000): void {
  setTimeout(() => {
    hub.start().then(() => open(hub)).catch(() => (hub.state === HubConnectionState.Disconnected ? connect(hub) : undefined));
  }, wait);
}

async function open(hub: HubConnection): Promise<void> {
  const here = board()?.dataset;
  if (!here || hub.state !== HubConnectionState.Connected) return;
  const change: Change = await hub.invoke("Open", here["unit"], Number(here["year"]), here["level"] ?? "", seq);
  if (change.reset) whole(change);
  else if (change.seq >= seq) paint(change);
  hear();
  on();
}

function take(hub: HubConnection, change: Change): void {
  const here = board()?.dataset;
  if (!here || change.unit !== here["unit"] || String(change.year) !== here["year"] || change.level !== (here["level"] ?? "")) return;
  hear();
  if (change.reset) whole(change);
  else if (change.prev !== seq) open(hub).catch(() => undefined);
  else paint(change);
}

/** The whole board: painted over this one where it has the same cells, else read again. */
function whole(change: Change): void {
  seq = Math.max(seq, change.seq);
  const known = document.querySelectorAll("#grid td[data-row]").length;
  const paged = Number(document.getElementById("grid")?.dataset["pages"] ?? 1) > 1;
  if (filtered() || change.cells.length === 0 || (!paged && (change.cells.length !== known || change.cells.some((cell) => !find(cell))))) reread();
  else paint(change);
}

function paint(change: Change): void {
  seq = Math.max(seq, change.seq);
  const changed: Cell[] = [];
  for (const cell of change.cells) {
    // The sums of a filtered page are those of its own rows.
    if (filtered() && cell.row === "*") continue;
    const td = find(cell);
    if (!td || !show(td, cell)) continue;
    outline(td);
    fold(td.parentElement);
    changed.push(cell);
    if (cell.row === "*" && cell.rule === "*") document.title = `${cell.overdue > 0 ? `(${cell.overdue}) ` : ""}${board()?.dataset["name"]} – Bảng theo dõi`;
  }
  if (change.cells.length === 0) return;
  panelChanged(changed);
  // Sums of the unit's own bodies, and of filtered rows, are the server's to make.
  if (filtered() || (document.getElementById("own") && changed.some((cell) => cell.row.startsWith("body:")))) reread();
  else figures();
}

const part = (name: string) => {
  const here = board()?.dataset;
  return `/boards/${here?.["unit"]}/${name}?year=${here?.["year"]}${here?.["level"] ? `&level=${here["level"]}` : ""}`;
};
const reread = calm(refresh, 100, 400);
const alerts = calm(() => exchange("alerts", part("alerts")), 30, 250);
const figures = calm(async () => {
  await exchange("figures", part("figures"));
  await exchange("alerts", part("alerts"));
  await exchange("gaps", part("gaps"));
}, 200, 500);
/** After the outlines of midnight have been seen. */
const newDay = calm(refresh, 3500, 4000);

function alive(hub: HubConnection, beat: Heartbeat): void {
  hear();
  lastClock = beat.clock;
  on();
  const applying = document.getElementById("applying");
  const words = beat.applying.length > 0 ? `Đang áp dụng: ${beat.applying.join(", ")}` : "";
  // Said once, not at every beat.
  if (applying && applying.textContent !== words) applying.textContent = words;
  if (board()?.dataset["day"] !== beat.day) newDay();
  if (seq === 0) open(hub).catch(() => undefined);
}

function on(): void {
  const live = document.getElementById("live");
  live?.classList.add("on");
  live?.replaceChildren(`${live.dataset["word"]} · `, Object.assign(document.createElement("time"), { textContent: lastClock }));
}

function hear(): void {
  heard = performance.now();
  if (!document.body.classList.contains("stopped")) return;
  document.body.classList.remove("stopped");
  document.getElementById("stale")?.replaceChildren();
}

function silence(): void {
  if (performance.now() - heard < Silence || document.body.classList.contains("stopped")) return;
  document.body.classList.add("stopped");
  document.getElementById("live")?.classList.remove("on");
  document.getElementById("stale")?.replaceChildren(`Dữ liệu dừng lúc ${/\d\d:\d\d/u.exec(lastClock)?.[0] ?? lastClock}. Đang nối lại…`);
}
