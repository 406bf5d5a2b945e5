import { badge } from './timeline.js';
import { button, element, redraw, table, timeOf } from './elements.js';
import { duration, moment } from './format.js';
import { texts } from './texts.js';

const statuses = ['Running', 'Pending', 'Suspended', 'Completed', 'Failed', 'Terminated'];
const patience = 300;

/** The orchestrations of the hub, filtered and a page at a time. */
export class OrchestrationsPart {
  #page;
  #filters;
  #list = element('div');
  #chosen = new Set();
  #prefix = '';
  #continuation;

  constructor(root, page) {
    this.#page = page;
    this.#filters = this.#makeFilters();
    root.replaceChildren(element('h2', {}, texts.sections.orchestrations), this.#filters, this.#list);
  }

  /** What to ask the host for. */
  get parameters() {
    return [
      ...[...this.#chosen].map((status) => ['status', status]),
      ...(this.#prefix === '' ? [] : [['prefix', this.#prefix]]),
      ...(this.#continuation === undefined ? [] : [['continuation', this.#continuation]]),
    ];
  }

  get #isFiltered() {
    return this.#chosen.size > 0 || this.#prefix !== '';
  }

  show(found, selected) {
    const rows = found.orchestrations.map((one) => this.#row(one, one.instanceId === selected, found.now));
    const empty = this.#isFiltered || this.#continuation !== undefined || found.continuation !== null ? texts.list.noMatch : texts.list.none;
    const whole = !this.#isFiltered && this.#continuation === undefined && found.continuation === null;
    redraw(this.#list,
      rows.length === 0 ? element('p', { class: 'empty' }, empty) : table(texts.sections.orchestrations, texts.list.columns, rows),
      element('div', { class: 'pager' },
        element('span', { class: 'count' }, whole ? texts.list.shown(rows.length) : texts.list.shownOfPage(rows.length, found.looked)),
        this.#continuation === undefined ? undefined : button('first-page', texts.list.first, () => this.#turnTo(undefined)),
        found.continuation === null ? undefined : button('next-page', texts.list.next, () => this.#turnTo(found.continuation))));
  }

  /** The whole row answers to a pointer; the button in it to everybody. */
  #row(one, isSelected, now) {
    const choose = button(`row-${one.instanceId}`, one.instanceId, () => this.#page.select(one.instanceId, false), { class: 'link', 'aria-pressed': String(isSelected) });
    const lasted = one.endedAt === null ? '' : duration(Date.parse(one.endedAt) - Date.parse(one.createdAt));
    const row = element('tr', { class: isSelected ? 'selected' : '' }, element('td', {}, badge(one.status)), element('td', {}, one.name),
      element('td', { class: 'id' }, choose), element('td', {}, timeOf(one.createdAt, moment(one.createdAt, Date.parse(now)))), element('td', { class: 'number' }, lasted));
    row.addEventListener('click', (event) => {
      if (event.target !== choose) {
        choose.click();
        choose.focus({ preventScroll: true });
      }
    });
    return row;
  }

  #makeFilters() {
    const chips = statuses.map((status) => {
      const chip = button(`filter-${status}`, status, () => {
        const on = !this.#chosen.delete(status);
        if (on) {
          this.#chosen.add(status);
        }

        chip.setAttribute('aria-pressed', String(on));
        this.#turnTo(undefined);
      }, { class: 'chip', 'aria-pressed': 'false' });
      return chip;
    });
    const prefix = element('input', { id: 'prefix', type: 'search', autocomplete: 'off', spellcheck: 'false' });
    let waiting;
    prefix.addEventListener('input', () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        this.#prefix = prefix.value.trim();
        this.#turnTo(undefined);
      }, patience);
    });
    return element('div', { class: 'filters', role: 'group', 'aria-label': texts.list.filters },
      ...chips, element('span', { class: 'field' }, element('label', { for: 'prefix' }, texts.list.prefix), prefix));
  }

  #turnTo(continuation) {
    this.#continuation = continuation;
    this.#page.refresh();
  }
}
