import { whole } from "miaou/whole.js";

/**
 * What a form holds, by name. A checkbox with a `value` belongs to a list of choices: its name holds an array, be it
 * empty; one without is true or false.
 */
export function fieldsOf(form) {
  const fields = {};
  for (const control of form.elements) {
    const { name, type } = control;
    const value = whole(control.value ?? "");
    if (!name || control.disabled || type === "submit" || type === "button" || type === "fieldset") continue;
    if (type === "checkbox" && !control.hasAttribute("value")) fields[name] = control.checked;
    else if (type === "checkbox") fields[name] = [...(fields[name] ?? []), ...(control.checked ? [value] : [])];
    else if (type === "select-multiple") fields[name] = [...control.selectedOptions].map((option) => option.value);
    else if (type !== "radio" || control.checked) fields[name] = value;
  }
  return fields;
}
