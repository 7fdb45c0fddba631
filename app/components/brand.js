import { wire } from "miaou/wire.js";

/** Whose office this is, above the canals: its name, and its own logo in the cat's place. */
export function attachBrand(root) {
  const logo = root.querySelector(".office-logo");
  const name = root.querySelector(".office");
  const show = () => {
    const [called, address] = wire.state.office;
    name.textContent = called;
    logo.hidden = !address;
    if (address) logo.src = address;
  };
  wire.state.on("reset", show);
  wire.state.on("office", show);
}
