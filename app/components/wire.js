import { Connection } from "miaou/connection.js";
import { facts } from "miaou/facts.js";
import { State } from "miaou/state.js";

class Wire extends Connection {
  state = new State();
  /** Whether this browser says what is said while nobody looks. */
  rings = false;

  constructor() {
    super();
    // What is said elsewhere is not heard here.
    this.state.on("logs", () => this.tell("shows", { canals: this.state.shown }));
    this.on("offline", () => facts.forgetPassing());
  }

  get known() {
    return { rings: this.rings, ...this.state.known };
  }

  /** From now on, what rings is heard here, or no longer. */
  hearRings(on) {
    this.rings = on;
    this.tell("ring", { on });
  }
}

export const wire = new Wire();
