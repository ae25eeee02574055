// What is drawn, and which part of it is seen.

const data = JSON.parse(document.getElementById("data").textContent);
const outcomes = ["done", "failed", "killed", "running", "unknown", "detached"];
const length = Math.max(data.length, 1);
const hosts = groupByHost();
const view = { from: 0, to: length, selected: -1, hovered: -1, hidden: new Set(), query: "" };

// Shorter waits are the engine's own work.
const worthTelling = 50;

// In each lane bars follow one another, so that those in sight are found by bisection.
function groupByHost() {
  const found = [];
  data.lanes.forEach((lane, index) => {
    if (lane.slot === 1) found.push({ name: lane.host, lanes: [], busy: 0 });
    found.at(-1).lanes.push({ slot: lane.slot, bars: [], index });
  });
  const lanes = found.flatMap(host => host.lanes.map(lane => ({ host, lane })));
  data.bars.forEach((bar, index) => {
    const { host, lane } = lanes[bar.l];
    lane.bars.push(index);
    host.busy += bar.e - bar.b;
  });
  return found;
}

// From top to bottom: a heading for each host, a row for each of its slots.
function layOut() {
  const height = data.lanes.length <= 12 ? 30 : data.lanes.length <= 40 ? 24 : data.lanes.length <= 160 ? 18 : 12;
  const rows = [];
  let y = 0;
  for (const host of hosts) {
    rows.push({ host, y, height: 28 });
    y += 28;
    for (const lane of host.lanes) {
      rows.push({ host, lane, y, height });
      y += height;
    }
    y += 6;
  }
  return { rows, height: y, rowOfLane: new Map(rows.filter(row => row.lane).map(row => [row.lane.index, row])) };
}

const layout = layOut();

function isShown(bar) {
  return !view.hidden.has(bar.o);
}

function matches(bar) {
  return view.query === "" || bar.t.toLowerCase().includes(view.query);
}

// The first of a lane's bars that ends after a time.
function firstAfter(bars, time) {
  let low = 0, high = bars.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (data.bars[bars[middle]].e < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

// Shows a part of the run; never more than all of it, never less than a millisecond.
function look(from, to) {
  const span = Math.min(Math.max(to - from, 1), length);
  view.from = Math.min(Math.max(from, 0), length - span);
  view.to = view.from + span;
}

function zoom(factor, at) {
  const centre = at ?? (view.from + view.to) / 2;
  look(centre - (centre - view.from) * factor, centre + (view.to - centre) * factor);
}

function lookAt(bar) {
  const room = Math.max((bar.e - bar.f) * 1.5, length / 400);
  look(bar.f - room, bar.e + room);
}

// The bar whose end let this one begin: the attempt before, or the last one of the need that ended by then.
function releaser(bar) {
  if (bar.n > 1) return data.bars.findIndex(other => other.t === bar.t && other.n === bar.n - 1);
  return data.bars.findLastIndex(other => other.t === bar.by && other.e <= bar.r + 1);
}
