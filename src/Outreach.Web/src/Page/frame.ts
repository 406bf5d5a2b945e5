import { element } from './elements.ts';
import type { Texts } from './texts.ts';

/** What a stage shows: content, what a screen reader is told at once, and where the reader goes on. */
export interface View {
  readonly content: readonly Node[];
  readonly announcement: string;
  readonly focus: HTMLElement | undefined;
}

/** The words around the content. */
export type FrameTexts = Pick<Texts, 'language' | 'title' | 'product' | 'subtitle' | 'languages'>;

/** Everything around the content: title, language, announcements. */
export class Frame<T extends FrameTexts = Texts> {
  readonly #band = required('.band');
  readonly #main = required('main');
  readonly #status = required('#status');
  readonly #all: readonly T[];
  readonly #onLanguage: (texts: T) => void;
  #first = true;

  /** @param all The words in each language. */
  constructor(all: readonly T[], onLanguage: (texts: T) => void) {
    this.#all = all;
    this.#onLanguage = onLanguage;
  }

  render(texts: T, view: View, moveFocus: boolean): void {
    document.documentElement.lang = texts.language;
    document.title = texts.title;
    this.#band.replaceChildren(...this.#bandOf(texts));
    this.#main.replaceChildren(...view.content);
    this.#status.textContent = view.announcement;
    if (moveFocus) {
      // What was asked belongs to what was shown before.
      document.querySelector('dialog')?.remove();
    }

    // On the first view the reader starts at the top, as on any page.
    if (moveFocus && !this.#first) {
      view.focus?.focus();
    }

    this.#first = false;
  }

  /** Renders, and gives the focus back to what had it, if that is still there under its name, or else to the table it was in, which stays where it was scrolled to. */
  keepPlace(render: () => void): void {
    const sideways = this.#table()?.scrollLeft ?? 0;
    const focused = document.activeElement;
    const inside = focused !== null && focused !== this.#main && this.#main.contains(focused);
    render();
    this.#table()?.scrollTo({ left: sideways });
    if (inside) {
      const places = [...this.#main.querySelectorAll<HTMLElement>('[data-place], button, a, [tabindex]')];
      const same = places.find((one) => placeOf(one) === placeOf(focused));
      (same ?? places.find((one) => one.dataset['place'] === 'table') ?? this.#main).focus({ preventScroll: true });
    }
  }

  #table(): HTMLElement | null {
    return this.#main.querySelector<HTMLElement>('[data-place="table"]');
  }

  #bandOf(current: T): Node[] {
    const name = element('p', { class: 'product' }, element('strong', {}, current.product), element('span', {}, current.subtitle));
    const choices = this.#all.map((texts) => {
      const pressed = String(texts.language === current.language);
      const label = texts.language === 'fr' ? 'Français' : 'English';
      const choice = element('button', { type: 'button', lang: texts.language, 'aria-pressed': pressed }, label);
      choice.addEventListener('click', () => {
        this.#onLanguage(texts);
        this.#band.querySelector<HTMLElement>(`[lang="${texts.language}"]`)?.focus();
      });
      return choice;
    });
    return [name, element('div', { class: 'languages', role: 'group', 'aria-label': current.languages }, ...choices)];
  }
}

/** What a place is called: the same before and after it is rendered anew. */
function placeOf(place: Element): string {
  return place.getAttribute('data-place') ?? place.textContent;
}

function required(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (found === null) {
    throw new Error(`The page has no ${selector}.`);
  }

  return found;
}
