import type { introspection } from '../../../data/schema.d.ts';

type Values<Name extends 'EnquiryOutcome' | 'EnquiryState'> = introspection['types'][Name]['enumValues'];
export type State = Values<'EnquiryState'>;
export type Outcome = Values<'EnquiryOutcome'>;

export const STATES: Record<State, string> = {
  NEW: 'New',
  TAKEN: 'Being answered',
  ANSWERED: 'Answered',
  CLOSED: 'Closed',
};
/** How they look. */
export const TONES: Record<State, string> = {
  NEW: 'WAITING',
  TAKEN: 'RUNNING',
  ANSWERED: 'DONE',
  CLOSED: 'CLOSED',
};
export const OUTCOMES: Record<Outcome, string> = {
  CUSTOMER: 'They are a customer now',
  NOTHING: 'It came to nothing',
  SPAM: 'It was no enquiry',
};

export const optionsOf = <Value extends string>(words: Record<Value, string>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));
