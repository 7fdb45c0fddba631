/**
 * In a page that embeds Miaou: what bears `data-share`, a record as JSON, hands it over when it is pressed. Where the
 * address ends with #miaou, that is open from the beginning.
 */
document.addEventListener("click", ({ target }) => {
  const { share } = target.closest("[data-share]")?.dataset ?? {};
  if (share) window.Miaou?.share(JSON.parse(share));
});
if (location.hash === "#miaou") window.Miaou?.open();
