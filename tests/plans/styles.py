"""Drawn typography in the languages of the engines: typst, CSS and LaTeX."""

from __future__ import annotations

from plans.extras import QUOTES, Extras, Pull
from plans.looks import Look
from plans.typography import Head, Typography


def label_of(look: Look, language_label: str) -> str:
    """How the look prints its page numbers, with {page} and {pages}."""
    return language_label if look.label == "label" else look.label


def typst_style(type_: Typography, label: str, more: Extras, language: str) -> str:
    """Show rules; what a style of typst needs beside them stands in base.typ."""
    number = label.replace("{page}", "#counter(page).display()").replace("{pages}", "#counter(page).final().first()")
    number = number.replace("[#", "\\[#").replace("()]", "()\\]")
    side = {"outer": "if calc.odd(here().page()) { right } else { left }"}.get(type_.folio[1], type_.folio[1])
    words = {"title": "running-left", "chapter": "chapter-here()", "none": "[]"}.get(
        type_.running, "if calc.odd(here().page()) { chapter-here() } else { running-left }"
    )
    words = f"emph({{{words}}})" if type_.running_italic and type_.running != "none" else f"{{{words}}}"
    folio = f"align({side}, [{number}])"
    header = words
    if type_.folio_at_head:
        first = f"(auto, 1fr), column-gutter: 2em, [{number}], {words}"
        header = f"grid(columns: {first if type_.folio[1] == 'left' else f'(1fr, auto), {words}, [{number}]'})"
    joined = more.in_running and type_.running != "none"
    if joined:
        header = f"[#{words} #h(0.6em) | #h(0.6em) {number}]"
    footer = "none" if type_.folio_at_head or joined else f"context {{ set text(size: 0.85em); {folio} }}"
    across, down = type_.margins
    lines = [
        f'#set page(paper: "a4", margin: (x: {across}cm, y: {down}cm), columns: {type_.columns}, '
        f"header: context {{ set text(size: 0.85em); if here().page() > 1 {{ {header} }} }}, footer: {footer})",
        f'#set text(font: "{type_.family}", size: {type_.size}pt, hyphenate: {_yes(type_.hyphens)})',
        f"#set par(justify: {_yes(type_.justified)}, leading: {type_.leading - 0.65:.2f}em, "
        f"spacing: {type_.leading - 0.65 + type_.spacing:.2f}em, first-line-indent: {type_.indent}em)",
        f"#show heading: set text(hyphenate: {_yes(type_.columns > 1)})",
        "#show heading: set par(justify: false)",
        *(_typst_head(type_, level, head) for level, head in enumerate(type_.heads, 1)),
        _typst_number(type_),
        _typst_pull(type_, more.pull, QUOTES[language]),
        '#set footnote(numbering: "a")' if more.marks == "letters" else "",
    ]
    if more.bare_contents:
        lines.append("#show outline.entry: it => block(pad(left: 1.2em * (it.level - 1), it.body()))")
    elif not type_.contents_leaders:
        lines.append("#set outline.entry(fill: none)")
    return "\n".join(lines)


def _typst_head(type_: Typography, level: int, head: Head) -> str:
    weight = "bold" if head.bold else "regular"
    style = "italic" if head.italic else "normal"
    fill = f', fill: rgb("{head.color}")' if head.color else ""
    font = f', font: "{type_.other}"' if head.other_family else ""
    body = {"upper": "upper(it.body)", "small": "smallcaps(it.body)"}.get(head.case, "it.body")
    rules = {"above": "top", "below": "bottom", "both": "y"}
    stroke = f", stroke: ({rules[head.rule]}: 0.6pt), inset: (y: 4pt)" if head.rule else ""
    leave = "pagebreak(weak: true); " if head.new_page and type_.columns == 1 else ""
    return (
        f"#show heading.where(level: {level}): it => {{ {leave}block(above: {head.above + 0.6:.1f}em, "
        f"below: {head.below + 0.6:.1f}em, width: 100%{stroke}, align({head.align}, text(size: {head.size}em, "
        f'weight: "{weight}", style: "{style}", tracking: {head.tracking}em{fill}{font}, {body}))) }}'
    )


def _typst_number(type_: Typography) -> str:
    number = f"#number#h({type_.gap}em)"
    if not type_.hanging:
        return f'#let head(id, level, number, body) = heading(level: level)[#at(id)#if number != "" [{number}]#body]'
    wide = "3.8em"
    return (
        f'#let head(id, level, number, body) = if number == "" {{ heading(level: level)[#at(id)#body] }} else '
        f"{{ heading(level: level)[#at(id)#par(hanging-indent: {wide})[#box(width: {wide}, number)#body]] }}"
    )


