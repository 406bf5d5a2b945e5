/** Every word of the page, in one place. */

const count = new Intl.NumberFormat('en-GB');

export const number = (value) => count.format(value);

const plural = (value, one, many) => `${number(value)} ${value === 1 ? one : many}`;

export const kinds = {
  Activity: 'activity',
  Timer: 'timer',
  SubOrchestration: 'sub-orchestration',
  EventRaised: 'event raised',
  EventSent: 'event sent',
  Suspension: 'suspended',
};

export const states = {
  Open: 'open',
  Completed: 'completed',
  Failed: 'failed',
  Fired: 'fired',
  Happened: '',
  Unfinished: 'no outcome',
};

export const texts = {
  product: 'Outreach',
  page: 'developer’s page',
  hub: (hub) => `Task hub ${hub}`,
  sections: { orchestrations: 'Orchestrations', timeline: 'Timeline', timers: 'Timers', functions: 'Functions and routes' },
  live: (at) => `Live · seen ${at}`,
  paused: 'Paused',
  outbox: {
    page: 'outbox',
    heading: (mails) => (mails === 0 ? 'No mail yet' : plural(mails, 'mail', 'mails')),
    what: 'Mails to doctors and to people that a mail server would have got, newest first. Nothing leaves this machine.',
    to: 'To',
    sent: 'Sent',
  },
  pause: 'Pause',
  resume: 'Go on',
  away: 'The host does not answer. This page tries again every few seconds.',
  unexpected: (status) => `The host answered ${status}.`,

  list: {
    filters: 'Filter',
    prefix: 'Instance id begins with',
    columns: ['Status', 'Orchestrator', 'Instance id', 'Created', 'Lasted'],
    none: 'The task hub holds no orchestration.',
    noMatch: 'No orchestration of this page passes the filter.',
    shown: (shown) => `${plural(shown, 'orchestration', 'orchestrations')}, newest first`,
    shownOfPage: (shown, looked) =>
      `${plural(shown, 'orchestration', 'orchestrations')} of ${count.format(looked)} looked at, newest first within the page: storage hands them out by id`,
    first: 'First page',
    next: 'Next page',
  },

  timeline: {
    choose: 'Choose an orchestration above to see its timeline.',
    gone: (instanceId) => `The task hub holds no orchestration ${instanceId}: it was purged, or never was.`,
    facts: {
      instanceId: 'Instance id', created: 'Created', startAt: 'Starts at', ended: 'Ended', lasted: 'Lasted', turns: 'Turns',
      wakeAt: 'Next timer', execution: 'Continued as new', parent: 'Parent', errors: 'Failed with',
    },
    times: (times) => (times === 1 ? 'once' : `${count.format(times)} times`),
    notStarted: 'No turn was taken yet: there is nothing to draw.',
    noLines: 'So far the orchestrator has asked for nothing.',
    orchestrator: 'orchestrator’s turns',
    orchestration: 'orchestration',
    scale: 'Scale',
    scales: { time: 'Time', steps: 'Steps' },
    scaleHints: { time: 'as long as it took', steps: 'every instant at which something happened, equally wide' },
    page: (first, last, total) => (last - first + 1 === total
      ? `${plural(total, 'line', 'lines')}`
      : `Lines ${count.format(first)} to ${count.format(last)} of ${count.format(total)}`),
    pages: { first: 'First', previous: 'Previous', next: 'Next', last: 'Last' },
    title: (name) => `Timeline of ${name}`,
    description: (status, turns, lines, begin) =>
      `${status}, ${plural(turns, 'turn', 'turns')}, ${plural(lines, 'line', 'lines')} shown. It begins ${begin}. The table below has the same.`,
    axis: (begin) => `since ${begin}`,
    due: (at) => `due ${at}`,
    notFired: 'did not fire',
    later: 'not before ',
    atMost: 'at most ',
    table: 'The same as a table',
    columns: ['What', 'Name', 'Outcome', 'Begins', 'Ends', 'Takes', 'More'],
    note: 'Times are those of the orchestrator’s turns: an activity ends with the turn that takes up its result. Payloads are never shown.',
  },

  actions: {
    raise: 'Raise event…',
    suspend: 'Suspend',
    resume: 'Resume',
    terminate: 'Terminate…',
    purge: 'Purge…',
    over: 'It is over: only purging is left.',
    notOver: 'Only what is over can be purged: terminate it first.',
    done: {
      'raise-event': 'The event is raised.', suspend: 'Suspension is asked for.', resume: 'Resuming is asked for.',
      terminate: 'Termination is asked for.', purge: 'The orchestration is purged.',
    },
  },

  raise: {
    title: 'Raise an event',
    name: 'Event name',
    payload: 'Payload, JSON (optional)',
    hint: 'It goes to the orchestration and into the task hub in clear. It is never shown here again.',
    send: 'Raise event',
  },

  terminate: {
    title: 'Terminate this orchestration?',
    body: 'Its code goes no further. What its activities have begun is not undone.',
    recursive: 'Its running sub-orchestrations too',
    send: 'Terminate',
  },

  purge: {
    title: 'Purge this orchestration?',
    body: 'Its history leaves the task hub for good.',
    send: 'Purge',
  },

  cancel: 'Cancel',

  timers: {
    columns: ['Timer', 'Schedule', 'Last run', 'Next run', 'By hand'],
    never: 'not known to have run',
    running: 'running now',
    within: (minutes) => {
      const [length, unit] = minutes < 120 ? [minutes, 'min'] : minutes < 48 * 60 ? [minutes / 60, 'h'] : [minutes / 1440, 'd'];
      return `within ${Math.ceil(length)} ${unit}`;
    },
    failed: (type) => `failed with ${type}`,
    run: 'Run now',
    runLabel: (name) => `Run ${name} now`,
    asked: (name) => `${name} runs.`,
    none: 'The app has no timers.',
  },

  functions: {
    routes: 'Routes',
    columns: ['Methods', 'Route', 'Function', 'Key'],
    others: { orchestrationTrigger: 'Orchestrators', activityTrigger: 'Activities', timerTrigger: 'Timers' },
    levels: { Anonymous: 'none', Function: 'function', Admin: 'master', System: 'function', User: 'function' },
  },
};
