// Draws the three canvases: the whole run, the axis, the rows.

const gutter = 132;
const canvases = Object.fromEntries(["overview", "axis", "chart"].map(id => [id, document.getElementById(id)]));
const scroll = document.getElementById("scroll");
const motion = matchMedia("(prefers-color-scheme: dark)");
let colours = readColours();

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ground", "card", "ink", "muted", "faint", "line", "stripe", "path", "on-bar", "shade", ...outcomes];
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
}

function prepare(canvas, height) {
  const width = canvas.parentElement.clientWidth, scale = devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    canvas.style.height = `${height}px`;
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  pen.textBaseline = "middle";
  return { pen, width, height };
}

function plotWidth() {
  return Math.max(scroll.clientWidth - gutter - 10, 10);
}

function xOf(time) {
  return gutter + (time - view.from) / (view.to - view.from) * plotWidth();
}

function timeAt(x) {
  return view.from + (x - gutter) / plotWidth() * (view.to - view.from);
}

function draw() {
  drawOverview();
  drawAxis();
  drawRows();
}

function overviewX(time) {
  return gutter + time / length * plotWidth();
}

function drawOverview() {
  const { pen, height } = prepare(canvases.overview, 58);
  const columns = Math.round(plotWidth()), running = runningPerColumn(columns), most = concurrency.most ??= mostAtOnce();
  pen.fillStyle = colours.muted;
  pen.textAlign = "left";
  pen.fillText(`up to ${most.toLocaleString()} at once`, 14, height / 2);
  pen.beginPath();
  pen.moveTo(gutter, height - 8);
  running.forEach((count, column) => pen.lineTo(gutter + column + .5, height - 8 - count / most * (height - 20)));
  pen.lineTo(gutter + columns, height - 8);
  pen.fillStyle = colours.faint;
  pen.globalAlpha = .55;
  pen.fill();
  pen.globalAlpha = 1;
  pen.fillStyle = colours.path;
  for (const index of data.path) {
    const bar = data.bars[index];
    pen.fillRect(overviewX(bar.b), height - 6, Math.max(1, overviewX(bar.e) - overviewX(bar.b)), 3);
  }
  pen.fillStyle = colours.failed;
  data.bars.filter(bar => bar.o === "failed").forEach(bar => pen.fillRect(overviewX(bar.e) - 1, 4, 2, 5));
  drawWindow(pen, height);
}

// How many ran at once, on the average of each column.
function runningPerColumn(columns) {
  const whole = new Float64Array(columns + 2), part = new Float64Array(columns + 2), scale = columns / length;
  for (const bar of data.bars.filter(isShown)) {
    const from = bar.b * scale, to = bar.e * scale, first = Math.floor(from), last = Math.floor(to);
    part[first] -= from - first;
    part[last] += to - last;
    whole[first]++;
    whole[last]--;
  }
  let count = 0;
  return Array.from(part.subarray(0, columns), (rest, column) => (count += whole[column]) + rest);
}

// Counted once for each choice of outcomes.
const concurrency = { most: null };

function mostAtOnce() {
  const shown = data.bars.filter(isShown), changes = [...shown.map(bar => [bar.b, 1]), ...shown.map(bar => [bar.e, -1])];
  changes.sort((left, right) => left[0] - right[0] || left[1] - right[1]);
  let count = 0;
  return changes.reduce((most, [, change]) => Math.max(most, count += change), 1);
}

function drawWindow(pen, height) {
  const left = overviewX(view.from), right = overviewX(view.to);
  if (view.to - view.from >= length) return;
  pen.fillStyle = colours.shade;
  pen.fillRect(gutter, 0, left - gutter, height);
  pen.fillRect(right, 0, gutter + plotWidth() - right, height);
  pen.strokeStyle = colours.muted;
  pen.lineWidth = 1;
  pen.strokeRect(Math.round(left) + .5, 1.5, Math.max(3, Math.round(right - left) - 1), height - 4);
}

