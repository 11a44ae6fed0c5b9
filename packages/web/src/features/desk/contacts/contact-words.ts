import type { introspection } from '../../../data/schema.d.ts';

type Values<
  Name extends 'Channel' | 'ConsentDeed' | 'ConsentVia' | 'ContactPurpose' | 'ContactSource' | 'PecrStatus',
> = introspection['types'][Name]['enumValues'];
export type Source = Values<'ContactSource'>;
export type Status = Values<'PecrStatus'>;
export type Channel = Values<'Channel'>;
export type Purpose = Values<'ContactPurpose'>;

export const SOURCES: Record<Source, string> = {
  ENQUIRY: 'Enquiry',
  SALE: 'Sale',
  EVENT: 'Event',
  REFERRAL: 'Referral',
  PUBLISHED: 'Published source',
  IMPORT: 'File',
  OTHER: 'Elsewhere',
};
export const STATUSES: Record<Status, string> = {
  UNKNOWN: 'Not known',
  INDIVIDUAL: 'Individual subscriber',
  CORPORATE: 'Corporate subscriber',
};
export const CHANNELS: Record<Channel, string> = {
  EMAIL: 'E-mail',
  TEXT_MESSAGE: 'Text message',
  LIVE_CALL: 'Telephone call',
  AUTOMATED_CALL: 'Automated call',
  POST: 'Post',
};
export const PURPOSES: Record<Purpose, string> = {
  NEWS: 'News',
  OFFERS: 'Offers',
  EVENTS: 'Events',
  SURVEYS: 'Surveys',
};
export const DEEDS: Record<Values<'ConsentDeed'>, string> = {
  GIVEN: 'Consented',
  REFUSED: 'Refused',
  WITHDRAWN: 'Withdrew',
  SOFT_OPT_IN: 'Soft opt-in',
  OBJECTED: 'Objected',
};
export const VIAS: Record<Values<'ConsentVia'>, string> = {
  CONSOLE: 'In Steward',
  LINK: 'By a link in a letter',
  PAPER: 'On paper',
  EMAIL: 'By e-mail',
  TELEPHONE: 'By telephone',
  IN_PERSON: 'Face to face',
  WEB_FORM: 'On a web site',
  IMPORT: 'From a file',
};

export const optionsOf = <Value extends string>(words: Record<Value, string>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));
