import type { ChasingStep } from './chasing-step.ts';

/** What is proposed to whoever begins to chase. */
export const USUAL_STEPS: readonly ChasingStep[] = [
  { day: -3, tone: 'FRIENDLY', text: null, effect: null },
  { day: 1, tone: 'FRIENDLY', text: null, effect: null },
  { day: 7, tone: 'FIRM', text: null, effect: null },
  { day: 14, tone: 'FINAL', text: null, effect: null },
];
