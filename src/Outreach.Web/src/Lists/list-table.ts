import { button, element } from '../Page/elements.ts';
import type { Texts } from '../Page/texts.ts';
import type { ListRow } from './list-content.ts';
import type { OpenedList } from './opening.ts';
import type { Actions } from './stage.ts';

const shownColumns = ['familyName', 'givenName', 'birthDate', 'phone', 'postalCode', 'city'] as const;
type ShownColumn = (typeof shownColumns)[number];

/** The rows as a table that can be read aloud: a caption, column headers, the family name as row header. A closed row stays in its place, struck. */
export function listTable(list: OpenedList, texts: Texts, actions: Actions): HTMLElement {
  const heads = [...shownColumns.map((column) => texts.list.columns[column]), texts.closure.column].map((name) => element('th', { scope: 'col' }, name));
  const body = element('tbody');
  for (const row of list.rows) {
    const closed = list.closed.has(row.ref);
    const cells = shownColumns.map((column) => cell(row, column, texts));
    body.append(element('tr', closed ? { class: 'closed' } : {}, ...cells, closureCell(row, closed, list.closed.get(row.ref), texts, actions)));
  }

  const table = element(
    'table',
    {},
    element('caption', {}, texts.list.caption),
    element('thead', {}, element('tr', {}, ...heads)),
    body,
  );
  // Wide content scrolls by itself; it takes the focus so that a keyboard can scroll it too.
  return element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': texts.list.caption, 'data-place': 'table' }, table);
}

/** One click closes, and says whose row; while it may be undone another one undoes it. */
function closureCell(row: ListRow, closed: boolean, undoUntil: Date | undefined, texts: Texts, actions: Actions): HTMLElement {
  const { closure } = texts;
  if (!closed) {
    return element('td', { class: 'closure' }, rowButton(row, closure.close, () => actions.close(row.ref)));
  }

  const undo = undoUntil === undefined ? [] : [rowButton(row, closure.undo, () => actions.reopen(row.ref))];
  return element('td', { class: 'closure' }, element('span', {}, closure.closed), ...undo);
}

function rowButton(row: ListRow, label: string, onClick: () => void): HTMLElement {
  const made = button('secondary', label, onClick);
  made.setAttribute('aria-label', `${label}, ${row.givenName} ${row.familyName}`);
  made.dataset['place'] = row.ref;
  return made;
}

function cell(row: ListRow, column: ShownColumn, texts: Texts): HTMLElement {
  switch (column) {
    case 'familyName':
      return element('th', { scope: 'row' }, row.familyName);
    case 'birthDate':
      return element('td', {}, birthDate(row.birthDate, texts));
    case 'phone':
      return element('td', { class: 'phone' }, phone(row.phone, texts));
    case 'givenName':
    case 'postalCode':
    case 'city':
      return element('td', {}, row[column]);
  }
}

function birthDate(iso: string, texts: Texts): Node | string {
  const date = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) {
    return iso;
  }

  const month = texts.language === 'fr' ? '2-digit' : 'short';
  const format = new Intl.DateTimeFormat(texts.locale, { day: '2-digit', month, year: 'numeric', timeZone: 'UTC' });
  return element('time', { datetime: iso }, format.format(date));
}

/** A number to call by a click; anything that is not one stays text. */
function phone(e164: string, texts: Texts): Node | string {
  if (e164 === '') {
    return element('span', { class: 'muted' }, texts.list.noPhone);
  }

  return /^\+\d{6,15}$/.test(e164) ? element('a', { href: `tel:${e164}` }, inPairs(e164)) : e164;
}

/** French numbers as they are dialled in France; others as they are. */
function inPairs(e164: string): string {
  return /^\+33\d{9}$/.test(e164) ? `0${e164.slice(3)}`.replace(/(\d{2})(?=\d)/g, '$1\u00a0') : e164;
}
