import { element } from '../Page/elements.ts';
import type { Texts } from '../Page/texts.ts';
import type { ListRow } from './list-content.ts';

const shownColumns = ['familyName', 'givenName', 'birthDate', 'phone', 'postalCode', 'city'] as const;
type ShownColumn = (typeof shownColumns)[number];

/** The rows as a table that can be read aloud: a caption, column headers, the family name as row header. */
export function listTable(rows: readonly ListRow[], texts: Texts): HTMLElement {
  const heads = shownColumns.map((column) => element('th', { scope: 'col' }, texts.list.columns[column]));
  const body = element('tbody');
  for (const row of rows) {
    body.append(element('tr', {}, ...shownColumns.map((column) => cell(row, column, texts))));
  }

  const table = element(
    'table',
    {},
    element('caption', {}, texts.list.caption),
    element('thead', {}, element('tr', {}, ...heads)),
    body,
  );
  // Wide content scrolls by itself; it takes the focus so that a keyboard can scroll it too.
  return element('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': texts.list.caption }, table);
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
