/** The typst page of a sheet: words and tables alone, its data as text and never as markup, who it is about at the foot of every page. */
export const sheetTemplate = `
#let sheet = json(bytes(sys.inputs.data))
#let quiet = luma(80)
#let hairline = 0.5pt + luma(150)
#set document(title: sheet.title, date: auto)
#set text(lang: sheet.lang, font: "IBM Plex Sans", size: 10pt, hyphenate: false)
#set par(justify: false, leading: 0.6em, spacing: 0.8em)
#show heading.where(level: 1): set text(size: 15pt, weight: 700)
#show heading.where(level: 2): set text(size: 11pt, weight: 700)
#set page(paper: "a4", margin: (x: 18mm, top: 16mm, bottom: 18mm), footer: {
  set text(size: 7.5pt, fill: quiet)
  grid(columns: (1fr, auto), gutter: 6pt, sheet.head.first(), context [#counter(page).display() / #counter(page).final().at(0)])
})
#let cell(text) = text.split("\\n").join(linebreak())
#let lines(rows, heads) = {
  let width = calc.max(..rows.map(row => row.len()))
  let full(row) = row + ("",) * (width - row.len())
  let (above, below) = if heads and rows.len() > 1 { (rows.slice(0, 1), rows.slice(1)) } else { ((), rows) }
  table(
    columns: if width == 4 { (1.7fr, 1fr, 0.7fr, 1.3fr) } else { (1fr,) * width },
    stroke: (x: none, y: hairline),
    inset: (x: 3pt, y: 4pt),
    ..above.map(row => table.header(..full(row).map(name => text(weight: 700, cell(name))))),
    ..below.map(full).flatten().map(cell),
  )
}
= #sheet.title
#for line in sheet.head [#par(line)]
#for block in sheet.blocks {
  if block.is == "heading" [== #block.text]
  else if block.is == "table" { if block.rows.len() > 0 { lines(block.rows, block.heads) } }
  else { for one in block.text.split("\\n\\n") { par(cell(one)) } }
}
#v(8pt)
#text(size: 8pt, fill: quiet, sheet.foot)
`;
