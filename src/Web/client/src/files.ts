/** Files of a form: what would be refused is said before it is sent, and how far the sending has come is shown. */

const MB = 1024 * 1024;

/** Why what was chosen would be refused for its size; null where it would not. */
export function tooMuch(input: HTMLInputElement): string | null {
  const chosen = [...(input.files ?? [])];
  const [largest, together, most] = ["largest", "together", "most"].map((name) => Number(input.dataset[name]));
  const large = chosen.find((file) => file.size > largest!);
  if (large) return `Tệp “${large.name}” lớn hơn ${largest! / MB} MB nên không được nhận. Đề nghị nén ảnh trong tệp, quét lại ở độ phân giải thấp hơn hoặc chia thành nhiều tệp rồi gửi lại.`;
  if (chosen.length > most!) return `Mỗi lần gửi chỉ nhận tối đa ${most} tệp. Đề nghị ghép các tệp lại hoặc bớt tệp rồi gửi lại.`;
  if (chosen.reduce((sum, file) => sum + file.size, 0) > together!) return `Các tệp đã chọn lớn hơn ${together! / MB} MB nên không được nhận. Đề nghị bớt tệp hoặc giảm dung lượng rồi gửi lại.`;
  return null;
}

/** Sends a form; only the older way of asking says how much has gone. */
export function progressOf(form: HTMLFormElement): Promise<XMLHttpRequest> {
  const bar = form.querySelector("progress");
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.onprogress = (sent) => {
      if (!bar || !sent.lengthComputable || sent.total < 64 * 1024) return;
      bar.hidden = false;
      bar.value = Math.floor((100 * sent.loaded) / sent.total);
    };
    request.onload = () => resolve(request);
    request.onerror = () => reject(new Error("lost"));
    request.onabort = () => reject(new Error("lost"));
    request.onloadend = () => {
      if (bar) bar.hidden = true;
    };
    request.send(new FormData(form));
  });
}
