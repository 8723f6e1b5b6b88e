"""Statements that write the body of a message or an entry: straight lines of text, one for each optional field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from venue_runtime.fix.dictionary import Kind

from venuegen.render.names import text_literal

if TYPE_CHECKING:
    from venuegen.fix.messages import FieldView, StructView

__all__ = ["body_lines"]

_FORMS = {
    Kind.DECIMAL: "{{decimal_text(self.{name})}}",
    Kind.TIMESTAMP: "{{time_text(self.{name})}}",
    Kind.BOOLEAN: "{{'Y' if self.{name} else 'N'}}",
}


def body_lines(struct: StructView) -> list[str]:
    """Statements of a method that returns the text of the fields, those at the beginning in one."""
    always = [each for each in struct.fields if each.required]
    plain = sum(1 for each in always if each.entries is None and not each.length_tag)
    lines: list[str] = []
    texts = [each for each in always if _is_text(each)]
    if texts:
        filled = " and ".join(f"self.{each.name}" for each in texts)
        lines.append(f"if not {filled}:" if len(texts) == 1 else f"if not ({filled}):")
        lines.append(f"    raise no_value({', '.join(text_literal(each.field.name) for each in texts)})")
    first = True
    run = ""
    for each in struct.fields:
        if each.required and each.entries is None and not each.length_tag:
            run += _form(each)
            continue
        if run or first:
            lines += _run(run, first, plain)
            run, first = "", False
        lines += _optional(each)
    if first:
        if not run:
            return ['return ""']
        return [*lines, f'text = f"{run}"', *_finish(str(plain))]
    if run:
        lines += _run(run, first, plain)
    return [*lines, *_finish("fields")]


def _finish(fields: str) -> list[str]:
    """What is left to do with `text`, which has so many fields."""
    return [f'if text.count("\\x01") != {fields}:', "    raise smuggled()", "return text"]


def _run(run: str, first: bool, plain: int) -> list[str]:
    """Required fields in one text."""
    if first:
        return [f'text = f"{run}"' if run else 'text = ""', f"fields = {plain}"]
    return [f'text += f"{run}"']


def _form(each: FieldView) -> str:
    """A field as it stands inside of an f-string."""
    form = "{{self.{name}!s}}" if each.enum else _FORMS.get(each.field.kind, "{{self.{name}}}")
    return f"{each.field.tag}={form.format(name=each.name)}\\x01"


def _optional(each: FieldView) -> list[str]:
    """A field that may be left out, or that takes more than one line."""
    name, tag = f"self.{each.name}", each.field.tag
    if each.entries is not None:
        lines = [
            f'entries = "".join([entry.body() for entry in {name}])',
            f'text += f"{tag}={{len({name})}}\\x01{{entries}}"',
            'fields += 1 + entries.count("\\x01")',
        ]
    elif each.length_tag:
        lines = [
            f'text += data_field("{each.length_tag}", "{tag}", {name})',
            f'fields += 2 + {name}.count("\\x01")',
        ]
    else:
        lines = [f'text += f"{_form(each)}"', "fields += 1"]
    if each.required:
        return lines
    given = name if _is_text(each) or each.entries is not None else f"{name} is not None"
    return [f"if {given}:", *(f"    {line}" for line in lines)]


def _is_text(each: FieldView) -> bool:
    return each.annotation.removesuffix(" | None") == "str"
