// What a person does with it.

const search = document.getElementById("search");

function select(index, isWanted) {
  view.selected = index;
  const bar = data.bars[index];
  if (bar && isWanted) reveal(bar);
  history.replaceState(null, "", bar ? `#${new URLSearchParams({ target: bar.t, attempt: bar.n })}` : location.pathname + location.search);
  showDetails();
  markStep();
  draw();
}

// Brings a bar into sight, zooming only as far as is needed to see that it has a width.
function reveal(bar) {
  const row = layout.rowOfLane.get(bar.l);
  if (row.y < scroll.scrollTop || row.y + row.height > scroll.scrollTop + scroll.clientHeight) {
    scroll.scrollTop = row.y - scroll.clientHeight / 2;
  }
  if ((bar.e - bar.b) / (view.to - view.from) * plotWidth() < 6) lookAt(bar);
  else if (bar.e < view.from || bar.f > view.to) look(bar.f - (view.to - view.from) / 2, bar.f + (view.to - view.from) / 2);
}

function selectFromAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const index = data.bars.findIndex(bar => bar.t === wanted.get("target") && String(bar.n) === (wanted.get("attempt") ?? "1"));
  if (index >= 0) select(index, true);
}

function findNext(backwards) {
  const found = data.bars.map((bar, index) => index).filter(index => matches(data.bars[index]) && isShown(data.bars[index]));
  if (view.query === "" || found.length === 0) return;
  if (backwards) found.reverse();
  select(found.find(index => backwards ? index < view.selected : index > view.selected) ?? found[0], true);
}

function pan(milliseconds) {
  look(view.from + milliseconds, view.to + milliseconds);
  draw();
}

function zoomAnd(factor, at) {
  zoom(factor, at);
  draw();
}

function fit() {
  look(0, length);
  draw();
}

scroll.addEventListener("wheel", event => {
  const isZoom = event.ctrlKey || event.metaKey || scroll.scrollHeight <= scroll.clientHeight;
  const sideways = event.shiftKey ? event.deltaY : Math.abs(event.deltaX) > Math.abs(event.deltaY) ? event.deltaX : 0;
  if (sideways) pan(sideways / plotWidth() * (view.to - view.from));
  else if (isZoom) zoomAnd(Math.exp(event.deltaY * .0016), timeAt(event.clientX - scroll.getBoundingClientRect().left));
  else return;
  event.preventDefault();
}, { passive: false });

// Whoever moves the pointer while it is down moves the picture; whoever doesn't, selects.
let grip = null;
const chart = canvases.chart;

chart.addEventListener("pointerdown", event => {
  grip = { x: event.clientX, y: event.clientY, from: view.from, to: view.to, top: scroll.scrollTop, isMoved: false };
  chart.setPointerCapture(event.pointerId);
});

chart.addEventListener("pointermove", event => {
  const box = chart.getBoundingClientRect();
  if (grip) {
    grip.isMoved ||= Math.hypot(event.clientX - grip.x, event.clientY - grip.y) > 4;
    if (!grip.isMoved) return;
    chart.classList.add("grabbing");
    showTip(-1);
    scroll.scrollTop = grip.top - (event.clientY - grip.y);
    const shift = (grip.x - event.clientX) / plotWidth() * (grip.to - grip.from);
    look(grip.from + shift, grip.to + shift);
    draw();
    return;
  }
  const index = barAt(event.clientX - box.left, event.clientY - box.top);
  chart.classList.toggle("pointing", index >= 0);
  showTip(index, event.clientX, event.clientY);
  if (index !== view.hovered) {
    view.hovered = index;
    draw();
  }
});

chart.addEventListener("pointerup", event => {
  const box = chart.getBoundingClientRect();
  if (grip && !grip.isMoved) select(barAt(event.clientX - box.left, event.clientY - box.top), false);
  grip = null;
  chart.classList.remove("grabbing");
});

chart.addEventListener("pointercancel", () => { grip = null; });

chart.addEventListener("pointerleave", () => {
  view.hovered = -1;
  showTip(-1);
  draw();
});

chart.addEventListener("dblclick", event => {
  const box = chart.getBoundingClientRect(), bar = data.bars[barAt(event.clientX - box.left, event.clientY - box.top)];
  if (bar) lookAt(bar);
  else look(0, length);
  draw();
});

canvases.overview.addEventListener("pointerdown", event => {
  canvases.overview.setPointerCapture(event.pointerId);
  moveWindow(event);
});

canvases.overview.addEventListener("pointermove", event => {
  if (event.buttons) moveWindow(event);
});

function moveWindow(event) {
  const at = (event.clientX - canvases.overview.getBoundingClientRect().left - gutter) / plotWidth() * length, half = (view.to - view.from) / 2;
  look(at - half, at + half);
  draw();
}

search.addEventListener("input", () => {
  view.query = search.value.trim().toLowerCase();
  draw();
});

search.addEventListener("keydown", event => {
  if (event.key === "Enter") findNext(event.shiftKey);
  else if (event.key === "Escape") {
    search.value = view.query = "";
    search.blur();
    draw();
  } else return;
  event.preventDefault();
});

addEventListener("keydown", event => {
  if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
  const quarter = (view.to - view.from) / 4;
  const action = {
    "/": () => search.focus(), "+": () => zoomAnd(.6), "=": () => zoomAnd(.6), "-": () => zoomAnd(1 / .6), "0": fit,
    ArrowLeft: () => pan(-quarter), ArrowRight: () => pan(quarter), Escape: () => select(-1, false),
  }[event.key];
  if (!action) return;
  action();
  event.preventDefault();
});

document.getElementById("in").onclick = () => zoomAnd(.6);
document.getElementById("out").onclick = () => zoomAnd(1 / .6);
document.getElementById("fit").onclick = fit;
scroll.addEventListener("scroll", draw);
addEventListener("hashchange", selectFromAddress);
motion.addEventListener("change", () => { colours = readColours(); draw(); });
new ResizeObserver(draw).observe(document.getElementById("picture"));

document.getElementById("room").style.height = `${layout.height}px`;
document.getElementById("empty").hidden = data.bars.length > 0;
showHeading();
showFilters();
showDetails();
showPath();
draw();
selectFromAddress();
