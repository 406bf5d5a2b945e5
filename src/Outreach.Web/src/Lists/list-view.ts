import { confirmDeletion } from '../Deletion/confirm-deletion.ts';
import { attestationView, receiptView } from '../Deletion/receipt-view.ts';
import { button, element, heading } from '../Page/elements.ts';
import type { View } from '../Page/frame.ts';
import { problemView } from '../Page/problem-view.ts';
import type { Problem, Texts } from '../Page/texts.ts';
import { listTable } from './list-table.ts';
import type { News } from './shown-list.ts';
import type { Actions, Stage } from './stage.ts';

/** After these, the list itself is of no more use, and the advice is to delete it. */
const deleteAdvised: ReadonlySet<Problem> = new Set(['damaged', 'used-up']);

/** What a stage looks like. Nothing of an earlier stage stays. */
export function listView(stage: Stage, problem: Problem | undefined, texts: Texts, actions: Actions): View {
  const alert = problem === undefined ? undefined : problemView(problem, texts);
  const { content, announcement, focus } = stageView(stage, problem, texts, actions);
  return {
    content: alert === undefined ? content : [alert, ...content],
    announcement,
    focus: alert?.querySelector('h2') ?? focus,
  };
}

function stageView(stage: Stage, problem: Problem | undefined, texts: Texts, actions: Actions): View {
  switch (stage.kind) {
    case 'stopped':
      return { content: [unseenTitle(texts)], announcement: '', focus: undefined };
    case 'signed-out':
      return withIntro(texts, '', step(texts.signIn.heading, texts.signIn.explanation, button('primary', texts.signIn.button, actions.signIn)));
    case 'signing-in':
      return withIntro(texts, texts.signIn.waiting, waiting(texts.signIn.heading, texts.signIn.waiting, button('secondary', texts.signIn.cancel, actions.cancelSignIn)));
    case 'signed-in':
      return signedIn(problem, texts, actions);
    case 'opening':
      return withIntro(texts, texts.reveal.waiting, waiting(texts.reveal.heading, texts.reveal.waiting));
    case 'shown':
      return shown(stage, texts, actions);
    case 'deleting':
    case 'attesting':
      return withIntro(texts, texts.deletion.waiting, waiting(texts.product, texts.deletion.waiting));
    case 'over':
      return { content: [unseenTitle(texts), attestationView(texts, actions)], announcement: '', focus: undefined };
    case 'deleted':
      return deleted(stage.receipt.attestedAt === null, receiptView(stage.receipt, texts), texts, actions);
  }
}

function signedIn(problem: Problem | undefined, texts: Texts, actions: Actions): View {
  const section = step(texts.reveal.heading, texts.reveal.explanation, button('primary', texts.reveal.button, actions.reveal));
  section.prepend(element('p', { class: 'done' }, texts.signIn.done));
  if (problem !== undefined && deleteAdvised.has(problem)) {
    section.append(button('secondary', texts.list.delete, () => confirmDeletion(texts, actions.delete)));
  }

  return withIntro(texts, texts.signIn.done, section);
}

function shown({ list, news, trouble }: Stage & { kind: 'shown' }, texts: Texts, actions: Actions): View {
  const title = heading('h1', texts.list.heading);
  const until = new Intl.DateTimeFormat(texts.locale, {
    day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short',
  }).format(list.notAfter);
  const facts = [
    element('li', {}, element('strong', {}, texts.list.count(list.rows.length))),
    element('li', {}, texts.list.until(until)),
    element('li', {}, texts.list.remaining(list.remainingOpenings)),
    ...(list.withdrawn > 0 ? [element('li', {}, texts.list.withdrawn(list.withdrawn))] : []),
    ...(list.closed.size > 0 ? [element('li', {}, texts.closure.count(list.closed.size))] : []),
  ];
  return {
    content: [
      title,
      ...(trouble === undefined ? [] : [troubleView(trouble, texts, actions)]),
      element('ul', { class: 'facts' }, ...facts),
      ...(list.leftOut > 0 ? [element('p', {}, texts.list.leftOut(list.leftOut))] : []),
      element('p', { class: 'muted' }, texts.list.reminder),
      element(
        'div',
        { class: 'actions' },
        button('secondary', texts.list.hide, actions.hide),
        button('danger', texts.list.delete, () => confirmDeletion(texts, actions.delete)),
      ),
      list.rows.length === 0 ? element('p', { class: 'notice' }, texts.list.empty) : listTable(list, texts, actions),
    ],
    announcement: news === undefined ? texts.list.count(list.rows.length) : newsText(news, texts),
    focus: title,
  };
}

function newsText({ kind, count, name }: News, texts: Texts): string {
  return kind === 'withdrawn' ? texts.list.withdrawn(count) : `${name}, ${kind === 'closed' ? texts.closure.closed : texts.closure.reopened}`;
}

/** The list stays, and the reader knows that it may not be what it should be now. */
function troubleView(problem: Problem, texts: Texts, actions: Actions): HTMLElement {
  const notice = problemView(problem, texts);
  notice.append(element('p', {}, texts.closure.stale));
  if (problem.startsWith('sign-in')) {
    notice.append(button('primary', texts.signIn.button, actions.renew));
  }

  return notice;
}

function deleted(copiesOpen: boolean, receipt: HTMLElement, texts: Texts, actions: Actions): View {
  const title = heading('h1', texts.deletion.heading);
  const attestation = copiesOpen ? attestationView(texts, actions) : element('p', { class: 'done' }, texts.deletion.attested);
  return { content: [title, attestation, receipt], announcement: texts.deletion.heading, focus: title };
}

function withIntro(texts: Texts, announcement: string, next: HTMLElement): View {
  const { intro } = texts;
  return {
    content: [
      heading('h1', intro.heading),
      element('p', { class: 'lead' }, intro.what),
      element('p', {}, intro.purpose),
      element('p', {}, intro.privacy),
      next,
      element('p', { class: 'muted' }, intro.reading),
    ],
    announcement,
    focus: next.querySelector('h2') ?? undefined,
  };
}

/** Where the problem says all that is to be seen, a screen reader still finds the page's name. */
function unseenTitle(texts: Texts): HTMLElement {
  return element('h1', { class: 'visually-hidden' }, texts.product);
}

function step(title: string, explanation: string, ...actions: Node[]): HTMLElement {
  return element('section', { class: 'step' }, heading('h2', title), element('p', {}, explanation), ...actions);
}

function waiting(title: string, text: string, ...actions: Node[]): HTMLElement {
  const section = step(title, text, ...actions);
  section.setAttribute('aria-busy', 'true');
  return section;
}