def _typst_pull(type_: Typography, pull: Pull, quotes: str) -> str:
    opening, closing = quotes if pull.quoted else ("", "")
    strokes = {"both": "(y: 0.7pt)", "above": "(top: 2pt)", "bar": "(left: 3pt)", "frame": "0.7pt"}
    weight, style = ("bold" if pull.bold else "regular"), ("italic" if pull.italic else "normal")
    color = f', fill: rgb("{pull.color}")' if pull.color else ""
    font = f', font: "{type_.other}"' if pull.other_family else ""
    made = (
        f"block(width: 100%, above: 1.4em, below: 1.4em, inset: (x: {pull.inset}em, y: 0.6em), "
        f"stroke: {strokes.get(pull.rule, 'none')}, align({pull.align}, text(size: {pull.size}em, "
        f'weight: "{weight}", style: "{style}"{color}{font})[#set par(justify: false, first-line-indent: 0pt)'
        f"\n#at(id){opening}#body{closing}]))"
    )
    if pull.placed == "across" and type_.columns > 1:
        made = f'place(top + center, scope: "parent", float: true, clearance: 1.6em, {made})'
    return f"#let pull(id, body) = {made}"


def css_style(type_: Typography, label: str, engine: str, more: Extras, language: str) -> str:
    """A style sheet for browsers; where the engine knows footnotes and running names they are used."""
    paged = engine == "weasyprint"
    text = label.replace("{page}", '" counter(page) "').replace("{pages}", '" counter(pages) "')
    folio = f'content: "{text}"; font: {0.85 * type_.size:.1f}pt "{type_.family}"'
    place = {"outer": "right"}.get(type_.folio[1], type_.folio[1])
    edge = "top" if type_.folio_at_head else "bottom"
    words = '"$left"' if type_.running in {"title", "both"} or not paged else "string(chapter)"
    slant = "italic " if type_.running_italic else ""
    running = f'content: {words}; font: {slant}{0.85 * type_.size:.1f}pt "{type_.family}"'
    free = "right" if type_.folio_at_head and place == "left" else "left" if place != "left" else "center"
    head = f"@top-{free} {{ {running} }}" if type_.running != "none" else ""
    numbered = f"@{edge}-{place} {{ {folio} }}"
    outer = f"@page :left {{ @{edge}-right {{ content: none }} @{edge}-left {{ {folio} }} }}"
    if more.in_running and type_.running != "none":
        both = f'{words} " | {text}"'
        head, numbered, outer = f"@top-left {{ {running.replace(words, both)} }}", "", ""
    across, down = type_.margins
    rules = [
        f"@page {{ size: A4; margin: {down}cm {across}cm; {head} {numbered} }}",
        outer if type_.folio[1] == "outer" and not (type_.folio_at_head and type_.running != "none") else "",
        "@page :first { @top-left { content: none } @top-right { content: none } @top-center { content: none } "
        "@bottom-left { content: none } @bottom-right { content: none } @bottom-center { content: none } }",
        f'body {{ font: {type_.size}pt/{type_.leading} "{type_.family}"; margin: 0; columns: {type_.columns}; '
        f"column-gap: 8mm; text-align: {'justify' if type_.justified else 'left'}; "
        f"hyphens: {'auto' if type_.hyphens else 'manual'} }}",
        f"p {{ margin: 0 0 {type_.spacing}em; text-indent: {type_.indent}em }}",
        "h1 + p, h2 + p, h3 + p, h4 + p, aside p:first-child, table + p { text-indent: 0 }",
        f"h1, h2, h3, h4 {{ break-after: avoid; break-inside: avoid; text-align: left; font-weight: normal; "
        f"hyphens: {'auto' if type_.columns > 1 else 'none'} }}",
        *(_css_head(type_, level, head) for level, head in enumerate(type_.heads, 1)),
        "h1 { string-set: chapter content() }" if paged else "",
        "h1.title { font: bold 24pt sans-serif; text-align: center; margin: 5cm 0 3cm; border: 0; color: black; "
        "letter-spacing: 0; text-transform: none; font-variant: normal; break-before: auto; column-span: all; "
        "string-set: none; text-indent: 0; padding: 0 }",
        "aside { border: .8pt solid #444; padding: 8pt; margin: 1em 0 } "
        + _css_pull(type_, more.pull, QUOTES[language], paged=paged),
        ".item { padding-left: 1.4em; text-indent: -1.4em; text-align: left } .item.l2 { margin-left: 1.4em } "
        ".mark { display: inline-block; width: 1.4em; text-indent: 0 }",
        ".caption { font-size: .9em; font-weight: bold; margin: 1em 0 .4em; text-indent: 0; break-after: avoid }",
        "table { border-collapse: collapse; width: 100%; font-size: .9em; text-align: left; margin-bottom: 1em } "
        "td, th { border-bottom: .5pt solid #888; padding: 2pt 4pt } td p, th p { text-indent: 0 }",
        "nav { break-after: page; column-span: all } nav .name { font-size: 1.5em; font-weight: bold; text-indent: 0 } "
        "nav p { display: flex; text-indent: 0 } nav .l2 { padding-left: 1.5em } "
        f"nav i {{ flex: 1; {'border-bottom: 1pt dotted #999; margin: 0 4pt 3pt' if type_.contents_leaders else ''} }}",
        "nav span:last-child { display: none }" if more.bare_contents else "",
        _css_notes(paged=paged, letters=more.marks == "letters"),
    ]
    return "\n".join(rules)


