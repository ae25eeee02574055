// The texts beside the picture. What comes from the workflow is only ever set as text.

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children.filter(child => child !== null));
  return made;
}

function dot(outcome) {
  const made = element("i", {});
  made.style.setProperty("--colour", `var(--${outcome})`);
  return made;
}

function labelOf(bar) {
  return bar.n > 1 ? `${bar.t}, attempt ${bar.n}` : bar.t;
}

// What it waited for, one line each: a need or the attempt before, then a slot or a pool, then the backend's own queue.
function waits(bar) {
  const lines = [];
  if (bar.n > 1) lines.push(["after", `attempt ${bar.n - 1}`]);
  else if (bar.by) lines.push(["needed", bar.by]);
  if (bar.f - bar.r >= worthTelling) lines.push(["waited", `${duration(bar.f - bar.r)} for ${bar.pool ? `pool ${bar.pool}` : "a slot"}`]);
  if (bar.k !== "local" && bar.b - bar.f >= worthTelling) lines.push(["waited", `${duration(bar.b - bar.f)} for ${bar.k}`]);
  return lines;
}

function showDetails() {
  const details = document.getElementById("details"), bar = data.bars[view.selected];
  details.replaceChildren(...(bar ? describe(bar) : [element("p", { className: "quiet" }, "Click a bar to see why it waited, where it ran and where its log is.")]));
}

function describe(bar) {
  const outcome = element("p", { className: "outcome" }, dot(bar.o), `${bar.o}, ran ${duration(bar.e - bar.b)}`);
  const why = bar.why ? element("p", { className: "why" }, bar.why) : null;
  why?.style.setProperty("--colour", `var(--${bar.o})`);
  return [element("p", { className: "target" }, labelOf(bar)), outcome, why, parts(bar), facts(bar)].filter(part => part !== null);
}

function parts(bar) {
  const made = element("div", { className: "parts" });
  for (const [name, from, to] of [["held", bar.r, bar.f], ["queued", bar.f, bar.b], ["ran", bar.b, bar.e]]) {
    if (to > from) {
      const part = element("span", { className: name, title: `${name} ${duration(to - from)}` });
      part.style.flexGrow = to - from;
      part.style.setProperty("--colour", `var(--${bar.o})`);
      made.append(part);
    }
  }
  return made;
}

function facts(bar) {
  const list = element("dl", {}), lane = data.lanes[bar.l];
  const add = (name, ...values) => list.append(element("dt", {}, name), element("dd", {}, ...values));
  for (const [name, value] of waits(bar)) {
    if (name === "waited") add(name, value);
    else add(name, linkTo(value, releaser(bar)), ` until ${mark(Math.round(bar.r), 100)}`);
  }
  add("ran", `${mark(Math.round(bar.b), 100)} to ${mark(Math.round(bar.e), 100)}, ${duration(bar.e - bar.b)}`);
  add("on", `${lane.host}, slot ${lane.slot}`);
  add("began", moment(data.start + bar.b));
  if (bar.run) add("from", `run ${bar.run}, picked up`);
  if (bar.mem) add("used", `${duration(bar.cpu)} of processor time, ${bytes(bar.mem)}`);
  add("log", element("a", { href: encodeURI(`file://${data.root}/${bar.log}`).replaceAll("#", "%23").replaceAll("?", "%3F") }, bar.log));
  return list;
}

function linkTo(target, index) {
  return index < 0 ? target : element("button", { className: "link", type: "button", onclick: () => select(index, true) }, target);
}

const longestList = 1000;

