"""Drawn typography for pdfTeX, in plain LaTeX with the packages that every installation has."""

from __future__ import annotations

from plans.extras import QUOTES, Extras, Pull
from plans.typography import Head, Typography

FAMILIES = {
    "Liberation Serif": "ptm", "Libertinus Serif": "pnc", "New Computer Modern": "lmr", "Caladea": "pbk",
    "EB Garamond": "ppl", "Liberation Sans": "phv", "Carlito": "lmss", "Lato": "lmss", "DejaVu Sans": "pag",
}  # fmt: skip
SIDES = {"center": "C", "left": "L", "right": "R", "outer": "RO,LE"}


def latex_style(type_: Typography, label: str, more: Extras, language: str) -> str:
    """The preamble: page, text and the commands that the source of a plan calls."""
    across, down = type_.margins
    lines = [
        r"\documentclass[a4paper,twoside]{article}",
        r"\usepackage[T1]{fontenc}\usepackage[utf8]{inputenc}\usepackage{textcomp}\usepackage[$babel]{babel}",
        r"\usepackage{graphicx,xcolor,multicol,fancyhdr,longtable}",
        rf"\usepackage[hmargin={across}cm,vmargin={down}cm]{{geometry}}",
        r"\makeatletter",
        rf"\renewcommand\normalsize{{\fontsize{{{type_.size}}}{{{type_.size * type_.leading:.1f}}}\selectfont}}",
        rf"\renewcommand\footnotesize{{\fontsize{{{0.82 * type_.size:.1f}}}{{{type_.size:.1f}}}\selectfont}}",
        rf"\renewcommand\rmdefault{{{FAMILIES[type_.family]}}}\renewcommand\familydefault{{\rmdefault}}",
        rf"\setlength\parindent{{{type_.indent}em}}\setlength\parskip{{{type_.spacing * type_.size:.1f}pt}}",
        "" if type_.hyphens else r"\hyphenpenalty=10000\exhyphenpenalty=10000\sloppy",
        r"\emergencystretch=3em\raggedbottom",
        _running(type_, label, joined=more.in_running),
        _contents(type_, bare=more.bare_contents),
        *(_head(type_, name, head) for name, head in zip("abcd", type_.heads, strict=True)),
        *_other(type_),
        _pull(type_, more.pull, QUOTES[language]),
        r"\renewcommand\thefootnote{\alph{footnote}}" if more.marks == "letters" else "",
        r"\AtEndDocument{\label{LastPage}}" if "{pages}" in label else "",
        r"\makeatother",
    ]
    return "\n".join(line for line in lines if line)


def _running(type_: Typography, label: str, *, joined: bool) -> str:
    number = label.replace("{page}", r"\thepage").replace("{pages}", r"\pageref{LastPage}")
    words = {"title": r"{$left}", "chapter": r"{\planchapter}", "none": "{}"}.get(
        type_.running, r"{\ifodd\value{page}\planchapter\else $left\fi}"
    )
    slant = r"\itshape" if type_.running_italic else ""
    side = SIDES[type_.folio[1]]
    free = "L" if side in {"R", "C"} else "R" if side == "L" else "LO,RE"
    if joined and type_.running != "none":
        return (
            r"\newcommand\planchapter{}\pagestyle{fancy}\fancyhf{}\renewcommand\headrulewidth{0pt}"
            rf"\fancyhead[L]{{\footnotesize{slant}{words}\enspace|\enspace {number}}}"
        )
    edge = "head" if type_.folio_at_head else "foot"
    running = rf"\fancyhead[{free}]{{\footnotesize{slant}{words}}}" if type_.running != "none" else ""
    return (
        r"\newcommand\planchapter{}\pagestyle{fancy}\fancyhf{}\renewcommand\headrulewidth{0pt}"
        rf"{running}\fancy{edge}[{side}]{{\footnotesize {number}}}"
    )


def _contents(type_: Typography, *, bare: bool) -> str:
    page = "" if bare else r"\dotfill #2" if type_.contents_leaders else r"\hfill #2"
    entries = "".join(
        rf"\newcommand\l@plan{name}[2]{{{{\noindent\hspace*{{{indent}}}#1{page}\par}}}}"
        for name, indent in (("a", "0pt"), ("b", "1.5em"))
    )
    return (
        entries + r"\newcommand\plancontents[1]{{\bfseries\fontsize{16}{20}\selectfont\noindent #1\par}\bigskip"
        r"{\@starttoc{toc}}\clearpage}"
    )


