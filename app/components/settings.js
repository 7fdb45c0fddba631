/** Makes one's preferences true on this page. */
function applySettings(settings) {
  const { hostTheme } = document.documentElement.dataset;
  const theme = hostTheme ?? settings.theme;
  if (theme === undefined) return;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}

/** In a widget the host says which theme it is, "light", "dark" or "auto", whatever its member prefers elsewhere. */
export function followHostTheme(theme) {
  if (!["light", "dark", "auto"].includes(theme)) return;
  document.documentElement.dataset.hostTheme = theme;
  applySettings({});
}

/** Follows one's preferences as they change, in this tab or another. */
export function followSettings(state) {
  applySettings(state.settings);
  state.on("reset", () => applySettings(state.settings));
  state.on("setting", (name, value) => {
    if (name === "theme") applySettings({ theme: value });
    // Every sentence of the page is another one, and those made by the server are not here.
    if (name === "lang" && value !== state.lang) location.reload();
  });
}
