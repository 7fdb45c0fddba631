import { facts } from "miaou/facts.js";

/** What the facts say of a member and of a canal. */
export const directory = {
  canal: (id) => facts.get(`c${id}`),
  canalName: (id) => facts.get(`c${id}`).name ?? "",
  names: (members) => members.map((member) => facts.get(`m${member}`).name ?? "").join(", "),
};
