/** The evidence form on a weak line: one submission id for each draft, and nothing typed is lost before there is a receipt. */

import { progressOf, tooMuch } from "./files";

interface Draft { id: string; fields: Record<string, string>; files?: string[] }

const Prefix = "hoiqc:draft:";

function load(key: string): Draft | null {
  try {
    return JSON.parse(localStorage.getItem(Prefix + key) ?? "null") as Draft | null;
  } catch {
    return null;
  }
}

function keep(key: string, draft: Draft): void {
  try {
    localStorage.setItem(Prefix + key, JSON.stringify(draft));
  } catch {
    // Without storage the form is a plain one.
  }
}

function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const inputs = (form: HTMLFormElement) =>
  [...form.elements].filter((element): element is HTMLInputElement =>
    "name" in element && !!(element as HTMLInputElement).name && !["hidden", "file"].includes((element as HTMLInputElement).type));

function start(form: HTMLFormElement, chosen?: FileList | null): void {
  const key = form.dataset["draft"] ?? "";
  const id = form.elements.namedItem("submissionId") as HTMLInputElement;
  const files = form.querySelector<HTMLInputElement>("input[type=file]");
  const kept = document.getElementById("kept");
  const say = (text: string) => {
    if (!kept) return;
    kept.textContent = text;
    kept.hidden = false;
  };
  const old = load(key);
  // An id that has a receipt already is not used for anything else.
  if (!form.dataset["fresh"]) id.value = old?.id ?? newId();
  // An answer that puts the form anew need not cost the choice of files.
  if (files && chosen?.length) files.files = chosen;
  if (files?.files?.length) form.querySelector("[data-plain]")?.remove();
  let restored = false;
  for (const input of inputs(form)) {
    const value = old?.fields[input.name];
    if (!value || input.value) continue;
    input.value = value;
    restored = true;
  }
  const lost = files?.files?.length ? [] : (old?.files ?? []);
  if (restored || lost.length)
    say(`${restored ? "Đã lấy lại nội dung ghi dở trên máy này." : ""}${lost.length ? ` Trình duyệt không giữ được tệp; đề nghị chọn lại: ${lost.join(", ")}.` : ""}`.trim());
  const save = () =>
    keep(key, { id: id.value, fields: Object.fromEntries(inputs(form).map((input) => [input.name, input.value])), files: [...(files?.files ?? [])].map((file) => file.name) });
  if (form.dataset["fresh"]) save();
  form.addEventListener("input", save);
  for (const day of form.querySelectorAll<HTMLInputElement>("[data-day]"))
    day.addEventListener("change", () => {
      const [, d, m, y] = /^(\d{2})(\d{2})(\d{4})$/u.exec(day.value.trim()) ?? [];
      if (d) day.value = `${d}/${m}/${y}`;
      save();
    });

  let sending = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) return;
    const wrong = files && tooMuch(files);
    if (wrong) {
      say(wrong);
      files.focus();
      return;
    }
    sending = true;
    save();
    say("Đang gửi…");
    send(form, say)
      .catch(() => say("Chưa gửi được vì mất kết nối. Nội dung vẫn được giữ trên máy này; đề nghị bấm gửi lại, hệ thống chỉ ghi nhận một lần."))
      .finally(() => (sending = false));
  });
  (document.getElementById("faults") ?? null)?.focus();
}

async function send(form: HTMLFormElement, say: (text: string) => void): Promise<void> {
  const chosen = form.querySelector<HTMLInputElement>("input[type=file]")?.files;
  const answer = await progressOf(form);
  if (answer.responseURL && new URL(answer.responseURL).pathname.startsWith("/receipts/")) {
    location.assign(answer.responseURL);
    return;
  }
  const page = new DOMParser().parseFromString(answer.responseText, "text/html");
  const fresh = page.getElementById("evidence");
  if (fresh) {
    form.replaceWith(fresh);
    start(fresh as HTMLFormElement, chosen);
    return;
  }
  const told = page.querySelector("main p")?.textContent;
  if (!told) throw new Error(String(answer.status));
  say(told);
}

const form = document.getElementById("evidence");
if (form instanceof HTMLFormElement) start(form);

// The receipt is the proof: only now the draft may go.
const receipt = document.getElementById("receipt");
if (receipt?.dataset["draft"] && load(receipt.dataset["draft"])?.id === receipt.dataset["submission"]) localStorage.removeItem(Prefix + receipt.dataset["draft"]);
