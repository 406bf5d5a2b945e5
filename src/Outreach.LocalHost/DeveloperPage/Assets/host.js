import { change } from './api.js';
import { button, element, redraw, table, timeOf } from './elements.js';
import { moment } from './format.js';
import { texts } from './texts.js';

const minute = 60_000;

/** The timers, when each ran and runs next, and a button to run it now. */
export function showTimers(root, timers, page) {
  const rows = timers.map((timer) => element('tr', {},
    element('th', { scope: 'row' }, timer.name),
    element('td', {}, element('code', {}, timer.schedule)),
    element('td', {}, ...lastRun(timer)),
    element('td', {}, timer.next === null ? '' : timeOf(timer.next, `${moment(timer.next)} (${untilNext(timer.next)})`)),
    element('td', { class: 'number' }, button(`run-${timer.name}`, texts.timers.run, () => page.attempt(() => run(timer.name, page)), { 'aria-label': texts.timers.runLabel(timer.name) }))));
  redraw(root, element('h2', {}, texts.sections.timers),
    rows.length === 0 ? element('p', { class: 'empty' }, texts.timers.none) : table(texts.sections.timers, texts.timers.columns, rows));
}

/** Every function, and where it answers if it is HTTP. */
export function showFunctions(root, { functions }) {
  const routes = functions.filter((one) => one.route !== null).map((one) => element('tr', {},
    element('td', {}, element('code', {}, one.methods.join(' '))),
    element('th', { scope: 'row' }, element('code', {}, one.route)),
    element('td', {}, one.name),
    element('td', {}, texts.functions.levels[one.authLevel] ?? one.authLevel)));
  const others = Object.entries(texts.functions.others).map(([trigger, name]) => [name, functions.filter((one) => one.trigger === trigger)]);
  redraw(root, element('h2', {}, texts.sections.functions),
    routes.length === 0 ? undefined : table(texts.functions.routes, texts.functions.columns, routes),
    element('dl', { class: 'others' }, ...others.filter(([, found]) => found.length > 0).map(([name, found]) => element('div', {},
      element('dt', {}, `${name} (${found.length})`), ...found.map((one) => element('dd', {}, one.name))))));
}

/** By the minute: a part of the page that changed with every second could not be clicked on. */
export function untilNext(next) {
  return next === null ? '' : texts.timers.within(Math.max(1, Math.ceil((Date.parse(next) - Date.now()) / minute)));
}

function lastRun(timer) {
  const at = timer.last === null ? texts.timers.never : timeOf(timer.last, moment(timer.last));
  return [
    timer.isRunning ? texts.timers.running : at,
    timer.lastError === null ? undefined : element('span', { class: 'bad' }, ` ${texts.timers.failed(timer.lastError)}`),
  ];
}


async function run(name, page) {
  await change('timers/run', { name });
  page.tell(texts.timers.asked(name));
  await page.refresh(true);
}
