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

export interface Contact {
  subscriber: SubscriberKind;
  channel: ContactChannel;
  state: ConsentState;
  /** The number is in the Telephone Preference Service, or its corporate counterpart. */
  onPreferenceService?: boolean;
}

/** Whether somebody may be written to or called, by which rule, and why. */
export interface MayContact {
  allowed: boolean;
  /** For whoever asks: a sentence. */
  why: string;
  /** What says so, such as PECR reg. 22. */
  rule: string;
}

const SAID_NO: readonly ConsentState[] = ['REFUSED', 'WITHDRAWN', 'OBJECTED'];
const CORPORATE: readonly SubscriberKind[] = ['SCOTTISH_PARTNERSHIP', 'CORPORATE'];

/** Whether PECR counts it among the individual subscribers, whose consent electronic mail needs. */
export const isIndividualSubscriber = (kind: SubscriberKind): boolean => !CORPORATE.includes(kind);

/**
 * Whether marketing may reach somebody (PECR regs. 19, 21 and 22; UK GDPR Art. 21). Silence is never consent. Mail of the service
 * itself, such as invoices, is no marketing, and asks nobody.
 */
export function mayContact({ subscriber, channel, state, onPreferenceService }: Contact): MayContact {
  if (SAID_NO.includes(state))
    return no(
      state === 'OBJECTED' ? 'They have objected.' : 'They have said no, or withdrawn.',
      'UK GDPR Art. 21(3)',
    );
  switch (channel) {
    case 'AUTOMATED_CALL':
      return byConsent(state, 'PECR reg. 19', 'Automated calls need consent, of companies, too.');
    case 'LIVE_CALL':
      if (onPreferenceService && state !== 'GIVEN')
        return no('The number is in the Telephone Preference Service.', 'PECR reg. 21');
      return yes('Nothing is said against it.', 'PECR reg. 21');
    case 'POST':
      return yes('Nothing is said against it.', 'UK GDPR Art. 6(1)(f)');
    default:
      if (!isIndividualSubscriber(subscriber))
        return yes('A corporate subscriber; nothing is said against it.', 'UK GDPR Art. 6(1)(f)');
      if (state === 'SOFT_OPT_IN')
        return yes('Their details came from a sale or its negotiation.', 'PECR reg. 22(3)');
      return byConsent(
        state,
        'PECR reg. 22(2)',
        'Individual subscribers are written to only if they agreed.',
      );
  }
}

function byConsent(state: ConsentState, rule: string, otherwise: string): MayContact {
  if (state === 'GIVEN') return yes('They have consented.', rule);
  if (state === 'ASK_AGAIN')
    return no('They consented to an older text that this one goes beyond: ask again first.', rule);
  return no(otherwise, rule);
}

const yes = (why: string, rule: string): MayContact => ({ allowed: true, why, rule });
const no = (why: string, rule: string): MayContact => ({ allowed: false, why, rule });
