import { button, element, heading } from '../Page/elements.ts';
import type { View } from '../Page/frame.ts';
import type { ObjectionReceipt, Statement } from './contact-calls.ts';
import type { ContactProblem, ContactTexts } from './contact-texts.ts';
import { moment, statementView } from './statement-view.ts';

/** Where the reader is. Anything about the reader exists in `stated` alone. */
export type ContactStage =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'objected'; readonly receipt: ObjectionReceipt }
  | { readonly kind: 'withdrawn'; readonly receipt: ObjectionReceipt | null }
  | { readonly kind: 'stated'; readonly statement: Statement };

/** What the reader may do; each is a click, and nothing happens without one. */
export interface ContactActions {
  readonly object: () => void;
  readonly withdraw: () => void;
  readonly read: () => void;
  readonly print: () => void;
}

/** What a stage looks like. Nothing of an earlier stage stays. */
export function contactView(stage: ContactStage, problem: ContactProblem | undefined, texts: ContactTexts, actions: ContactActions): View {
  const view = stageView(stage, texts, actions);
  if (problem === undefined) {
    return view;
  }

  const { title, advice } = texts.problems[problem];
  const alert = element('section', { class: 'notice problem', role: 'alert', 'data-problem': problem }, heading('h2', title), element('p', {}, advice));
  return { ...view, content: [alert, ...view.content], focus: alert.querySelector('h2') ?? view.focus };
}

function stageView(stage: ContactStage, texts: ContactTexts, actions: ContactActions): View {
  switch (stage.kind) {
    case 'stopped':
      return { content: [element('h1', { class: 'visually-hidden' }, texts.product)], announcement: '', focus: undefined };
    case 'ready':
      return ready(texts, actions);
    case 'waiting': {
      const section = element('section', { class: 'step', 'aria-busy': 'true' }, element('p', {}, texts.waiting));
      return { content: [heading('h1', texts.intro.heading), section], announcement: texts.waiting, focus: undefined };
    }
    case 'objected':
      return done(texts.objected.heading, texts.objected.explanation, stage.receipt, texts, actions,
        step(texts.withdraw.heading, texts.withdraw.explanation, button('secondary', texts.withdraw.button, actions.withdraw)));
    case 'withdrawn': {
      const [title, said] = stage.receipt === null ? [texts.withdraw.heading, texts.withdrawn.none] : [texts.withdrawn.heading, texts.withdrawn.explanation];
      return done(title, said, stage.receipt, texts, actions,
        step(texts.object.heading, texts.object.explanation, button('secondary', texts.object.again, actions.object)));
    }
    case 'stated': {
      const content = statementView(stage.statement, texts);
      const choice = stage.statement.objection === null
        ? button('primary', texts.object.button, actions.object)
        : button('secondary', texts.withdraw.button, actions.withdraw);
      return {
        content: [...content, element('div', { class: 'actions' }, choice, print(texts, actions))],
        announcement: texts.statement.heading,
        focus: content[0],
      };
    }
  }
}

function ready(texts: ContactTexts, actions: ContactActions): View {
  const { intro } = texts;
  return {
    content: [
      heading('h1', intro.heading),
      element('p', { class: 'lead' }, intro.what),
      element('p', {}, intro.free),
      element('p', { class: 'muted' }, intro.reading),
      step(texts.object.heading, texts.object.explanation, button('primary', texts.object.button, actions.object)),
      reading(texts, actions),
      step(texts.withdraw.heading, texts.withdraw.explanation, button('secondary', texts.withdraw.button, actions.withdraw)),
    ],
    announcement: '',
    focus: undefined,
  };
}

function done(
  title: string, said: string, receipt: ObjectionReceipt | null, texts: ContactTexts, actions: ContactActions, next: HTMLElement,
): View {
  const top = heading('h1', title);
  return {
    content: [
      top,
      element('p', {}, said),
      ...(receipt === null ? [] : [receiptView(receipt, texts), element('div', { class: 'actions' }, print(texts, actions))]),
      reading(texts, actions),
      next,
    ],
    announcement: title,
    focus: top,
  };
}

function receiptView(receipt: ObjectionReceipt, texts: ContactTexts): HTMLElement {
  const names = texts.receipt;
  const entries: [string, Node | string][] = [
    [names.number, element('strong', {}, receipt.number)],
    [names.campaign, receipt.campaign],
    [receipt.state === 'Objected' ? names.objectedAt : names.withdrawnAt, element('time', { datetime: receipt.at }, moment(receipt.at, texts))],
    [names.auditSequence, String(receipt.auditSequence)],
    [names.auditHash, element('code', {}, receipt.auditHash)],
  ];
  return element(
    'section',
    { class: 'receipt' },
    heading('h2', names.heading),
    element('p', { class: 'muted' }, names.explanation),
    element('dl', {}, ...entries.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)])),
  );
}

function reading(texts: ContactTexts, actions: ContactActions): HTMLElement {
  return step(texts.read.heading, texts.read.explanation, button('secondary', texts.read.button, actions.read));
}

function print(texts: ContactTexts, actions: ContactActions): HTMLElement {
  return button('secondary', texts.print, actions.print);
}

function step(title: string, explanation: string, action: HTMLElement): HTMLElement {
  return element('section', { class: 'step choices' }, heading('h2', title), element('p', {}, explanation), action);
}
