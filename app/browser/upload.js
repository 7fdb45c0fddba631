import { credentials } from "miaou/embedded.js";
import { wire } from "miaou/wire.js";

/** So many go out at a time: what else the page asks for is not to wait behind all of them. */
const lanes = Array(3).fill(Promise.resolve());

/**
 * What the server answers to a form's file: `{refused}` or what is now, once its effects are taken. Not by `fetch`,
 * which cannot tell how much has gone out.
 * @throws when there is no answer that makes sense, or `signal` was aborted
 */
export function sent(...details) {
  const sending = lanes.shift().then(() => send(...details));
  lanes.push(sending.catch(() => {}));
  return sending;
}

function send(method, address, form, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `${window.path_prefix ?? ""}${address}`);
    request.responseType = "json";
    const bar = form.querySelector("progress");
    request.upload.addEventListener("progress", ({ loaded, total }) => bar?.setAttribute("value", loaded / total));
    request.addEventListener("loadend", () => {
      const { status, response } = request;
      if (!response || (status !== 200 && !response.refused)) return reject(new Error(`no answer: ${status}`));
      wire.state.hear(response.then ?? []);
      resolve(response);
    });
    signal.throwIfAborted();
    signal.addEventListener("abort", () => request.abort());
    const headers = { ...credentials(), "content-type": "application/octet-stream" };
    for (const header of Object.entries(headers)) request.setRequestHeader(...header);
    request.send(form.querySelector("[type=file]").files[0]);
  });
}
