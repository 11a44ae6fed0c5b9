import { invalid } from '../../../kernel/problem.ts';

interface Times {
  occurredAt: Date | null;
  discoveredAt: Date;
  awareAt: Date;
}

/** What happened was discovered no earlier, known for a breach no earlier than that, and none of it is still to come. */
export function assertInOrder({ occurredAt, discoveredAt, awareAt }: Times, now: Date): void {
  if (occurredAt && occurredAt > discoveredAt)
    throw invalid('occurredAt', 'Must not be later than when it was discovered.');
  if (discoveredAt > awareAt) throw invalid('awareAt', 'Must not be earlier than when it was discovered.');
  if (awareAt > now) throw invalid('awareAt', 'Must not be in the future.');
}
