import { element, heading } from './elements.ts';
import type { Problem, Texts } from './texts.ts';

/** What went wrong and what to do; announced at once. */
export function problemView(problem: Problem, texts: Texts): HTMLElement {
  const { title, advice } = texts.problems[problem];
  return element('section', { class: 'notice problem', role: 'alert', 'data-problem': problem }, heading('h2', title), element('p', {}, advice));
}
