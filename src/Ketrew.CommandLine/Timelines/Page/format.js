// How times and sizes are written: as the command line writes them.

function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(0)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} m ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} m`;
}

function bytes(count) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let unit = 0;
  while (count >= 1024 && unit < units.length - 1) {
    count /= 1024;
    unit++;
  }
  return `${count.toFixed(unit && count < 10 ? 1 : 0)} ${units[unit]}`;
}

function percent(part, whole) {
  return `${whole > 0 ? Math.round(100 * Math.min(1, part / whole)) : 0} %`;
}

function moment(milliseconds) {
  return new Date(milliseconds).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

function plural(count, noun) {
  return `${count.toLocaleString()} ${noun}${count === 1 ? "" : "s"}`;
}

// A mark on the axis: time since the run began, no finer than the step between marks.
function mark(milliseconds, step) {
  if (milliseconds === 0) return "0";
  if (step < 1000 && milliseconds < 60000) return `${(milliseconds / 1000).toFixed(step < 10 ? 3 : step < 100 ? 2 : 1)} s`;
  if (milliseconds < 60000) return `${milliseconds / 1000} s`;
  const seconds = milliseconds / 1000, two = value => String(value).padStart(2, "0");
  const whole = `${Math.floor(seconds / 60) % 60}`, rest = step < 1000 ? (seconds % 60).toFixed(1).padStart(4, "0") : two(Math.floor(seconds % 60));
  return seconds < 3600 ? `${whole}:${rest}` : `${Math.floor(seconds / 3600)}:${two(whole)}:${rest}`;
}

const steps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 108e5, 216e5, 432e5, 864e5];

function stepFor(span, marks) {
  return steps.find(step => span / step <= marks) ?? 864e5 * Math.ceil(span / marks / 864e5);
}
