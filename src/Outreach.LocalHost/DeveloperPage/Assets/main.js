import { read, Refusal } from './api.js';
import { button, element, redraw } from './elements.js';
import { showFunctions, showTimers, untilNext } from './host.js';
import { OrchestrationsPart } from './orchestrations.js';
import { texts } from './texts.js';
import { linesPerPage, TimelinePart } from './timeline.js';

const pause = 2_500;
const shortPause = 400;
const toldFor = 8_000;
const find = (selector) => document.querySelector(selector);

/** The page: asks the host again and again while somebody looks, and shows what has changed. */
class DeveloperPage {
  #orchestrations = new OrchestrationsPart(find('#orchestrations'), this);
  #timeline = new TimelinePart(find('#timeline'), this);
  #selected = new URL(location.href).searchParams.get('instance') ?? undefined;
  #skip = 0;
  #etag;
  #hub = '';
  #isLive = true;
  #seen = {};
  #next;
  #told;
  #asked = 0;

  async start() {
    this.#band('');
    this.#timeline.showNothing(texts.timeline.choose);
    document.addEventListener('visibilitychange', () => this.#isVisible && this.refresh());
    addEventListener('popstate', () => this.select(new URL(location.href).searchParams.get('instance') ?? undefined, false));
    await this.refresh();
  }

  /** Shows an orchestration's timeline. */
  select(instanceId, takesFocus) {
    this.#selected = instanceId;
    this.#skip = 0;
    this.#etag = undefined;
    this.#seen = {};
    const address = new URL(location.href);
    if (instanceId !== undefined && address.searchParams.get('instance') !== instanceId) {
      address.searchParams.set('instance', instanceId);
      history.pushState(null, '', address);
    }

    this.refresh().then(() => takesFocus && find('#timeline h2')?.focus());
  }

  /** Shows the timeline's lines from there on. */
  turnTo(skip) {
    this.#skip = skip;
    this.#etag = undefined;
    this.refresh();
  }

  /** Says what an action came to, for a while; a screen reader says it too. */
  tell(sentence, isBad = false) {
    const status = find('#status');
    status.textContent = sentence;
    status.className = isBad ? 'bad' : '';
    clearTimeout(this.#told);
    this.#told = setTimeout(() => (status.textContent = ''), toldFor);
  }

  /** Does something that may be refused, and says why it was. */
  async attempt(run) {
    try {
      await run();
    } catch (error) {
      this.tell(error.message, true);
    }
  }

  /** Asks the host now, and again after a while; soon, where what was asked for takes a turn to show. Of two at once the later counts. */
  async refresh(soon = false) {
    clearTimeout(this.#next);
    const asked = ++this.#asked;
    try {
      await this.#load(() => asked === this.#asked);
      if (asked === this.#asked) {
        this.#complain('');
        this.#band(texts.live(new Date().toLocaleTimeString('en-GB')));
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.#complain(error.message);
      }
    }

    if (asked === this.#asked && this.#isLive) {
      this.#next = setTimeout(() => this.#isVisible && this.refresh(), soon ? shortPause : pause);
    }
  }

  get #isVisible() {
    return document.visibilityState === 'visible' && this.#isLive;
  }

  async #load(isLatest) {
    if (this.#hub === '') {
      const { value } = await read('functions');
      this.#hub = value.hub;
      showFunctions(find('#functions'), value);
    }

    const [{ value: found }, { value: timers }] = await Promise.all([read('orchestrations', this.#orchestrations.parameters), read('timers')]);
    if (!isLatest()) {
      return;
    }

    this.#selected ??= found.orchestrations[0]?.instanceId;
    this.#ifChanged('list', [found.orchestrations, found.continuation, this.#selected], () => this.#orchestrations.show(found, this.#selected));
    this.#ifChanged('timers', [timers, timers.map((timer) => untilNext(timer.next))], () => showTimers(find('#timers'), timers, this));
    if (this.#selected !== undefined) {
      await this.#loadTimeline(this.#selected, isLatest);
    }
  }

  async #loadTimeline(instanceId, isLatest) {
    try {
      const answer = await read('orchestrations/timeline', { instanceId, skip: this.#skip, take: linesPerPage }, this.#etag);
      if (answer !== undefined && isLatest()) {
        this.#etag = answer.etag;
        this.#timeline.show(answer.value);
      }
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 404) {
        throw error;
      }

      if (isLatest()) {
        this.#etag = undefined;
        this.#timeline.showNothing(texts.timeline.gone(instanceId));
      }
    }
  }

  #ifChanged(part, value, show) {
    const text = JSON.stringify(value);
    if (this.#seen[part] !== text) {
      this.#seen[part] = text;
      show();
    }
  }

  #complain(sentence) {
    const problem = find('#problem');
    problem.hidden = sentence === '';
    if (problem.textContent !== sentence) {
      problem.textContent = sentence;
    }
  }

  #band(seen) {
    const toggle = button('live', this.#isLive ? texts.pause : texts.resume, () => {
      this.#isLive = !this.#isLive;
      this.#band(texts.paused);
      this.refresh();
    });
    redraw(find('.band'),
      element('h1', {}, element('strong', {}, texts.product), ` ${texts.page}`),
      element('nav', {}, ...Object.entries(texts.sections).map(([part, name]) => element('a', { href: `#${part}`, 'data-key': `nav-${part}` }, name)),
        element('a', { href: '/dev/outbox', 'data-key': 'nav-outbox' }, texts.outbox.page)),
      element('p', { class: 'live' }, this.#hub === '' ? undefined : element('span', {}, texts.hub(this.#hub)), element('span', {}, this.#isLive ? seen : texts.paused), toggle));
  }
}

await new DeveloperPage().start();
