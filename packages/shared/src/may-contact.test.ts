import { describe, expect, test } from 'vitest';
import {
  CONSENT_STATES,
  CONTACT_CHANNELS,
  type ConsentState,
  type ContactChannel,
  mayContact,
  SUBSCRIBER_KINDS,
  type SubscriberKind,
} from './may-contact.ts';

const allowed = (subscriber: SubscriberKind, channel: ContactChannel, state: ConsentState): boolean =>
  mayContact({ subscriber, channel, state }).allowed;

const INDIVIDUAL = ['INDIVIDUAL', 'SOLE_TRADER', 'PARTNERSHIP'] as const;
const CORPORATE = ['SCOTTISH_PARTNERSHIP', 'CORPORATE'] as const;
const NO = ['REFUSED', 'WITHDRAWN', 'OBJECTED'] as const;

describe('[S87] who may be reached for marketing', () => {
  test.each(INDIVIDUAL)('%s: electronic mail by consent or soft opt-in only', (kind) => {
    for (const channel of ['EMAIL', 'TEXT_MESSAGE'] as const)
      expect(CONSENT_STATES.filter((state) => allowed(kind, channel, state))).toEqual([
        'GIVEN',
        'SOFT_OPT_IN',
      ]);
  });

  test.each(CORPORATE)('%s: outside regulation 22, until somebody says no', (kind) => {
    for (const channel of ['EMAIL', 'TEXT_MESSAGE'] as const)
      expect(CONSENT_STATES.filter((state) => !allowed(kind, channel, state))).toEqual(NO);
  });

  test('automated calls take consent of whoever it is; a soft opt-in is none', () => {
    for (const kind of SUBSCRIBER_KINDS)
      expect(CONSENT_STATES.filter((state) => allowed(kind, 'AUTOMATED_CALL', state))).toEqual(['GIVEN']);
  });

  test('calls by a person go by who has objected, and by the preference service unless they consented', () => {
    const call = (state: ConsentState) =>
      mayContact({ subscriber: 'CORPORATE', channel: 'LIVE_CALL', state, onPreferenceService: true });
    expect(call('UNASKED')).toMatchObject({ allowed: false, rule: 'PECR reg. 21' });
    expect(call('SOFT_OPT_IN').allowed).toBe(false);
    expect(call('GIVEN').allowed).toBe(true);
    expect(allowed('INDIVIDUAL', 'LIVE_CALL', 'UNASKED')).toBe(true);
  });

  test('whoever has said no is left alone everywhere, whatever they are', () => {
    for (const subscriber of SUBSCRIBER_KINDS)
      for (const channel of CONTACT_CHANNELS)
        for (const state of NO) expect(allowed(subscriber, channel, state)).toBe(false);
  });

  test('an older yes does not reach further than its words', () => {
    expect(mayContact({ subscriber: 'SOLE_TRADER', channel: 'EMAIL', state: 'ASK_AGAIN' })).toEqual({
      allowed: false,
      code: 'ASK_AGAIN',
      why: 'They consented to an older text that this one goes beyond: ask again first.',
      rule: 'PECR reg. 22(2)',
    });
  });

  test('a subscriber of whom nobody knows which kind is taken for an individual, and told so', () => {
    const state = (is: ConsentState) => mayContact({ subscriber: 'UNKNOWN', channel: 'EMAIL', state: is });
    expect(state('UNASKED')).toMatchObject({ allowed: false, code: 'STATUS_UNKNOWN' });
    expect(state('GIVEN')).toMatchObject({ allowed: true, code: 'CONSENTED' });
    expect(state('SOFT_OPT_IN')).toMatchObject({ allowed: true, code: 'SOFT_OPT_IN' });
  });

  test('whoever is to be left alone is, whatever else is known; and nobody is reached without an address', () => {
    const corporate = { subscriber: 'CORPORATE', channel: 'EMAIL', state: 'GIVEN' } as const;
    expect(mayContact({ ...corporate, suppressed: 'SENDER' }).code).toBe('SUPPRESSED');
    expect(mayContact({ ...corporate, suppressed: 'EVERYWHERE' }).code).toBe('SUPPRESSED_EVERYWHERE');
    expect(mayContact({ ...corporate, unreachable: true })).toMatchObject({
      allowed: false,
      code: 'NO_ADDRESS',
    });
    expect(mayContact({ ...corporate, suppressed: null }).allowed).toBe(true);
  });
});
