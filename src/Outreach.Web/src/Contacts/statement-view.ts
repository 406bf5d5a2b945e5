import { element, heading } from '../Page/elements.ts';
import type { StatedList, Statement } from './contact-calls.ts';
import type { ContactTexts } from './contact-texts.ts';

/** What was done with the reader's data, as a document that prints. */
export function statementView(statement: Statement, texts: ContactTexts): HTMLElement[] {
  const words = texts.statement;
  const { objection } = statement;
  return [
    heading('h1', words.heading),
    element('p', { class: 'muted' }, `${statement.title}. ${words.at(moment(statement.at, texts))}`),
    section(words.objectionHeading, [
      objection === null ? words.noObjection : words.objection(moment(objection.at, texts), objection.number, objection.by === 'Agent'),
    ]),
    section(words.listsHeading, statement.lists.length === 0 ? [words.noLists] : statement.lists.map((list) => sentencesOf(list, texts))),
    section(words.messagesHeading, statement.messages.length === 0
      ? [words.noMessages]
      : statement.messages.map(({ chosenAt, sentAt }) => sentAt === null ? words.notSent(moment(chosenAt, texts)) : words.sent(moment(sentAt, texts)))),
    section(words.keptHeading, words.kept(moment(statement.keptUntil, texts))),
    section(words.rightsHeading, words.rights),
  ];
}

/** A point of time in the reader's language. */
export function moment(time: string, texts: ContactTexts): string {
  return new Intl.DateTimeFormat(texts.locale, {
    day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Paris', timeZoneName: 'short',
  }).format(new Date(time));
}

function sentencesOf(list: StatedList, texts: ContactTexts): string {
  const words = texts.statement;
  const opened = list.openedAt === null ? words.notOpened : words.opened(moment(list.openedAt, texts));
  const ends = list.endsAt === null ? words.ended : words.ends(moment(list.endsAt, texts));
  const gone = list.destroyedAt === null ? ends : words.destroyed(moment(list.destroyedAt, texts));
  return [words.list(moment(list.madeAt, texts)), ...(list.endsAt === null ? [] : [opened]), gone].join(' ');
}

function section(title: string, sentences: readonly string[]): HTMLElement {
  return element('section', {}, heading('h2', title), element('ul', {}, ...sentences.map((sentence) => element('li', {}, sentence))));
}
