const niceSteps = [
  ...[1, 10, 100].flatMap((power) => [1, 2, 5].map((digit) => digit * power)),
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 3, 6, 12].map((hours) => hours * 3_600_000),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((days) => days * 86_400_000),
];

/** How much of a running orchestration's width is left for what is still open. */
const openShare = 0.12;
const shortest = 10;

/** The instants at which something happened, each once, in order. */
export function instantsOf(view) {
  const instants = new Set();
  const add = (iso) => iso !== undefined && iso !== null && instants.add(Date.parse(iso));
  if (view.skip === 0) {
    add(view.begin);
  }

  for (const item of view.items) {
    add(item.begin);
    add(item.end);
  }

  if (view.skip + view.items.length >= view.total) {
    add(view.end);
  }

  return [...instants].sort((one, other) => one - other);
}

/** Where an instant is drawn, from 0 to 1, and which ticks the axis has. */
export function scaleOf(kind, instants, isOpen, mostTicks) {
  const first = instants[0];
  const last = instants.at(-1);
  const end = isOpen ? last + Math.max(shortest, (last - first) * openShare) : Math.max(last, first + shortest);
  if (kind === 'steps' && instants.length > 1) {
    return stepsOf(instants, isOpen, mostTicks);
  }

  const place = (at) => (at - first) / (end - first);
  const step = niceSteps.find((one) => (end - first) / one <= mostTicks) ?? niceSteps.at(-1);
  const ticks = [];
  for (let since = 0; since <= end - first && ticks.length < 100; since += step) {
    ticks.push({ at: first + since, place: place(first + since) });
  }

  return { first, place, ticks };
}

/** Every instant equally far from the next: what a wait of days pressed together can be read again. */
function stepsOf(instants, isOpen, mostTicks) {
  const steps = instants.length - 1 + (isOpen ? 1 : 0);
  const place = (at) => {
    const index = instants.findIndex((instant) => instant >= at);
    return (index < 0 ? steps : index) / steps;
  };
  const every = Math.ceil(instants.length / mostTicks);
  const ticks = instants.filter((_, index) => index % every === 0).map((at) => ({ at, place: place(at) }));
  return { first: instants[0], place, ticks };
}
