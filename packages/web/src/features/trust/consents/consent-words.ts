import type { introspection } from '../../../data/schema.d.ts';

type Values<
  Name extends
    | 'ConsentAudience'
    | 'ConsentDeed'
    | 'ConsentState'
    | 'ConsentVia'
    | 'Channel'
    | 'ContactPurpose'
    | 'SubscriberKind',
> = introspection['types'][Name]['enumValues'];
export type State = Values<'ConsentState'>;

export const CHANNELS: Record<Values<'Channel'>, string> = {
  EMAIL: 'E-mail',
  TEXT_MESSAGE: 'Text message',
  LIVE_CALL: 'Telephone call',
  AUTOMATED_CALL: 'Automated call',
  POST: 'Post',
};
export const AUDIENCES: Record<Values<'ConsentAudience'>, string> = {
  EVERYONE: 'Everyone',
  END_USERS: 'End users',
  ADMINISTRATORS: 'Administrators',
  CONTACTS: 'Contacts',
};
/** What a company is to the rules on marketing. */
export const SUBSCRIBERS: Record<Values<'SubscriberKind'>, string> = {
  INDIVIDUAL: 'Individual',
  SOLE_TRADER: 'Sole trader',
  PARTNERSHIP: 'Partnership (England, Wales, Northern Ireland)',
  SCOTTISH_PARTNERSHIP: 'Scottish partnership',
  CORPORATE: 'Company or other corporate body',
};
/** What contacts are written about. */
export const ABOUT: Record<Values<'ContactPurpose'>, string> = {
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
export const STATES: Record<State, string> = {
  UNASKED: 'Not answered',
  GIVEN: 'Consented',
  ASK_AGAIN: 'Asked again',
  REFUSED: 'Refused',
  WITHDRAWN: 'Withdrawn',
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
