import { read } from './api.js';
import { element, redraw, timeOf } from './elements.js';
import { moment } from './format.js';
import { texts } from './texts.js';

const pause = 2_500;
const find = (selector) => document.querySelector(selector);
let seen;

/** Asks the host again and again while somebody looks, and draws what has changed. */
async function refresh() {
  try {
    const { value: mails } = await read('outbox');
    complain('');
    const text = JSON.stringify(mails);
    if (text !== seen) {
      seen = text;
      show(mails);
    }
  } catch (error) {
    complain(error.message);
  }

  setTimeout(() => document.visibilityState === 'visible' && refresh(), pause);
}

function show(mails) {
  redraw(find('#outbox'), element('h2', {}, texts.outbox.heading(mails.length)), element('p', {}, texts.outbox.what),
    ...mails.map((mail) => element('article', { class: 'mail', lang: mail.language === 'French' ? 'fr' : 'en' },
      element('h3', {}, mail.subject),
      element('dl', { lang: 'en' },
        element('dt', {}, texts.outbox.to), element('dd', {}, mail.to),
        element('dt', {}, texts.outbox.sent), element('dd', {}, timeOf(mail.sentAt, moment(mail.sentAt)))),
      element('pre', {}, mail.body))));
}

function complain(sentence) {
  const problem = find('#problem');
  problem.hidden = sentence === '';
  problem.textContent = sentence;
}

redraw(find('.band'),
  element('h1', {}, element('strong', {}, texts.product), ` ${texts.outbox.page}`),
  element('nav', {}, element('a', { href: '/dev' }, texts.page)));
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && refresh());
await refresh();
