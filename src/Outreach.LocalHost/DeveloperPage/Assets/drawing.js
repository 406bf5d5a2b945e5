import { shape } from './elements.js';
import { dateAndTime, duration, moment, offset, precise, shorten } from './format.js';
import { instantsOf, scaleOf } from './scale.js';
import { kinds, states, texts } from './texts.js';

const rowHeight = 26;
const barHeight = 14;
const axisHeight = 44;
const right = 20;
const charWidth = 7.2;
const tickWidth = 84;
const narrow = 640;

/** The axis and the lines of a timeline, as wide as there is room. */
export function drawTimeline(view, width, scaleKind) {
  const isOpen = view.end === null;
  const instants = instantsOf(view);
  const stacked = width < narrow;
  const frame = {
    view,
    width,
    stacked,
    left: stacked ? 12 : Math.min(300, Math.round(width * 0.28)),
    row: stacked ? rowHeight + 16 : rowHeight,
  };
  const room = width - frame.left - right;
  const scale = scaleOf(scaleKind, instants, isOpen, Math.max(2, Math.floor(room / tickWidth)));
  frame.x = (at) => frame.left + Math.min(1, Math.max(0, scale.place(at))) * room;
  frame.edge = frame.left + room;
  return { axis: axisOf(frame, scale), lines: linesOf(frame, scale, instants, isOpen) };
}

/** What an item is called in the drawing and in the table. */
export function nameOf(item) {
  return item.name ?? kinds[item.kind];
}

/** How it came out, in a few words. */
export function outcomeOf(item) {
  if (item.state === 'Unfinished' && item.kind === 'Timer') {
    return texts.timeline.notFired;
  }

  return item.kind === 'Suspension' && item.state === 'Completed' ? '' : states[item.state];
}

/** How long it took; empty for what is open or took no time. */
export function lengthOf(item) {
  return item.end === null || item.end === item.begin
    ? ''
    : `${item.beganLater ? texts.timeline.atMost : ''}${duration(Date.parse(item.end) - Date.parse(item.begin))}`;
}

function axisOf(frame, scale) {
  const drawn = shape('svg', { class: 'axis', width: frame.width, height: axisHeight, 'aria-hidden': 'true' });
  drawn.append(shape('text', { class: 'since', x: frame.stacked ? frame.left : 12, y: 15 }, texts.timeline.axis(dateAndTime(scale.first))));
  for (const { at } of scale.ticks) {
    const x = frame.x(at);
    drawn.append(
      shape('line', { class: 'tick', x1: x, x2: x, y1: axisHeight - 7, y2: axisHeight }),
      shape('text', { x, y: axisHeight - 12, 'text-anchor': x > frame.edge - 24 ? 'end' : x < 28 ? 'start' : 'middle' }, offset(at - scale.first)),
    );
  }

  return drawn;
}

function linesOf(frame, scale, instants, isOpen) {
  const { view } = frame;
  const height = (view.items.length + 1) * frame.row + 8;
  const begin = view.begin === null ? '' : dateAndTime(view.begin);
  const drawn = shape('svg', { class: 'lines', width: frame.width, height, role: 'img', 'aria-labelledby': 'timeline-title timeline-description' },
    shape('title', { id: 'timeline-title' }, texts.timeline.title(view.orchestration.name)),
    shape('desc', { id: 'timeline-description' }, texts.timeline.description(view.orchestration.status, view.turns, view.items.length, begin)));
  for (const { at } of scale.ticks) {
    const x = frame.x(at);
    drawn.append(shape('line', { class: 'grid', x1: x, x2: x, y1: 0, y2: height }));
  }

  drawn.append(orchestratorLane(frame, instants, isOpen), ...view.items.map((item, index) => line(frame, item, index + 1)));
  return drawn;
}

/** When the orchestrator's code ran: it takes no time that history knows of, so turns are marks. */
function orchestratorLane(frame, instants, isOpen) {
  const y = barMiddle(frame, 0);
  const begin = frame.x(instants[0]);
  const end = isOpen ? frame.edge : frame.x(instants.at(-1));
  const lane = shape('g', { class: `line orchestrator ${frame.view.orchestration.status.toLowerCase()}` },
    label(frame, 0, texts.timeline.orchestrator),
    shape('line', { class: isOpen ? 'life open' : 'life', x1: begin, x2: Math.max(end, begin + 1), y1: y, y2: y }));
  let drawnAt = -Infinity;
  for (const at of instants) {
    const x = frame.x(at);
    if (x - drawnAt >= 2) {
      drawnAt = x;
      lane.append(shape('rect', { class: 'turn', x: x - 1.5, y: y - 7, width: 3, height: 14, rx: 1.5 }, shape('title', {}, precise(at))));
    }
  }

  return lane;
}