def _head(type_: Typography, name: str, head: Head) -> str:
    size = type_.size * head.size
    font = FAMILIES[type_.other if head.other_family else type_.family]
    series, shape = ("bx" if head.bold else "m"), ("it" if head.italic else "n")
    if head.case == "small" and not head.italic:
        shape = "sc"
    body = r"\MakeUppercase{#2}" if head.case == "upper" else "#2"
    color = rf"\color[HTML]{{{head.color[1:].upper()}}}" if head.color else ""
    align = {"center": r"\centering"}.get(head.align, r"\raggedright")
    number = rf"\ifx\relax#1\relax\else #1\hspace{{{type_.gap}em}}\fi"
    if type_.hanging and head.align == "left":
        number = (
            r"\ifx\relax#1\relax\else\sbox0{#1\enspace}\hangindent=3.8em\hangafter=1"
            r"\ifdim\wd0>3.8em\usebox0\else\makebox[3.8em][l]{#1}\fi\fi"
        )
    over = r"\noindent\rule{\linewidth}{.4pt}\par\nobreak" if head.rule in {"above", "both"} else ""
    under = r"\nobreak\noindent\rule{\linewidth}{.4pt}\par\nobreak" if head.rule in {"below", "both"} else ""
    leave = r"\clearpage" if head.new_page and type_.columns == 1 else ""
    hyphens = 10000 if type_.columns == 1 else 50
    listed = rf"\addcontentsline{{toc}}{{plan{name}}}{{#1 #2}}" if name in "ab" else ""
    chapter = r"\renewcommand\planchapter{#1 #2}" if name == "a" else ""
    type_font = (
        rf"\fontfamily{{{font}}}\fontseries{{{series}}}\fontshape{{{shape}}}\fontsize{{{size:.1f}}}{{{1.2 * size:.1f}}}"
        rf"\selectfont{color}"
    )
    if head.run_in:
        return (
            rf"\newcommand\planhead{name}[2]{{\@startsection{{plan{name}}}{{4}}{{0pt}}{{{head.above * size:.1f}pt}}"
            rf"{{-{type_.gap + 0.5:.1f}em}}{{{type_font}}}*"
            rf"{{\ifx\relax#1\relax\else #1\hspace{{{type_.gap}em}}\fi {body}}}}}"
        )
    return (
        rf"\newcommand\planhead{name}[2]{{{leave}\par\addpenalty{{-300}}\vspace{{{head.above * size:.1f}pt}}{over}"
        rf"{{\parindent0pt\parskip0pt{align}\hyphenpenalty{hyphens}\interlinepenalty10000{type_font}{number}{body}\par}}"
        rf"{under}{chapter}{listed}\nobreak\vspace{{{head.below * size:.1f}pt}}\@afterindentfalse\@afterheading}}"
    )


def _other(type_: Typography) -> list[str]:
    cols = rf"\begin{{multicols}}{{{type_.columns}}}" if type_.columns > 1 else ""
    leave = r"\AtEndDocument{\end{multicols}}" if type_.columns > 1 else ""
    return [
        r"\newcommand\plantitle[1]{\thispagestyle{empty}\vspace*{5cm}{\centering\fontsize{24}{30}\selectfont"
        r"\bfseries #1\par}\clearpage}",
        rf"\newcommand\planbegin{{{cols}}}{leave}",
        r"\newcommand\planitem[3]{{\par\noindent\raggedright\leftskip=1.5em"
        r"\ifnum#1=2\advance\leftskip by 1.5em\fi\hspace*{-1.5em}\makebox[1.5em][l]{#2}#3\par}}",
        r"\newcommand\plancaption[1]{\par\medskip{\noindent\footnotesize\bfseries #1\par}\nobreak}",
        r"\newcommand\plantable[2]{{\footnotesize\noindent\begin{tabular}{p{.4\linewidth}rrr}\hline #1 \hline #2 "
        r"\hline\end{tabular}\par}\medskip}"
        if type_.columns > 1
        else r"\newcommand\plantable[2]{{\footnotesize\begin{longtable}{p{.4\linewidth}rrrr}\hline #1 \hline\endhead "
        r"#2 \hline\end{longtable}}}",
        r"\newsavebox\planframe\newenvironment{planbox}{\par\medskip\begin{lrbox}{\planframe}"
        r"\begin{minipage}{.94\linewidth}\parskip4pt}{\end{minipage}\end{lrbox}\noindent\fbox{\usebox\planframe}"
        r"\par\medskip}",
    ]


def _pull(type_: Typography, pull: Pull, quotes: str) -> str:
    size = pull.size * type_.size
    font = FAMILIES[type_.other if pull.other_family else type_.family]
    series, shape = ("bx" if pull.bold else "m"), ("it" if pull.italic else "n")
    color = rf"\color[HTML]{{{pull.color[1:].upper()}}}" if pull.color else ""
    rule = r"\noindent\rule{\linewidth}{.6pt}\par\nobreak"
    above, below = (rule if pull.rule in where else "" for where in ({"both", "above", "frame"}, {"both", "frame"}))
    skips = {
        "center": rf"\leftskip={pull.inset}em plus 1fill\rightskip={pull.inset}em plus 1fill\parfillskip0pt",
        "right": rf"\leftskip={pull.inset}em plus 1fill\rightskip={pull.inset}em\parfillskip0pt",
    }.get(pull.align, rf"\leftskip={pull.inset}em\rightskip={pull.inset}em plus 1fill")
    opening, closing = quotes if pull.quoted else ("", "")
    return (
        rf"\newcommand\planpull[1]{{\par\bigskip{{{above}{skips}\parindent0pt\hyphenpenalty10000"
        rf"\fontfamily{{{font}}}\fontseries{{{series}}}\fontshape{{{shape}}}"
        rf"\fontsize{{{size:.1f}}}{{{1.25 * size:.1f}}}\selectfont{color}{opening}#1{closing}\par}}{below}\bigskip}}"
    )
