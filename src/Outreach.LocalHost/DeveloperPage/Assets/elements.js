const svgNamespace = 'http://www.w3.org/2000/svg';

/** Makes an element. Text goes in as text nodes and nothing as markup: a name that looks like a script stays a name. */
export function element(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Makes an element of a drawing. */
export function shape(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgNamespace, tag), attributes, children);
}

/** A button that does something here. Its key finds it again after its surroundings were drawn anew. */
export function button(key, label, onClick, attributes = {}) {
  const made = element('button', { type: 'button', 'data-key': key, ...attributes }, label);
  made.addEventListener('click', () => onClick(made));
  return made;
}

/** A table with a heading for each column. On narrow screens cells flow and name their column; their roles hold them together as a table. */
export function table(caption, columns, rows) {
  const head = element('tr', { role: 'row' }, ...columns.map((column) => element('th', { scope: 'col', role: 'columnheader' }, column)));
  for (const row of rows) {
    row.setAttribute('role', 'row');
    [...row.cells].forEach((cell, index) => {
      cell.setAttribute('role', cell.tagName === 'TH' ? 'rowheader' : 'cell');
      cell.dataset.column = columns[index];
    });
  }

  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    element('table', { role: 'table' }, element('thead', { role: 'rowgroup' }, head), element('tbody', { role: 'rowgroup' }, ...rows)));
}

/** An instant, to the second or finer, with its whole ISO form at hand. */
export function timeOf(iso, text) {
  return element('time', { datetime: iso, title: iso }, text);
}

/** Draws a part anew and leaves focus and scrolling where they were: a refresh must not disturb whoever works. */
export function redraw(container, ...children) {
  const focused = container.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  const scrolled = [...container.querySelectorAll('.scroll')].map((box) => [box.scrollLeft, box.scrollTop]);
  container.replaceChildren(...children.filter((child) => child !== undefined));
  [...container.querySelectorAll('.scroll')].forEach((box, index) => {
    [box.scrollLeft, box.scrollTop] = scrolled[index] ?? [0, 0];
  });
  if (focused !== undefined) {
    container.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) {
      made.setAttribute(name, value === true ? '' : String(value));
    }
  }

  made.append(...children.filter((child) => child !== undefined && child !== null));
  return made;
}
