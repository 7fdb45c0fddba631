import { credentials } from "miaou/embedded.js";
import { wire } from "miaou/wire.js";

/**
 * What the server answers to a file: `{refused}` or what is now, once its effects are taken.
 * @throws when there is no answer that makes sense, or `signal` was aborted
 */
export async function sent(method, address, body, signal) {
  const headers = { ...credentials(), "content-type": "application/octet-stream" };
  const response = await fetch(`${window.path_prefix ?? ""}${address}`, { method, body, signal, headers });
  const answer = await response.json();
  if (!response.ok && !answer.refused) throw new Error(response.status);
  wire.state.hear(answer.then ?? []);
  return answer;
}