function line(frame, item, row) {
  const isPoint = item.kind === 'EventRaised' || item.kind === 'EventSent';
  const text = isPoint ? kinds[item.kind] : barNote(item);
  const group = shape('g', { class: `line ${item.kind} ${item.state}` },
    shape('title', {}, tip(item)),
    shape('rect', { class: 'hover', x: 0, y: row * frame.row, width: frame.width, height: frame.row }),
    label(frame, row, nameOf(item), frame.stacked ? text : ''));
  const [begin, end] = isPoint ? point(frame, group, item, row) : bar(frame, group, item, row);
  if (!frame.stacked) {
    note(frame, group, text, begin, end, barMiddle(frame, row));
  }

  return group;
}

function point(frame, group, item, row) {
  const [x, y] = [frame.x(Date.parse(item.begin)), barMiddle(frame, row)];
  group.append(shape('path', {
    class: 'mark',
    d: item.kind === 'EventRaised' ? `M${x} ${y - 7}l7 7l-7 7l-7 -7z` : `M${x - 6} ${y - 6.5}l12 6.5l-12 6.5z`,
  }));
  return [x - 7, x + 7];
}

function bar(frame, group, item, row) {
  const y = barMiddle(frame, row);
  const begin = frame.x(Date.parse(item.begin));
  const endOf = item.end ?? (item.state === 'Unfinished' ? frame.view.end : null);
  const end = endOf === null || endOf === undefined ? frame.edge : frame.x(Date.parse(endOf));
  const width = Math.max(3, end - begin);
  group.append(shape('rect', { class: 'mark', x: begin, y: y - barHeight / 2, width, height: barHeight, rx: 3 }));
  if (item.state === 'Open') {
    group.append(shape('path', { class: 'beyond', d: `M${frame.edge + 2} ${y - 5}l6 5l-6 5` }));
  }

  return [begin, begin + width];
}

function barNote(item) {
  const outcome = outcomeOf(item);
  if (item.kind === 'Timer' && item.state !== 'Fired') {
    return `${outcome} · ${texts.timeline.due(moment(item.firesAt))}`;
  }

  return [item.state === 'Completed' || item.state === 'Fired' ? '' : outcome, lengthOf(item)].filter((part) => part !== '').join(' · ');
}

/** Beside the bar where there is room, else before it, else on it. */
function note(frame, group, text, begin, end, y) {
  const wide = text.length * charWidth * 0.86 + 8;
  const after = end + wide <= frame.edge;
  const before = begin - wide >= frame.left;
  const [x, anchor, on] = after ? [end + 6, 'start', ''] : before ? [begin - 6, 'end', ''] : [Math.max(begin + 6, frame.left + 6), 'start', ' on'];
  group.append(shape('text', { class: `note${on}`, x, y: y + 4, 'text-anchor': anchor }, text));
}

/** The name; where there is no room beside it, what is to be noted follows it. */
function label(frame, row, text, noted = '') {
  const y = row * frame.row + (frame.stacked ? 16 : frame.row / 2 + 4);
  const longest = Math.floor((frame.stacked ? frame.width - 24 : frame.left - 24) / charWidth) - noted.length;
  const follows = noted === '' ? [] : [shape('tspan', { class: 'note', dx: 8 }, noted)];
  return shape('text', { class: 'label', x: 12, y }, shorten(text, Math.max(8, longest)), ...follows);
}

function barMiddle(frame, row) {
  return row * frame.row + (frame.stacked ? 28 : frame.row / 2);
}

function tip(item) {
  const begin = `${item.beganLater ? texts.timeline.later : ''}${precise(item.begin)}`;
  const length = lengthOf(item);
  const span = length === '' ? begin : `${begin} – ${precise(item.end)} (${length})`;
  return [nameOf(item), kinds[item.kind], outcomeOf(item), span].filter((part) => part !== '').join('\n');
}
