/** The evidence form on a weak line: one submission id for each draft, and nothing typed is lost before there is a receipt. */

interface Draft { id: string; fields: Record<string, string> }

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
  [...form.elements].filter((element): element is HTMLInputElement => "name" in element && !!(element as HTMLInputElement).name && (element as HTMLInputElement).type !== "hidden");

function start(form: HTMLFormElement): void {
  const key = form.dataset["draft"] ?? "";
  const id = form.elements.namedItem("submissionId") as HTMLInputElement;
  const kept = document.getElementById("kept");
  const say = (text: string) => {
    if (!kept) return;
    kept.textContent = text;
    kept.hidden = false;
  };
  const old = load(key);
  id.value = old?.id ?? newId();
  let restored = false;
  for (const input of inputs(form)) {
    const value = old?.fields[input.name];
    if (!value || input.value) continue;
    input.value = value;
    restored = true;
  }
  if (restored) say("Đã lấy lại nội dung ghi dở trên máy này.");
  const save = () => keep(key, { id: id.value, fields: Object.fromEntries(inputs(form).map((input) => [input.name, input.value])) });
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
    sending = true;
    save();
    say("Đang gửi…");
    send(form)
      .catch(() => say("Chưa gửi được vì mất kết nối. Nội dung vẫn được giữ trên máy này; đề nghị bấm gửi lại, hệ thống chỉ ghi nhận một lần."))
      .finally(() => (sending = false));
  });
  (document.getElementById("faults") ?? null)?.focus();
}

async function send(form: HTMLFormElement): Promise<void> {
  const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
  const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  if (answer.redirected) {
    location.assign(answer.url);
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("evidence");
  if (!fresh) throw new Error(String(answer.status));
  form.replaceWith(fresh);
  start(fresh as HTMLFormElement);
}

const form = document.getElementById("evidence");
if (form instanceof HTMLFormElement) start(form);

// The receipt is the proof: only now the draft may go.
const receipt = document.getElementById("receipt");
if (receipt?.dataset["draft"] && load(receipt.dataset["draft"])?.id === receipt.dataset["submission"]) localStorage.removeItem(Prefix + receipt.dataset["draft"]);
