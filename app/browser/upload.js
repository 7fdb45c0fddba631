import { credentials } from "miaou/embedded.js";

/**
 * What the server answers: `{refused}` or what is now. Not `fetch`: that cannot tell how much of a file has gone out.
 * @param {(part: number) => void} went from 0 to 1; at 1 the server is at work
 * @throws when there is no answer that makes sense, or `signal` was aborted
 */
export function sent(method, address, body, went = () => {}, signal = undefined) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, `${window.path_prefix ?? ""}${address}`);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => went(total ? loaded / total : 0));
    request.addEventListener("load", () => {
      const { status, response } = request;
      if (response && (status === 200 || response.refused)) resolve(response);
      else reject(new Error(`${status}`));
    });
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(new Error(end)));
    signal?.addEventListener("abort", () => request.abort());
    for (const [name, value] of Object.entries(credentials())) request.setRequestHeader(name, value);
    if (body) request.setRequestHeader("content-type", "application/octet-stream");
    request.send(body);
  });
}
