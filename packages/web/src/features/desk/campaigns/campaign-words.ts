import type { introspection } from '../../../data/schema.d.ts';

type Values<
  Name extends
    | 'CampaignRecipientState'
    | 'CampaignState'
    | 'ContactPurpose'
    | 'ContactReason'
    | 'ContactSource',
> = introspection['types'][Name]['enumValues'];
export type State = Values<'CampaignState'>;
export type About = Values<'ContactPurpose'>;
export type Source = Values<'ContactSource'>;

export const STATES: Record<State, string> = {
  DRAFT: 'Draft',
  SENDING: 'Being sent',
  SENT: 'Sent',
  STOPPED: 'Stopped',
};
/** How they look. */
export const TONES: Record<State, string> = {
  DRAFT: 'DRAFT',
  SENDING: 'RUNNING',
  SENT: 'DONE',
  STOPPED: 'CANCELLED',
};
export const ABOUT: Record<About, string> = {
  NEWS: 'News',
  OFFERS: 'Offers',
  EVENTS: 'Events',
  SURVEYS: 'Surveys',
};
export const SOURCES: Record<Source, string> = {
  ENQUIRY: 'Enquiries',
  SALE: 'Sales',
  EVENT: 'Events',
  REFERRAL: 'Referrals',
  PUBLISHED: 'Published sources',
  IMPORT: 'Files',
  OTHER: 'Elsewhere',
};
/** Why somebody is, or is not, written to, for a list. */
export const REASONS: Record<Values<'ContactReason'>, string> = {
  CONSENTED: 'Consented',
  SOFT_OPT_IN: 'Soft opt-in',
  CORPORATE: 'Corporate subscriber',
  NOTHING_AGAINST: 'Nothing against it',
  NO_ADDRESS: 'No address',
  SUPPRESSED_EVERYWHERE: 'Wants none from anybody',
  SUPPRESSED: 'Wants none from us',
  OBJECTED: 'Objected',
  SAID_NO: 'Said no or withdrew',
  PREFERENCE_SERVICE: 'Preference service',
  ASK_AGAIN: 'To be asked again',
  STATUS_UNKNOWN: 'Kind not known, and not asked',
  NOT_ASKED: 'Has not agreed',
};
export const RECIPIENTS: Record<Values<'CampaignRecipientState'>, string> = {
  SENT: 'Written to',
  WAITING: 'Waiting',
  LEFT_OUT: 'Left out',
};

export const optionsOf = <Value extends string>(words: Record<Value, string>) =>
  (Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] }));