function drawAxis() {
  const { pen, width, height } = prepare(canvases.axis, 26);
  const step = stepFor(view.to - view.from, plotWidth() / 90);
  pen.fillStyle = colours.muted;
  pen.textAlign = "center";
  for (let time = Math.ceil(view.from / step) * step; time <= view.to; time += step) {
    pen.fillText(mark(time, step), Math.min(xOf(time), width - 22), height / 2);
  }
  pen.fillStyle = colours.line;
  pen.fillRect(0, height - 1, width, 1);
}

function drawRows() {
  const { pen, width, height } = prepare(canvases.chart, scroll.clientHeight);
  const top = scroll.scrollTop;
  drawGrid(pen, height);
  const seen = layout.rows.filter(row => row.y + row.height > top && row.y < top + height);
  for (const row of seen) {
    if (row.lane) drawLane(pen, row, row.y - top, width);
  }
  pen.save();
  pen.beginPath();
  pen.rect(gutter, 0, width - gutter, height);
  pen.clip();
  drawPath(pen, top);
  drawRelease(pen, top);
  pen.restore();
  for (const row of seen) drawLabel(pen, row, row.y - top, width);
}

function drawGrid(pen, height) {
  const step = stepFor(view.to - view.from, plotWidth() / 90);
  pen.fillStyle = colours.line;
  for (let time = Math.ceil(view.from / step) * step; time <= view.to; time += step) {
    pen.fillRect(Math.round(xOf(time)), 0, 1, height);
  }
}

function drawLabel(pen, row, y, width) {
  pen.textAlign = "left";
  if (row.lane) {
    if (row.height < 16) return;
    pen.fillStyle = colours.faint;
    pen.fillText(`slot ${row.lane.slot}`, 26, y + row.height / 2 + .5);
    return;
  }
  pen.fillStyle = colours.card;
  pen.fillRect(0, y, width, row.height - 4);
  pen.fillStyle = colours.ink;
  pen.font = pen.font.replace("12px", "600 12px");
  pen.fillText(row.host.name, 14, y + 14);
  const end = 14 + pen.measureText(row.host.name).width;
  pen.font = pen.font.replace("600 ", "");
  pen.fillStyle = colours.muted;
  pen.fillText(`${plural(row.host.lanes.length, "slot")}, ${percent(row.host.busy, length * row.host.lanes.length)} busy`, end + 10, y + 14);
}

// Bars narrower than a pixel are drawn once for all that share the pixel.
function drawLane(pen, row, y, width) {
  pen.fillStyle = colours.line;
  pen.fillRect(gutter, y + row.height - .5, width - gutter, .5);
  let drawnTo = -1;
  const bars = row.lane.bars;
  for (let i = firstAfter(bars, view.from); i < bars.length && data.bars[bars[i]].f <= view.to; i++) {
    const bar = data.bars[bars[i]], right = xOf(bar.e);
    if (!isShown(bar) || (right < drawnTo + .5 && isOrdinary(bar, bars[i]))) continue;
    drawBar(pen, bar, bars[i], y, row.height);
    drawnTo = right;
  }
}

// One that may be left out when there is no room for all.
function isOrdinary(bar, index) {
  return bar.o === "done" && index !== view.selected && (view.query === "" || !matches(bar));
}

function drawBar(pen, bar, index, y, rowHeight) {
  const inset = rowHeight >= 18 ? 3 : 1, height = rowHeight - 2 * inset - 1;
  const left = Math.max(xOf(bar.b), gutter), right = Math.min(xOf(bar.e), gutter + plotWidth() + 10), width = Math.max(right - left - 1, 1.2);
  pen.globalAlpha = matches(bar) || index === view.selected ? 1 : .16;
  if (bar.b - bar.f >= worthTelling) {
    const queued = Math.max(xOf(bar.f), gutter);
    pen.fillStyle = colours.faint;
    pen.fillRect(queued, y + inset + height / 2 - 1.5, Math.max(left - queued, 0), 3);
  }
  pen.fillStyle = colours[bar.o];
  pen.beginPath();
  pen.roundRect(left, y + inset, width, height, Math.min(3, width / 2));
  pen.fill();
  if (index === view.selected || index === view.hovered) {
    pen.strokeStyle = colours.ink;
    pen.lineWidth = index === view.selected ? 2 : 1;
    pen.stroke();
  }
  if (width > 44 && rowHeight >= 18) drawName(pen, bar, left, y + inset + height / 2 + .5, width);
  pen.globalAlpha = 1;
}

