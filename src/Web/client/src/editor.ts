/** The rule editor: only the fields of the chosen kind of period, and a preview that follows what is typed. The form works without any of it. */
import { exchange } from "./page";

const Pause = 350;
const EventPeriods = new Set(["term", "before_event", "after_event", "on_demand"]);

const value = (form: HTMLFormElement, name: string) => (form.elements.namedItem(name) as HTMLSelectElement | null)?.value ?? "";

/** Shows or hides; what has something wrong in it stays. */
function show(form: HTMLFormElement, selector: string, shown: boolean): void {
  for (const part of form.querySelectorAll<HTMLElement>(selector)) part.hidden = !shown && !part.querySelector(".wrong");
}

function fit(form: HTMLFormElement): void {
  const period = value(form, "period");
  const isEvent = EventPeriods.has(period);
  show(form, "[data-when=calendar]", !isEvent);
  show(form, "[data-when=event], .if-event", isEvent);
  show(form, "[data-when=reporting]", period === "reporting");
  show(form, ".either", false);
  show(form, ".if-bloc", value(form, "subject") === "bloc");
  show(form, ".if-position", value(form, "subject") === "position");
  show(form, ".if-figure", value(form, "quantity_source") === "figure");
  show(form, ".if-count", value(form, "quantity_source") === "count");
  for (const side of form.querySelectorAll("[data-side]")) side.textContent = period === "before_event" ? "trước" : "sau";
}

/** What is ticked behind a summary stands in it. */
function name(form: HTMLFormElement): void {
  for (const chosen of form.querySelectorAll<HTMLElement>("[data-chosen]")) {
    const ticked = [...form.querySelectorAll<HTMLInputElement>(`input[name="${chosen.dataset["chosen"]}"]:checked`)].map((box) => box.parentElement?.textContent?.trim() ?? "");
    chosen.textContent = ticked.join(", ") || (chosen.dataset["none"] ?? "");
  }
}

function follow(form: HTMLFormElement): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const body = new URLSearchParams([...new FormData(form)].map(([field, text]) => [field, String(text)]));
    const answer = await fetch(form.dataset["preview"] ?? "", { method: "POST", body, credentials: "same-origin", signal: running.signal });
    const fresh = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("dues") : null;
    if (fresh) document.getElementById("dues")?.replaceWith(fresh);
  };
  form.addEventListener("input", () => {
    fit(form);
    name(form);
    clearTimeout(timer);
    // A preview that was overtaken or lost on the line is asked for again with the next key.
    timer = setTimeout(() => void ask().catch(() => undefined), Pause);
  });
}

/** Boxes that opened over the sentence close with Escape, and when one goes elsewhere. */
function close(form: HTMLFormElement): void {
  const open = () => form.querySelectorAll<HTMLDetailsElement>(".pick[open]");
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const pick of open()) {
      pick.open = false;
      pick.querySelector("summary")?.focus();
    }
  });
  for (const kind of ["click", "focusin"])
    document.addEventListener(kind, (event) => {
      for (const pick of open()) if (!pick.contains(event.target as Node) && !pick.querySelector(".wrong")) pick.open = false;
    });
}

const form = document.getElementById("rule");
if (form instanceof HTMLFormElement && form.dataset["preview"]) {
  if (form.querySelector(".sentence")) fit(form);
  follow(form);
  close(form);
}

// A publication that is being applied says how far it has come.
const progress = () => document.getElementById("progress");
const again = () => {
  if (!progress()?.dataset["running"]) return;
  setTimeout(() => void exchange("progress", location.href).catch(() => undefined).then(again), 1000);
};
again();
