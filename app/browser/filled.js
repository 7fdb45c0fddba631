const SIGNS = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };
const escaped = (value) => String(value).replace(/[&<"]/g, (sign) => SIGNS[sign]);

/** A template's HTML with values in it: as texts in the place of `{NAME}`, as HTML in that of `{html:NAME}`. */
export const filled = ({ innerHTML }, values) =>
  innerHTML.replace(/\{(html:)?(\w+)\}/g, (_, isHtml, name) => (isHtml ? values[name] : escaped(values[name])));
