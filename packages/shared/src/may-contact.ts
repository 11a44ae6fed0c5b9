/** What marketing is about: who agrees to one has not agreed to another. */
export const CONTACT_PURPOSES = ['NEWS', 'OFFERS', 'EVENTS', 'SURVEYS'] as const;
export type ContactPurpose = (typeof CONTACT_PURPOSES)[number];

/** How somebody is reached for marketing. */
export const CONTACT_CHANNELS = ['EMAIL', 'TEXT_MESSAGE', 'LIVE_CALL', 'AUTOMATED_CALL', 'POST'] as const;
export type ContactChannel = (typeof CONTACT_CHANNELS)[number];

/** Who has the contract for the line or mailbox. A Scottish partnership is a person of its own in law, as a company is. */
export const SUBSCRIBER_KINDS = [
  'INDIVIDUAL',
  'SOLE_TRADER',
  'PARTNERSHIP',
  'SCOTTISH_PARTNERSHIP',
  'CORPORATE',
] as const;
export type SubscriberKind = (typeof SUBSCRIBER_KINDS)[number];

/**
 * What somebody last said of a purpose. `ASK_AGAIN`: yes, to words that a newer version goes beyond. `SOFT_OPT_IN` is no
 * consent: their details came from a sale or its negotiation, and they have not refused.
 */
export const CONSENT_STATES = [
  'UNASKED',
  'GIVEN',
  'ASK_AGAIN',
  'REFUSED',
  'WITHDRAWN',
  'SOFT_OPT_IN',
  'OBJECTED',
] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** Whom somebody who is left alone has told: one sender, or all who send by this service. */
export type Suppressed = 'SENDER' | 'EVERYWHERE';

export interface Contact {
  /** `UNKNOWN`: nobody has said; they are taken for an individual. */
  subscriber: SubscriberKind | 'UNKNOWN';
  channel: ContactChannel;
  state: ConsentState;
  /** The number is in the Telephone Preference Service, or its corporate counterpart. */
  onPreferenceService?: boolean;
  /** Their address or number is on the list of those who are left alone. */
  suppressed?: Suppressed | null;
  /** There is no address or number to reach them at. */
  unreachable?: boolean;
}

/** Why somebody may, or may not, be reached: what outcomes are counted by. */
export const CONTACT_REASONS = [
  'CONSENTED',
  'SOFT_OPT_IN',
  'CORPORATE',
  'NOTHING_AGAINST',
  'NO_ADDRESS',
  'SUPPRESSED_EVERYWHERE',
  'SUPPRESSED',
  'OBJECTED',
  'SAID_NO',
  'PREFERENCE_SERVICE',
  'ASK_AGAIN',
  'STATUS_UNKNOWN',
  'NOT_ASKED',
] as const;
export type ContactReason = (typeof CONTACT_REASONS)[number];

/** Whether somebody may be written to or called, by which rule, and why. */
export interface MayContact {
  allowed: boolean;
  code: ContactReason;
  /** For whoever asks: a sentence. */
  why: string;
  /** What says so, such as PECR reg. 22. */
  rule: string;
}

const CORPORATE: readonly SubscriberKind[] = ['SCOTTISH_PARTNERSHIP', 'CORPORATE'];

/** Whether PECR counts it among the individual subscribers, whose consent electronic mail needs. */
export const isIndividualSubscriber = (kind: SubscriberKind): boolean => !CORPORATE.includes(kind);

/**
 * Whether marketing may reach somebody (PECR regs. 19, 21 and 22; UK GDPR Art. 21). Silence is never consent. Mail of the service
 * itself, such as invoices, is no marketing, and asks nobody.
 */
export function mayContact({
  subscriber,
  channel,
  state,
  onPreferenceService,
  suppressed,
  unreachable,
}: Contact): MayContact {
  if (suppressed === 'EVERYWHERE')
    return no('SUPPRESSED_EVERYWHERE', 'They want no marketing from anybody here.', 'UK GDPR Art. 21(3)');
  if (suppressed) return no('SUPPRESSED', 'They want no marketing from this sender.', 'UK GDPR Art. 21(3)');
  if (state === 'OBJECTED') return no('OBJECTED', 'They have objected.', 'UK GDPR Art. 21(3)');
  if (state === 'REFUSED' || state === 'WITHDRAWN')
    return no('SAID_NO', 'They have said no, or withdrawn.', 'UK GDPR Art. 21(3)');
  if (unreachable) return no('NO_ADDRESS', 'Nothing is known to reach them at by this channel.', 'None');
  switch (channel) {
    case 'AUTOMATED_CALL':
      return byConsent(
        state,
        'PECR reg. 19',
        'NOT_ASKED',
        'Automated calls need consent, of companies, too.',
      );
    case 'LIVE_CALL':
      if (onPreferenceService && state !== 'GIVEN')
        return no('PREFERENCE_SERVICE', 'The number is in the Telephone Preference Service.', 'PECR reg. 21');
      return yes('NOTHING_AGAINST', 'Nothing is said against it.', 'PECR reg. 21');
    case 'POST':
      return yes('NOTHING_AGAINST', 'Nothing is said against it.', 'UK GDPR Art. 6(1)(f)');
    default:
      if (subscriber !== 'UNKNOWN' && !isIndividualSubscriber(subscriber))
        return yes(
          'CORPORATE',
          'A corporate subscriber; nothing is said against it.',
          'UK GDPR Art. 6(1)(f)',
        );
      if (state === 'SOFT_OPT_IN')
        return yes('SOFT_OPT_IN', 'Their details came from a sale or its negotiation.', 'PECR reg. 22(3)');
      return subscriber === 'UNKNOWN'
        ? byConsent(
            state,
            'PECR reg. 22(2)',
            'STATUS_UNKNOWN',
            'Nobody has said whether they are an individual or a corporate subscriber, and they have not agreed.',
          )
        : byConsent(
            state,
            'PECR reg. 22(2)',
            'NOT_ASKED',
            'Individual subscribers are written to only if they agreed.',
          );
  }
}

function byConsent(state: ConsentState, rule: string, code: ContactReason, otherwise: string): MayContact {
  if (state === 'GIVEN') return yes('CONSENTED', 'They have consented.', rule);
  if (state === 'ASK_AGAIN')
    return no(
      'ASK_AGAIN',
      'They consented to an older text that this one goes beyond: ask again first.',
      rule,
    );
  return no(code, otherwise, rule);
}

const yes = (code: ContactReason, why: string, rule: string): MayContact => ({
  allowed: true,
  code,
  why,
  rule,
});
const no = (code: ContactReason, why: string, rule: string): MayContact => ({
  allowed: false,
  code,
  why,
  rule,
});
