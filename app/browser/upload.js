import { credentials } from "miaou/embedded.js";
import { wire } from "miaou/wire.js";

/**
 * What the server answers to a file: `{refused}` or what is now, once its effects are taken. Not by `fetch`, which
 * cannot tell how much has gone out: `progress` hears which part of it.
 * @throws when there is no answer that makes sense, or `signal` was aborted
 */
export function sent(method, address, file, signal, progress = () => {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `${window.path_prefix ?? ""}${address}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(loaded / total));
    request.addEventListener("loadend", () => {
      const { status, response } = request;
      if (!response || (status !== 200 && !response.refused)) return reject(new Error(`no answer: ${status}`));
      wire.state.hear(response.then ?? []);
      resolve(response);
    });
    signal.addEventListener("abort", () => request.abort());
    const headers = { ...credentials(), "content-type": "application/octet-stream" };
    for (const header of Object.entries(headers)) request.setRequestHeader(...header);
    request.send(file);
  });
}
