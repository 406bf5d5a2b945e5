import { actionsOf } from './actions.js';
import { drawTimeline, lengthOf, nameOf, outcomeOf } from './drawing.js';
import { button, element, redraw, table, timeOf } from './elements.js';
import { dateAndTime, duration, precise } from './format.js';
import { instantsOf } from './scale.js';
import { kinds, number, texts } from './texts.js';

export const linesPerPage = 100;

/** One orchestration: facts, what can be done to it, its timeline drawn and as a table. */
export class TimelinePart {
  #root;
  #page;
  #view;
  #scale = 'time';
  #tableIsOpen = false;
  #drawing = element('div', { class: 'drawing scroll', tabindex: '0', role: 'group', 'aria-label': texts.sections.timeline });
  #drawnWidth = 0;

  constructor(root, page) {
    this.#root = root;
    this.#page = page;
    new ResizeObserver(() => {
      if (this.#view !== undefined && this.#drawing.clientWidth !== this.#drawnWidth) {
        this.#draw();
      }
    }).observe(this.#drawing);
  }

  /** Says why there is none. */
  showNothing(sentence) {
    this.#view = undefined;
    redraw(this.#root, element('h2', { tabindex: '-1' }, texts.sections.timeline), element('p', { class: 'empty' }, sentence));
  }

  show(view) {
    this.#view = view;
    const { orchestration } = view;
    const head = element('div', { class: 'head' },
      element('h2', { tabindex: '-1' }, orchestration.name), badge(orchestration.status), element('div', { class: 'actions' }, ...actionsOf(orchestration, this.#page)));
    redraw(this.#root, head, this.#facts(), ...this.#body());
    this.#draw();
  }

  #body() {
    const view = this.#view;
    if (view.begin === null) {
      return [element('p', { class: 'empty' }, texts.timeline.notStarted)];
    }

    const details = element('details', this.#tableIsOpen ? { open: true } : {},
      element('summary', { 'data-key': 'table' }, texts.timeline.table), table(texts.timeline.table, texts.timeline.columns, rowsOf(view, this.#page)));
    details.addEventListener('toggle', () => (this.#tableIsOpen = details.open));
    return [this.#tools(), this.#drawing, element('p', { class: 'hint' }, texts.timeline.note), details];
  }

  #draw() {
    const view = this.#view;
    this.#drawnWidth = this.#drawing.clientWidth;
    if (view.begin === null || instantsOf(view).length === 0 || this.#drawnWidth === 0) {
      return;
    }

    const { axis, lines } = drawTimeline(view, this.#drawnWidth, this.#scale);
    const scrolled = this.#drawing.scrollTop;
    this.#drawing.replaceChildren(axis, lines);
    this.#drawing.scrollTop = scrolled;
  }

  #facts() {
    const { orchestration: one, turns, begin } = this.#view;
    const names = texts.timeline.facts;
    const from = one.execution > 0 && begin !== null ? begin : one.createdAt;
    const facts = [
      [names.instanceId, element('code', {}, one.instanceId)],
      [names.created, timeOf(one.createdAt, dateAndTime(one.createdAt))],
      [names.startAt, one.startAt && timeOf(one.startAt, dateAndTime(one.startAt))],
      [names.ended, one.endedAt && timeOf(one.endedAt, dateAndTime(one.endedAt))],
      [names.lasted, one.endedAt && duration(Date.parse(one.endedAt) - Date.parse(from))],
      [names.wakeAt, one.endedAt === null && one.wakeAt && timeOf(one.wakeAt, dateAndTime(one.wakeAt))],
      [names.turns, number(turns)],
      [names.execution, one.execution > 0 && texts.timeline.times(one.execution)],
      [names.parent, one.parentInstanceId && linkTo(one.parentInstanceId, this.#page)],
      [names.errors, one.errorTypes.length > 0 && element('code', {}, one.errorTypes.join(' ← '))],
    ];
    return element('dl', { class: 'facts' }, ...facts
      .filter(([, value]) => value !== null && value !== undefined && value !== false)
      .map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))));
  }

  #tools() {
    const view = this.#view;
    const scales = Object.entries(texts.timeline.scales).map(([scale, label]) => button(`scale-${scale}`, label, () => {
      this.#scale = scale;
      this.show(view);
    }, { 'aria-pressed': String(scale === this.#scale), title: texts.timeline.scaleHints[scale] }));
    const last = view.skip + view.items.length;
    const lines = view.total === 0 ? texts.timeline.noLines : texts.timeline.page(view.skip + 1, last, view.total);
    return element('div', { class: 'tools' },
      element('div', { class: 'choice', role: 'group', 'aria-label': texts.timeline.scale }, element('span', {}, texts.timeline.scale), ...scales),
      element('div', { class: 'pager' }, element('span', { class: 'count' }, lines), ...this.#pager()),
      legend(view.items));
  }

  #pager() {
    const { total, skip } = this.#view;
    if (total <= linesPerPage) {
      return [];
    }

    const lastPage = Math.floor((total - 1) / linesPerPage) * linesPerPage;
    const pages = { first: 0, previous: Math.max(0, skip - linesPerPage), next: Math.min(lastPage, skip + linesPerPage), last: lastPage };
    return Object.entries(pages).map(([key, to]) => button(`lines-${key}`, texts.timeline.pages[key], () => {
      if (to !== skip) {
        this.#drawing.scrollTop = 0;
        this.#page.turnTo(to);
      }
    }, { 'aria-disabled': String(to === skip) }));
  }
}

export function badge(status) {
  return element('span', { class: `badge ${status.toLowerCase()}` }, status);
}

/** Leads to another orchestration of the hub. */
export function linkTo(instanceId, page) {
  return button(`to-${instanceId}`, instanceId, () => page.select(instanceId, true), { class: 'link' });
}

function rowsOf(view, page) {
  const first = element('tr', {}, element('td', {}, texts.timeline.orchestration), element('th', { scope: 'row' }, view.orchestration.name),
    element('td', {}, view.orchestration.status), element('td', {}, timeOf(view.begin, precise(view.begin))),
    element('td', {}, view.end === null ? '' : timeOf(view.end, precise(view.end))),
    element('td', {}, view.end === null ? '' : duration(Date.parse(view.end) - Date.parse(view.begin))), element('td', {}));
  return [first, ...view.items.map((item) => element('tr', {},
    element('td', {}, kinds[item.kind]),
    element('th', { scope: 'row' }, nameOf(item)),
    element('td', { class: item.state === 'Failed' ? 'bad' : '' }, outcomeOf(item)),
    element('td', {}, item.beganLater ? texts.timeline.later : '', timeOf(item.begin, precise(item.begin))),
    element('td', {}, item.end === null ? '' : timeOf(item.end, precise(item.end))),
    element('td', {}, lengthOf(item)),
    element('td', {}, ...moreOf(item, page))))];
}

function moreOf(item, page) {
  return [
    item.firesAt === null ? undefined : texts.timeline.due(dateAndTime(item.firesAt)),
    item.instanceId === null ? undefined : linkTo(item.instanceId, page),
    item.errorTypes === null ? undefined : element('code', {}, item.errorTypes.join(' ← ')),
  ];
}

function legend(items) {
  const drawn = new Set(items.map((item) => item.kind));
  return element('ul', { class: 'legend', 'aria-hidden': 'true' },
    ...Object.entries(kinds).filter(([kind]) => drawn.has(kind)).map(([kind, name]) => element('li', { class: kind }, name)));
}
