/** What somebody chose as the page's theme; in another site's frame the site says which, whatever is chosen here. */
function wear(chosen) {
  const { dataset } = document.documentElement;
  const theme = dataset.hostTheme ?? chosen;
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  else delete dataset.theme;
}

export function followHostTheme(theme) {
  if (!["light", "dark", "auto"].includes(theme)) return;
  document.documentElement.dataset.hostTheme = theme;
  wear(theme);
}

/** Follows one's settings as they change, in this tab or another. */
export function followSettings(state) {
  const all = () => wear(state.settings.theme);
  all();
  state.on("reset", all);
  state.on("setting", (name, value) => {
    if (name === "theme") wear(value);
    // Every sentence of the page is another one, and those made by the server are not here.
    if (name === "lang" && value !== state.lang) location.reload();
  });
}
