import { words } from '../lib/words.ts';
import classes from './StateBadge.module.css';

type Tone = 'neutral' | 'good' | 'busy' | 'warning' | 'bad';

/** The one place that says which states are good news. A name that is not here is shown in grey. */
const TONES: Record<string, Tone> = {
  // Tenants, people, sign-ins
  ACTIVE: 'good',
  INVITED: 'busy',
  EXPIRED: 'warning',
  SUSPENDED: 'bad',
  NONE: 'neutral',
  PROVED: 'good',
  // Subscriptions
  PENDING: 'busy',
  ENDING: 'warning',
  ENDED: 'neutral',
  // Provisioning
  QUEUED: 'neutral',
  WAITING: 'warning',
  RUNNING: 'busy',
  RETRYING: 'warning',
  PARKED: 'bad',
  DONE: 'good',
  CANCELLED: 'neutral',
  // Orders
  AWAITING_APPROVAL: 'warning',
  // Leavers
  CONFIRMED: 'busy',
  UNDOING: 'busy',
  // Numbers, and their addresses for 999
  FREE: 'neutral',
  PORTING: 'busy',
  IN_USE: 'good',
  QUARANTINED: 'neutral',
  ADDRESS_MISSING: 'bad',
  ADDRESS_PENDING: 'warning',
  ADDRESS_CONFIRMED: 'good',
  ADDRESS_AGED: 'warning',
  // Devices
  DEVICE_ASSIGNED: 'good',
  DEVICE_RETURNED: 'busy',
  DEVICE_LOST: 'bad',
  // Lines
  LINE_ORDERED: 'busy',
  LINE_LIVE: 'good',
  // Licences
  LICENCE_VALID: 'good',
  LICENCE_EXPIRING: 'warning',
  LICENCE_EXPIRED: 'bad',
  // Seats of suppliers' bills
  SEATS_OPEN: 'warning',
  SEATS_AGREES: 'good',
  // Bank entries
  PROPOSED: 'busy',
  UNKNOWN: 'warning',
  BOOKED: 'good',
  PUT_ASIDE: 'neutral',
  OUTGOING: 'neutral',
  // VAT numbers
  REGISTERED: 'good',
  NOT_REGISTERED: 'bad',
  NOT_ANSWERED: 'warning',
  // Support access
  REQUESTED: 'warning',
  APPROVED: 'good',
  DECLINED: 'neutral',
  LAPSED: 'neutral',
  // Consents
  CONSENT_GIVEN: 'good',
  CONSENT_ASK_AGAIN: 'warning',
  CONSENT_UNASKED: 'busy',
  // Invoices
  DRAFT: 'neutral',
  OPEN: 'busy',
  PART_PAID: 'warning',
  PAID: 'good',
  WRITTEN_OFF: 'neutral',
  OVERDUE: 'bad',
  ISSUED: 'good',
  // Collections and returned payments
  ANNOUNCED: 'busy',
  STARTED: 'busy',
  LOST: 'bad',
  WON: 'good',
  // Mail and imports
  SENT: 'good',
  FAILED: 'bad',
  OUTBOX: 'neutral',
  PREVIEW: 'busy',
  APPLIED: 'good',
  DISCARDED: 'neutral',
  REVERSING: 'busy',
  REVERSED: 'neutral',
  ROW_WRONG: 'bad',
  ROW_CHANGE: 'busy',
  ROW_ADD: 'good',
  ROW_DONE: 'good',
  ROW_REFUSED: 'bad',
  ROW_KEPT: 'warning',
  WITHDRAWN: 'neutral',
  // Incidents and breach notices
  INCIDENT_OPEN: 'bad',
  CONTAINED: 'busy',
  RISK_HIGH: 'bad',
  RISK: 'warning',
  WITH_RESELLER: 'warning',
  DELIVERED: 'busy',
  OPENED: 'busy',
  ACKNOWLEDGED: 'good',
  // Notices
  MAINTENANCE: 'busy',
  OUTAGE: 'bad',
  UPDATE: 'good',
  SECURITY: 'warning',
  REGULATORY: 'neutral',
};

/**
 * A state as a word with a dot. The word carries the meaning; colour only helps.
 *
 * @param state the API's name, such as `PART_PAID`
 * @param label other words than the usual ones
 */
export function StateBadge({ state, label }: { state: string; label?: string }) {
  return (
    <span className={classes.badge} data-tone={TONES[state] ?? 'neutral'}>
      {label ?? words(state)}
    </span>
  );
}