function showPath() {
  const section = document.getElementById("path"), steps = data.path.map(index => ({ index, bar: data.bars[index] }));
  if (steps.length === 0) {
    section.hidden = true;
    return;
  }
  const longest = Math.max(...steps.map(({ bar }) => bar.e - bar.b), 1);
  section.replaceChildren(
    element("h2", {}, "Longest path"),
    element("p", {}, element("span", { className: "share" }, percent(data.work, length)), ` of the run: ${duration(data.work)} of work`),
    element("p", { className: "quiet" }, `${plural(steps.length, "attempt")}, ${duration(data.wait)} of waiting for slots, pools and queues`),
    element("ol", {}, ...steps.slice(0, longestList).map(step => element("li", {}, stepButton(step, longest)))),
    steps.length > longestList ? element("p", { className: "quiet" }, `… and ${steps.length - longestList} more`) : "");
}

function stepButton({ index, bar }, longest) {
  const made = element("button", { type: "button", title: labelOf(bar), onclick: () => select(index, true) });
  made.dataset.index = index;
  // Text runs from right to left here, so that a long name loses its beginning; the mark keeps punctuation where it belongs.
  made.append(element("span", { className: "label" }, `\u200e${labelOf(bar)}\u200e`, bar.o === "done" ? "" : dot(bar.o)), element("span", {}, duration(bar.e - bar.b)));
  const before = waits(bar).filter(([name]) => name === "waited").map(([, value]) => value).join(", ");
  if (before) made.append(element("span", { className: "before" }, `waited ${before}`));
  const scale = element("span", { className: "scale" });
  scale.style.width = `${100 * (bar.e - bar.b) / longest}%`;
  made.append(scale);
  return made;
}

function markStep() {
  for (const step of document.querySelectorAll("#path ol button")) {
    const isCurrent = Number(step.dataset.index) === view.selected;
    step.setAttribute("aria-current", isCurrent);
    if (isCurrent) step.scrollIntoView({ block: "nearest" });
  }
}

function showHeading() {
  const run = data.run, started = moment(data.start);
  const state = {
    "goes-on": `goes on${run.remainingSeconds > 4 ? `, about ${duration(run.remainingSeconds * 1000)} left` : ""}`,
    died: "its engine died",
    "cut-off": "was cut off",
  }[run.verdict] ?? `took ${duration((run.seconds ?? 0) * 1000)}`;
  document.getElementById("name").textContent = `${data.project}: run ${run.run}`;
  document.getElementById("summary").textContent =
    [`started ${started}`, state, `${plural(data.bars.length, "attempt")} on ${plural(data.lanes.length, "slot")}`, run.counts.replace(/\d{4,}/g, count => Number(count).toLocaleString())].filter(Boolean).join(" · ");
}

function showFilters() {
  const filters = document.getElementById("filters");
  for (const outcome of outcomes) {
    const count = data.bars.filter(bar => bar.o === outcome).length;
    if (count === 0) continue;
    const button = element("button", { type: "button" }, dot(outcome), `${count.toLocaleString()} ${outcome}`);
    button.setAttribute("aria-pressed", "true");
    button.onclick = () => {
      const isShownNow = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", isShownNow);
      if (isShownNow) view.hidden.delete(outcome);
      else view.hidden.add(outcome);
      concurrency.most = null;
      draw();
    };
    filters.append(button);
  }
}

const tip = document.getElementById("tip");

function showTip(index, x, y) {
  tip.hidden = index < 0;
  if (index < 0) return;
  const bar = data.bars[index];
  const before = waits(bar).map(([name, value]) => `${name} ${value}`).join(", ");
  tip.replaceChildren(
    element("div", {}, element("b", {}, labelOf(bar))),
    element("div", { className: "quiet" }, dot(bar.o), ` ${bar.o}, ran ${duration(bar.e - bar.b)}`),
    before ? element("div", { className: "quiet" }, before) : "",
    bar.why ? element("div", { className: "quiet" }, bar.why) : "");
  const box = tip.getBoundingClientRect();
  tip.style.left = `${Math.min(x + 14, innerWidth - box.width - 8)}px`;
  tip.style.top = `${y + 18 + box.height > innerHeight ? y - box.height - 10 : y + 18}px`;
}
