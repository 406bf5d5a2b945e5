import { DamagedListError } from './sealed-list.ts';

/** A row as a doctor sees it: the fixed columns, no identifier, no medical data. */
export interface ListRow {
  readonly ref: string;
  readonly familyName: string;
  readonly givenName: string;
  /** ISO 8601. */
  readonly birthDate: string;
  /** E.164, or empty. */
  readonly phone: string;
  readonly postalCode: string;
  readonly city: string;
}

const columns = ['ref', 'familyName', 'givenName', 'birthDate', 'phone', 'postalCode', 'city'] as const;

/** Reads the content of an opened list; the padding is white space, which JSON allows. */
export function readContent(content: Uint8Array, expectedRows: number): ListRow[] {
  const document = parse(content);
  if (!isDocument(document) || document.rows.length !== expectedRows) {
    throw new DamagedListError();
  }

  return document.rows.map(
    (cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index]])) as unknown as ListRow,
  );
}

function parse(content: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(content));
  } catch {
    throw new DamagedListError();
  }
}

function isDocument(value: unknown): value is { rows: string[][] } {
  if (typeof value !== 'object' || value === null || !('columns' in value) || !('rows' in value)) {
    return false;
  }

  const { columns: names, rows } = value;
  return (
    Array.isArray(names) &&
    names.length === columns.length &&
    columns.every((column, index) => names[index] === column) &&
    Array.isArray(rows) &&
    rows.every(isRow)
  );
}

function isRow(value: unknown): value is string[] {
  return Array.isArray(value) && value.length === columns.length && value.every((cell) => typeof cell === 'string');
}
