# Draws the table as a page. Columns: project, uses, lines, code, comment, blank, bytes, checksum of the sources; largest first.
function escape(text) { gsub(/&/, "\\&amp;", text); gsub(/</, "\\&lt;", text); gsub(/>/, "\\&gt;", text); return text }
function thousands(number,   text) {
  text = sprintf("%d", number)
  while (text ~ /[0-9][0-9][0-9][0-9]/) sub(/[0-9][0-9][0-9]($|,)/, ",&", text)
  return text
}
function bar(kind, from, count, y) {
  if (count > 0)
    printf "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"18\"><title>%s %s</title></rect>\n", \
      kind, left + from * scale, y, count * scale, thousands(count), kind
}
BEGIN { FS = "\t"; left = 230; width = 560 }
{
  name[NR] = $1; uses[NR] = $2; lines[NR] = $3; code[NR] = $4; comment[NR] = $5; blank[NR] = $6; checksum[NR] = $8
  total += $3; bytes += $7
  if ($3 > most) most = $3
}
END {
  title = escape(ENVIRON["TITLE"]); scale = most > 0 ? width / most : 0; height = NR * 30 + 12
  print "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">"
  printf "<title>%s</title>\n", title
  print "<style>"
  print ":root { color-scheme: light dark; --ink: light-dark(#1d2433, #e8ecf4); --quiet: light-dark(#647089, #93a0b8); --paper: light-dark(#fff, #12161f); --rule: light-dark(#e3e8f0, #2a3242) }"
  print "body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 900px; margin: 3rem auto; padding: 0 1rem }"
  print "h1 { font-size: 1.6rem; margin: 0 } p { color: var(--quiet); margin: .2rem 0 1.6rem } svg { width: 100%; height: auto }"
  print "text { font: 13px system-ui, sans-serif; fill: var(--ink) } text.number, text.uses { fill: var(--quiet); font-size: 11px }"
  print ".code { fill: #3b6fd4 } .comment { fill: #5fb58b } .blank { fill: var(--rule) } line { stroke: var(--rule) }"
  print "span { display: inline-block; width: .8em; height: .8em; border-radius: 2px; margin: 0 .3em 0 1em; vertical-align: -.05em } span.code { background: #3b6fd4 } span.comment { background: #5fb58b } span.blank { background: var(--rule) }"
  print "</style>"
  printf "<h1>%s</h1>\n<p>%d projects, %s lines, %s bytes", title, NR, thousands(total), thousands(bytes)
  print "<span class=\"code\"></span>code<span class=\"comment\"></span>comments<span class=\"blank\"></span>blank</p>"
  printf "<svg viewBox=\"0 0 900 %d\" role=\"img\" aria-label=\"Lines per project\">\n", height
  printf "<line x1=\"%d\" y1=\"0\" x2=\"%d\" y2=\"%d\"/>\n", left - 6, left - 6, height
  for (i = 1; i <= NR; i++) {
    y = (i - 1) * 30 + 8
    printf "<g><title>%s uses %s; sources %s</title><text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", escape(name[i]), uses[i] == "-" ? "no other project" : escape(uses[i]), checksum[i], left - 14, y + 14, escape(name[i])
    bar("code", 0, code[i], y)
    bar("comment", code[i], comment[i], y)
    bar("blank", code[i] + comment[i], blank[i], y)
    printf "<text class=\"number\" x=\"%.1f\" y=\"%d\">%s</text></g>\n", left + lines[i] * scale + 8, y + 14, thousands(lines[i])
  }
  print "</svg>\n</html>"
}
