const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const clockOf = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const preciseOf = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 });
const dateOf = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** A time of day, with the date where it is not today's. */
export function moment(iso, now = Date.now()) {
  const at = new Date(iso);
  return dateOf.format(at) === dateOf.format(new Date(now)) ? clockOf.format(at) : `${dateOf.format(at)}, ${clockOf.format(at)}`;
}

/** A time of day to the millisecond, as it is told by instants that lie close together. */
export function precise(iso) {
  return preciseOf.format(new Date(iso));
}

export function dateAndTime(iso) {
  return `${dateOf.format(new Date(iso))}, ${preciseOf.format(new Date(iso))}`;
}

/** A length of time with its unit: 333 ms, 2.50 s, 4 min 10 s, 3 h 2 min, 29 d 4 h. */
export function duration(milliseconds) {
  const length = Math.max(0, milliseconds);
  if (length < second) {
    return `${Math.round(length)} ms`;
  }

  if (length < minute) {
    return `${(length / second).toFixed(length < 10 * second ? 2 : 1)} s`;
  }

  const [unit, name, part, partName] = length < hour
    ? [minute, 'min', second, 's']
    : length < day ? [hour, 'h', minute, 'min'] : [day, 'd', hour, 'h'];
  const rest = Math.floor((length % unit) / part);
  return rest === 0 ? `${Math.floor(length / unit)} ${name}` : `${Math.floor(length / unit)} ${name} ${rest} ${partName}`;
}

/** A length of time on an axis: no more digits than it needs. */
export function offset(milliseconds) {
  return milliseconds === 0 ? '0' : duration(milliseconds).replace(/(\.\d*?)0+ s$/, '$1 s').replace('. s', ' s');
}

/** Cuts a text that would not fit; the whole of it is in the title. */
export function shorten(text, longest) {
  return text.length <= longest ? text : `${text.slice(0, Math.max(1, longest - 1))}…`;
}
