const RELOADED = "miaou:reloaded";
/** The status by which the server says that whoever asks is signed in no longer. */
const UNKNOWN = 401;

/** NiceGUI's own socket, once it is there (its root component makes it as it mounts), mended for our use. */
export async function openSocket() {
  while (!window.socket) await new Promise((resume) => setTimeout(resume, 10));
  const { socket } = window;
  socket.io.reconnectionDelay(500);
  socket.io.reconnectionDelayMax(3_000);
  mendConnectErrors(socket);
  socket.on("disconnect", (reason) => {
    // Which of NiceGUI's messages came: it is asked at each connection, not at those alone that it makes by itself.
    socket.io.opts.query.next_message_id = window.nextMessageId;
    // Socket.IO takes the server at its word here, and would not come back by itself.
    if (reason === "io server disconnect") setTimeout(() => socket.connect(), 500);
  });
  return socket;
}

/**
 * NiceGUI reloads the page when a connection attempt times out. With the server away, that replaces a page with
 * unsent text by the browser's error page: only a server that answers, and does not know us, is worth a reload.
 */
function mendConnectErrors(socket) {
  let mayPoll = true;
  socket.off("connect_error");
  socket.on("connect_error", (error) => {
    if (error.message === "Implicit handshake failed" || error.description === UNKNOWN) {
      reload();
    } else if (error.message === "timeout" && mayPoll) {
      // As NiceGUI does: something on the way may swallow WebSockets.
      mayPoll = false;
      socket.io.opts.transports = ["polling", "websocket"];
    }
  });
}

function reload() {
  // A page that is refused as soon as it came must not spin.
  const before = Number(sessionStorage.getItem(RELOADED));
  const pause = Date.now() - before < 5_000 ? 3_000 : 0;
  setTimeout(() => {
    sessionStorage.setItem(RELOADED, String(Date.now()));
    location.reload();
  }, pause);
}