function drawName(pen, bar, left, y, width) {
  pen.fillStyle = colours["on-bar"];
  pen.textAlign = "left";
  pen.fillText(shorten(pen, bar.n > 1 ? `${bar.t} #${bar.n}` : bar.t, width - 10), left + 5, y);
}

// The end of a name tells more than its beginning.
function shorten(pen, text, width) {
  if (pen.measureText(text).width <= width) return text;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pen.measureText(`…${text.slice(-middle)}`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low > 5 ? `…${text.slice(-low)}` : "";
}

function drawPath(pen, top) {
  pen.strokeStyle = colours.path;
  let before = null;
  for (const index of data.path) {
    const bar = data.bars[index], row = layout.rowOfLane.get(bar.l);
    if (isShown(bar) && xOf(bar.e) >= gutter && xOf(bar.f) <= gutter + plotWidth()) {
      const inset = row.height >= 18 ? 3 : 1, left = xOf(bar.b);
      pen.lineWidth = 2;
      pen.beginPath();
      pen.roundRect(left, row.y - top + inset, Math.max(xOf(bar.e) - left - 1, 1.2), row.height - 2 * inset - 1, 3);
      pen.stroke();
    }
    // A line that only passes by would hide more than it tells.
    if (before && isInSight(before, top) && isInSight(bar, top)) {
      pen.globalAlpha = .6;
      connect(pen, before, bar, top);
      pen.globalAlpha = 1;
    }
    before = bar;
  }
}

function isInSight(bar, top) {
  const row = layout.rowOfLane.get(bar.l);
  return row.y + row.height > top && row.y < top + scroll.clientHeight;
}

function drawRelease(pen, top) {
  const bar = data.bars[view.selected];
  if (!bar) return;
  const row = layout.rowOfLane.get(bar.l), middle = row.y - top + row.height / 2;
  pen.strokeStyle = colours.ink;
  if (bar.f > bar.r) {
    pen.lineWidth = 2;
    pen.setLineDash([2, 3]);
    pen.beginPath();
    pen.moveTo(xOf(bar.r), middle);
    pen.lineTo(xOf(bar.f), middle);
    pen.stroke();
    pen.setLineDash([]);
  }
  const before = data.bars[releaser(bar)];
  if (before) connect(pen, before, bar, top);
}

// From the end of a bar to the beginning of another one.
function connect(pen, from, to, top) {
  const start = layout.rowOfLane.get(from.l), end = layout.rowOfLane.get(to.l);
  const x1 = xOf(from.e) - 1, y1 = start.y - top + start.height / 2, x2 = xOf(to.f), y2 = end.y - top + end.height / 2;
  const bend = Math.min(Math.max(5, (x2 - x1) / 2), 60);
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2);
  pen.stroke();
}

// The bar at a place of the chart; -1 where there is none.
function barAt(x, y) {
  if (x < gutter) return -1;
  const place = y + scroll.scrollTop;
  const row = layout.rows.find(candidate => candidate.lane && place >= candidate.y && place < candidate.y + candidate.height);
  if (!row) return -1;
  const slack = 2 / plotWidth() * (view.to - view.from), time = timeAt(x), bars = row.lane.bars;
  for (let i = firstAfter(bars, time - slack); i < bars.length && data.bars[bars[i]].f <= time + slack; i++) {
    if (isShown(data.bars[bars[i]])) return bars[i];
  }
  return -1;
}
