/**
 * A template's element with values in it. `data-text="NAME"` becomes an element's text; `data-each="NAME"` stands there
 * once for each of a list, filled with that one, or once while the value is anything at all.
 * @param {HTMLTemplateElement} template  @param {object} values
 */
export function filled(template, values) {
  const element = template.content.firstElementChild.cloneNode(true);
  fill(element, values);
  return element;
}

function fill(root, values) {
  for (let each; (each = root.querySelector("[data-each]")); ) {
    const wanted = [values[each.dataset.each] ?? []].flat().filter(Boolean);
    each.removeAttribute("data-each");
    each.replaceWith(...wanted.map((value) => copyOf(each, value instanceof Object ? value : values)));
  }
  for (const element of root.querySelectorAll("[data-text]")) {
    element.textContent = values[element.dataset.text] ?? "";
    element.removeAttribute("data-text");
  }
}

function copyOf(element, values) {
  const copy = element.cloneNode(true);
  fill(copy, values);
  return copy;
}
