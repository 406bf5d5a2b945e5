import { change } from './api.js';
import { ask } from './dialog.js';
import { button, element } from './elements.js';
import { texts } from './texts.js';

/** What can be done to an orchestration. What cannot be done now stays in its place and says why. */
export function actionsOf(orchestration, page) {
  const { instanceId, status } = orchestration;
  const over = orchestration.endedAt !== null ? texts.actions.over : undefined;
  const suspended = status === 'Suspended';
  const send = async (action, parameters = {}, json = undefined) => {
    await change(`orchestrations/${action}`, { instanceId, ...parameters }, json);
    page.tell(texts.actions.done[action]);
    await page.refresh(true);
  };
  const offer = (key, label, why, run, kind = '') => button(`action-${key}`, label, () => {
    if (why === undefined) {
      page.attempt(run);
    } else {
      page.tell(why);
    }
  }, { class: kind, 'aria-disabled': String(why !== undefined), title: why });
  return [
    offer('raise-event', texts.actions.raise, over, () => raiseEvent(send)),
    suspended
      ? offer('hold', texts.actions.resume, over, () => send('resume'))
      : offer('hold', texts.actions.suspend, over, () => send('suspend')),
    offer('terminate', texts.actions.terminate, over, () => terminate(send), 'danger'),
    offer('purge', texts.actions.purge, over === undefined ? texts.actions.notOver : undefined, () => purge(send), 'danger'),
  ];
}

function raiseEvent(send) {
  const name = element('input', { id: 'event-name', required: true, autocomplete: 'off', spellcheck: 'false' });
  const payload = element('textarea', { id: 'event-payload', rows: '5', autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'event-hint' });
  return ask({
    title: texts.raise.title,
    content: [
      element('label', { for: 'event-name' }, texts.raise.name), name,
      element('label', { for: 'event-payload' }, texts.raise.payload), payload,
      element('p', { id: 'event-hint', class: 'hint' }, texts.raise.hint),
    ],
    confirm: texts.raise.send,
    run: () => {
      const json = payload.value.trim() === '' ? undefined : payload.value;
      return send('raise-event', { eventName: name.value }, json);
    },
  });
}

function terminate(send) {
  const recursive = element('input', { type: 'checkbox', id: 'recursive' });
  return ask({
    title: texts.terminate.title,
    content: [
      element('p', {}, texts.terminate.body),
      element('p', { class: 'check' }, recursive, element('label', { for: 'recursive' }, texts.terminate.recursive)),
    ],
    confirm: texts.terminate.send,
    danger: true,
    run: () => send('terminate', { recursive: String(recursive.checked) }),
  });
}

function purge(send) {
  return ask({ title: texts.purge.title, content: [element('p', {}, texts.purge.body)], confirm: texts.purge.send, danger: true, run: () => send('purge') });
}
