"""How a system hands a text over to Miaou: as a form that comes from no page of ours."""

HAND_OVER = """
const form = document.documentElement.appendChild(document.createElement("form"));
Object.assign(form, { method: "post", action: "/share" });
const field = form.appendChild(document.createElement("textarea"));
Object.assign(field, { name: "text", value: arguments[0] });
form.submit();
"""
