import { credentials } from "miaou/embedded.js";

/**
 * Sends a request to the server and answers what it says: `{refused}` or what is now.
 *
 * Not `fetch`: that cannot tell how much of a file has gone out.
 * @param {(part: number) => void} onProgress from 0 to 1; at 1 the server is at work
 * @throws when there is no answer that makes sense, or `signal` was aborted
 */
export function send(method, address, { body = null, onProgress = () => {}, signal }) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `${window.path_prefix ?? ""}${address}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total ? loaded / total : 0));
    request.addEventListener("load", () => {
      const { response } = request;
      if (response?.refused || (request.status === 200 && response)) resolve(response);
      else reject(new Error(`${request.status}`));
    });
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(new Error(end)));
    signal?.addEventListener("abort", () => request.abort());
    for (const [name, value] of Object.entries(credentials())) request.setRequestHeader(name, value);
    if (body) request.setRequestHeader("content-type", "application/octet-stream");
    request.send(body);
  });
}
