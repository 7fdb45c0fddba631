/** The order of two rows by their `data-sort`, which the server made so that plain comparing is right. */
export function bySort({ element: { dataset: a } }, { element: { dataset: b } }) {
  if (a.sort === b.sort) return 0;
  return (a.sort ?? "") < (b.sort ?? "") ? -1 : 1;
}
