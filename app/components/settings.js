/** Makes one's preferences true on this page. */
export function applySettings(settings) {
  const { theme } = settings;
  if (theme === undefined) return;
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
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
