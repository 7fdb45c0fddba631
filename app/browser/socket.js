import { pause } from "miaou/frame.js";

/** A page that is refused as soon as it came must not spin: it is there for that long at least. */
const LEAST_MS = 3_000;
/** The status by which the server says that whoever asks is signed in no longer. */
const UNKNOWN = 401;

/**
 * NiceGUI's own socket, once it is there (its root component makes it as it mounts), mended for our use. It would
 * reload the page when a connection attempt times out: with the server away, that replaces a page with unsent text by
 * the browser's error page. Only a server that answers, and does not know us, is worth a reload.
 */
export async function openSocket() {
  while (!window.socket) await pause(10);
  const { socket } = window;
  socket.io.reconnectionDelay(500);
  socket.io.reconnectionDelayMax(3_000);
  socket.off("connect_error");
  socket.on("connect_error", ({ message, description }) => {
    const isUnknown = message === "Implicit handshake failed" || description === UNKNOWN;
    if (isUnknown) pause(LEAST_MS - performance.now()).then(() => location.reload());
    // As NiceGUI does: something on the way may swallow WebSockets.
    else if (message === "timeout") socket.io.opts.transports = ["polling", "websocket"];
  });
  socket.on("disconnect", (reason) => {
    // Which of NiceGUI's messages came: it is asked at each connection, not at those alone that it makes by itself.
    socket.io.opts.query.next_message_id = window.nextMessageId;
    // Socket.IO takes the server at its word here, and would not come back by itself.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 500);
  });
  return socket;
}