def _css_pull(type_: Typography, pull: Pull, quotes: str, *, paged: bool) -> str:
    border = {"both": "border-block: .7pt solid", "above": "border-top: 2pt solid", "frame": "border: .7pt solid"}
    margin = f"1em {pull.inset}em"
    floating = 2 if paged else 3
    beside = "float: right; width: 42%; margin: .4em 0 .6em 1.2em"
    parts = [
        f"font-size: {pull.size}em; font-style: {'italic' if pull.italic else 'normal'}; text-indent: 0",
        f"font-weight: {'bold' if pull.bold else 'normal'}; text-align: {pull.align}; hyphens: none",
        f"color: {pull.color}" if pull.color else "",
        f'font-family: "{type_.other}"' if pull.other_family else "",
        f"{border.get(pull.rule, 'border-left: 3pt solid')}; padding: .5em" if pull.rule else "",
        beside if pull.placed == "beside" and type_.columns < floating else f"margin: {margin}",
        "column-span: all" if pull.placed == "across" else "",
    ]
    around = f"blockquote::before {{ content: '{quotes[0]}' }} blockquote::after {{ content: '{quotes[1]}' }}"
    return f"blockquote {{ {'; '.join(part for part in parts if part)} }} {around if pull.quoted else ''}"


def _css_notes(*, paged: bool, letters: bool) -> str:
    if not paged:
        return (
            ".foot { display: none } sup { font-size: 65%; line-height: 0 } "
            ".note { font-size: .85em; text-indent: 0 } .notes { padding: 0 }"
        )
    counter = "counter(footnote, lower-alpha)" if letters else "counter(footnote)"
    return (
        ".foot { float: footnote; font: 8pt/1.3 sans-serif; text-align: left; text-indent: 0 } sup { display: none } "
        f".notes {{ display: none }} ::footnote-call {{ content: {counter}; font-size: 65%; "
        f'vertical-align: super; line-height: 0 }} ::footnote-marker {{ content: {counter} " " }} '
        "@page { @footnote { border-top: .5pt solid; padding-top: 4pt } }"
    )


def _css_head(type_: Typography, level: int, head: Head) -> str:
    rule = {"above": "border-top", "below": "border-bottom", "both": "border-block"}.get(head.rule)
    parts = [
        f'font-family: "{type_.other if head.other_family else type_.family}"; font-size: {head.size}em',
        f"font-weight: {'bold' if head.bold else 'normal'}; font-style: {'italic' if head.italic else 'normal'}",
        f"margin: {head.above}em 0 {head.below}em; text-align: {head.align}; line-height: 1.2",
        f"color: {head.color}" if head.color else "",
        "text-transform: uppercase" if head.case == "upper" else "",
        "font-variant: small-caps" if head.case == "small" else "",
        f"letter-spacing: {head.tracking}em" if head.tracking else "",
        f"{rule}: .6pt solid; padding: 3pt 0" if rule else "",
        "break-before: page" if head.new_page and type_.columns == 1 else "",
        "padding-left: 3.8em; text-indent: -3.8em" if type_.hanging and head.align == "left" else "",
    ]
    number = f"h{level} .number {{ margin-right: {max(0.0, type_.gap - 0.25):.2f}em }}"
    if type_.hanging and head.align == "left":
        number = f"h{level} .number {{ display: inline-block; min-width: 3.8em; text-indent: 0 }} "
    if head.run_in:
        parts = [*parts[:2], *parts[3:7], "display: inline; margin: 0 .6em 0 0; padding: 0; text-indent: 0"]
        number += f"h{level} + p {{ display: inline }} "
        number += f"h{level} + p::after {{ content: ''; display: block; margin: 0 0 {type_.spacing}em }}"
    return f"h{level} {{ {'; '.join(part for part in parts if part)} }} {number}"


def _yes(value: bool) -> str:
    return "true" if value else "false"
