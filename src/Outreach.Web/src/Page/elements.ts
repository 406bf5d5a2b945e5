type Child = Node | string;

/** Makes an element. Text goes in as text nodes and nothing as markup: a name that looks like a script stays a name. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Readonly<Record<string, string>> = {}, ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }

  made.append(...children);
  return made;
}

/** A button that does something here; never a submission. */
export function button(kind: 'primary' | 'secondary' | 'danger', label: string, onClick: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: `button ${kind}` }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** A heading that can take the focus, so that a screen reader says where the reader is now. */
export function heading(level: 'h1' | 'h2', text: string): HTMLElement {
  return element(level, { tabindex: '-1' }, text);
}
